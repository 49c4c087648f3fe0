import type { Client } from './client.ts';

/**
 * A part of a transaction that can be taken back alone. One name does for all: a savepoint hides an earlier one of its
 * name until it is released.
 */
export async function savepoint<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.$executeRaw`savepoint part`;
  try {
    const result = await work();
    await client.$executeRaw`release savepoint part`;
    return result;
  } catch (error) {
    await client.$executeRaw`rollback to savepoint part`;
    await client.$executeRaw`release savepoint part`;
    throw error;
  }
}
