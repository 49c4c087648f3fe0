import type { OutboxRecord, OutboxStore } from '../../app/ports.ts';
import type { Outbox as Row } from '../../generated/prisma/client.ts';
import type { Client } from './client.ts';
import { present, toDate, toInstant, toJson, withDates } from './convert.ts';
import { outboxClaims } from './outbox-claims.ts';
import { outboxEvents } from './outbox-events.ts';

export function outbox(client: Client): OutboxStore {
  return {
    ...outboxClaims(client),
    ...outboxEvents(client),
    insert: async ({ payload, ...message }, now) => {
      const [inserted] = await client.outbox.createManyAndReturn({
        data: {
          ...message,
          payload: toJson(payload),
          createdAt: toDate(now),
          dueAt: toDate(now),
        },
        skipDuplicates: true,
        select: { id: true },
      });
      return inserted?.id;
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
    postedSince: async (recipient, since) => {
      const rows = await client.outbox.findMany({
        where: {
          channel: 'discord',
          recipient,
          remoteId: { not: null },
          settledAt: { gte: toDate(since) },
        },
        select: { remoteId: true },
      });
      return rows.flatMap(({ remoteId }) => remoteId ?? []);
    },
    isEchoed: async ({ id, recipient }) => {
      const [row] = await client.$queryRaw<{ echoed: boolean }[]>`
        select echoed_at is not null as echoed from outbox
        where channel = 'mail' and recipient = ${recipient} and status = 'sent'
          and position < (select position from outbox where id = ${id}::uuid)
        order by position desc limit 1`;
      return row?.echoed ?? false;
    },
  };
}

function toRecord(row: Row): OutboxRecord {
  const { id, key, channel, kind, meetingId, recipient, messageId, status, attempts, begun } = row;
  if (channel === 'cli') throw new Error(`outbox ${id} has no channel to go out by`);
  return {
    ...present({ id, key, kind, meetingId, recipient, messageId, status, attempts, begun }),
    channel,
    payload: row.payload as unknown as OutboxRecord['payload'],
    ...(row.startedAt === null ? {} : { startedAt: toInstant(row.startedAt) }),
    ...(row.unsureAt === null ? {} : { unsureAt: toInstant(row.unsureAt) }),
  };
}
