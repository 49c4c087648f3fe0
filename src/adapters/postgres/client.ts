import type { Prisma } from '../../generated/prisma/client.ts';

/** The database inside one transaction. */
export type Client = Prisma.TransactionClient;
