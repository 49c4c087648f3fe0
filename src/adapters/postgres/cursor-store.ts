import type { Cursors } from '../../app/ports.ts';
import type { Client } from './client.ts';
import { toDate } from './convert.ts';

export function cursors(client: Client): Cursors {
  return {
    get: async (mailbox) => {
      const row = await client.mailboxCursor.findUnique({ where: { mailbox } });
      return row ? { uidValidity: row.uidValidity, lastUid: Number(row.lastUid) } : undefined;
    },
    set: async (mailbox, { uidValidity, lastUid }, now) => {
      const position = { uidValidity, lastUid: BigInt(lastUid), updatedAt: toDate(now) };
      await client.mailboxCursor.upsert({
        where: { mailbox },
        create: { mailbox, ...position },
        update: position,
      });
    },
  };
}
