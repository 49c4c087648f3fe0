import type { Receipts } from '../../app/ports.ts';
import { toDate } from './convert.ts';
import type { Client } from './client.ts';

/** The key of the advisory lock under which answers are counted, so that two at once don't both take the last place. */
const lockKey = 5_021_962;

export function receipts(client: Client): Receipts {
  return {
    isAnswered: async (inboxId) => {
      await client.$executeRaw`select pg_advisory_xact_lock(${lockKey})`;
      return (await client.receipt.count({ where: { inboxId } })) > 0;
    },
    add: async ({ inboxId, address }, now) => {
      await client.receipt.create({
        data: { inboxId, address: address.toLowerCase(), at: toDate(now) },
      });
    },
    countSince: (since, address) =>
      client.receipt.count({
        where: {
          at: { gt: toDate(since) },
          ...(address === undefined ? {} : { address: address.toLowerCase() }),
        },
      }),
  };
}
