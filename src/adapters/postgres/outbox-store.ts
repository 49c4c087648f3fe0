import type { OutboxRecord, OutboxStore } from '../../app/ports.ts';
import type { Outbox as Row, Prisma } from '../../generated/prisma/client.ts';
import { present, toDate, toInstant, withDates } from './convert.ts';
import type { Client } from './client.ts';

export function outbox(client: Client): OutboxStore {
  return {
    insert: async ({ payload, ...message }, now) => {
      const [inserted] = await client.outbox.createManyAndReturn({
        data: {
          ...message,
          payload: payload as unknown as Prisma.InputJsonValue,
          createdAt: toDate(now),
          dueAt: toDate(now),
        },
        skipDuplicates: true,
        select: { id: true },
      });
      return inserted?.id;
    },
    take: async (id) => {
      await client.$executeRaw`select 1 from outbox where id = ${id}::uuid for update`;
      const row = await client.outbox.findUnique({ where: { id } });
      return row ? toRecord(row) : undefined;
    },
    byMessageId: async (messageId) => {
      const row = await client.outbox.findUnique({ where: { messageId } });
      return row ? toRecord(row) : undefined;
    },
    threadOf: async (meetingId) => {
      const rows = await client.outbox.findMany({
        where: {
          meetingId,
          channel: 'mail',
          kind: { in: ['call', 'confirm', 'draft', 'publish'] },
        },
        orderBy: { createdAt: 'asc' },
        select: { messageId: true },
      });
      return rows.map(({ messageId }) => messageId);
    },
    update: async (id, changes) => {
      await client.outbox.update({ where: { id }, data: withDates(changes) });
    },
    queueDue: async (now, limit) => {
      const due = await client.$queryRaw<{ id: string }[]>`
        select id from outbox
        where status = 'pending' and attempts > 0 and due_at <= ${toDate(now)}
        order by due_at limit ${limit} for update skip locked`;
      return due.map(({ id }) => id);
    },
  };
}

function toRecord(row: Row): OutboxRecord {
  const { id, key, channel, kind, meetingId, recipient, messageId, status, attempts } = row;
  if (channel === 'cli') throw new Error(`outbox ${id} has no channel to go out by`);
  return {
    ...present({ id, key, kind, meetingId, recipient, messageId, status, attempts }),
    channel,
    payload: row.payload as unknown as OutboxRecord['payload'],
    ...(row.startedAt === null ? {} : { startedAt: toInstant(row.startedAt) }),
  };
}
