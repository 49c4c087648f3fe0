import type { Answer, InboxRecord, InboxStore } from '../../app/ports.ts';
import type { Inbox as Row, Prisma } from '../../generated/prisma/client.ts';
import { toDate, toInstant } from './convert.ts';
import type { Client } from './client.ts';

export function inbox(client: Client): InboxStore {
  return {
    insert: async ({ channel, key, raw, envelope }, now) => {
      const inserted = await client.inbox.createManyAndReturn({
        data: {
          channel,
          key,
          raw: new Uint8Array(raw),
          envelope: envelope as Prisma.InputJsonValue,
          receivedAt: toDate(now),
        },
        skipDuplicates: true,
        select: { id: true },
      });
      if (inserted[0]) return { id: inserted[0].id, fresh: true };
      const known = await client.inbox.findUniqueOrThrow({ where: { key }, select: { id: true } });
      return { id: known.id, fresh: false };
    },
    take: async (id) => {
      await client.$executeRaw`select 1 from inbox where id = ${id}::uuid for update`;
      const row = await client.inbox.findUnique({ where: { id } });
      return row ? toRecord(row) : undefined;
    },
    wasSaid: async (saidKey) => (await client.inbox.count({ where: { saidKey } })) > 0,
    settle: async (id, { at, reading, answer, ...rest }) => {
      await client.inbox.update({
        where: { id },
        data: {
          ...rest,
          settledAt: toDate(at),
          ...(reading === undefined ? {} : { reading: reading }),
          ...(answer === undefined ? {} : { answer: { ...answer } }),
        },
      });
    },
  };
}

function toRecord(row: Row): InboxRecord {
  const { id, channel, key, receivedAt, status, attempts } = row;
  return {
    id,
    channel,
    key,
    status,
    attempts,
    raw: Buffer.from(row.raw),
    envelope: row.envelope as Record<string, unknown>,
    receivedAt: toInstant(receivedAt),
    ...(row.answer === null ? {} : { answer: row.answer as unknown as Answer }),
  };
}
