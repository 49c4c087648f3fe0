import type { Receipts } from '../../app/ports.ts';
import type { ReceiptCounts } from '../../domain/receipt-policy.ts';
import { toDate } from './convert.ts';
import type { Client } from './client.ts';

/** The key of the advisory lock under which answers are counted, so that two at once don't both take the last place. */
const lockKey = 5_021_962;

export function receipts(client: Client): Receipts {
  return {
    standing: async (inboxId, { address, others }, since) => {
      // A statement of its own: the next one must see what those wrote who had the lock before.
      await client.$executeRaw`select pg_advisory_xact_lock(${lockKey})`;
      const own = address.toLowerCase();
      const ofPerson = [own, ...others.map((other) => other.toLowerCase())];
      const rows = await client.$queryRaw<({ isAnswered: boolean } & ReceiptCounts)[]>`
        select
          exists (select from receipt where inbox_id = ${inboxId}::uuid) as "isAnswered",
          count(*) filter (where address = ${own})::int as "toAddress",
          count(*) filter (where address = any(${ofPerson}::text[]))::int as "toPerson",
          count(*)::int as "inAll"
        from receipt where at > ${toDate(since)}`;
      return rows[0] ?? { isAnswered: false, toAddress: 0, toPerson: 0, inAll: 0 };
    },
    add: async ({ inboxId, address }, now) => {
      await client.receipt.create({
        data: { inboxId, address: address.toLowerCase(), at: toDate(now) },
      });
    },
  };
}
