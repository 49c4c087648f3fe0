import type { Answer, InboxEntry, InboxRecord, InboxStore, NewMessage } from '../../app/ports.ts';
import type { Inbox as Row } from '../../generated/prisma/client.ts';
import { present, toDate, toInstant, toJson } from './convert.ts';
import type { Client } from './client.ts';

export function inbox(client: Client): InboxStore {
  return {
    insert: async (message, now) => {
      const [stored] = await insertAll(client, [message], now);
      if (!stored) throw new Error('a message was not stored');
      return stored;
    },
    insertAll: (messages, now) => insertAll(client, messages, now),
    take: async (id) => {
      await client.$executeRaw`select 1 from inbox where id = ${id}::uuid for update`;
      const row = await client.inbox.findUnique({ where: { id } });
      return row ? toRecord(row) : undefined;
    },
    begin: async (ids, which) => {
      const rows = await client.inbox.updateManyAndReturn({
        where: {
          id: { in: [...ids] },
          channel: 'mail',
          status: 'received',
          ...(which === 'first' ? { attempts: 0 } : {}),
        },
        data: { attempts: { increment: 1 } },
      });
      return rows.map(toRecord);
    },
    lockWaiting: async (ids) => {
      const rows = await client.$queryRaw<{ id: string }[]>`
        select id from inbox where id = any(${[...ids]}::uuid[]) and status = 'received'
        order by id for update`;
      return new Set(rows.map(({ id }) => id));
    },
    look: async (id) => {
      const row = await client.inbox.findUnique({ where: { id }, omit: withoutContent });
      return row ? toEntry(row) : undefined;
    },
    bySaidKey: async (saidKey) => {
      await client.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${saidKey}, 0))`;
      const row = await client.inbox.findUnique({
        where: { saidKey },
        select: { id: true, status: true },
      });
      return row ?? undefined;
    },
    reopen: async (id) => {
      const empty = { saidKey: null, reason: null, settledAt: null, attempts: 0 };
      await client.inbox.update({ where: { id }, data: { ...empty, status: 'received' } });
    },
    settle: async (id, { at, reading, answer, ...rest }) => {
      await client.inbox.update({
        where: { id },
        data: {
          ...rest,
          settledAt: toDate(at),
          ...(reading === undefined ? {} : { reading: toJson(reading) }),
          ...(answer === undefined ? {} : { answer: toJson(answer) }),
        },
      });
    },
    ...lists(client),
  };
}

async function insertAll(
  client: Client,
  messages: readonly NewMessage[],
  now: Temporal.Instant,
): Promise<{ id: string; fresh: boolean }[]> {
  const inserted = await client.inbox.createManyAndReturn({
    data: messages.map(({ channel, key, raw, envelope }) => ({
      channel,
      key,
      raw: new Uint8Array(raw),
      envelope: toJson(envelope),
      receivedAt: toDate(now),
    })),
    skipDuplicates: true,
    select: { id: true, key: true },
  });
  const fresh = new Map(inserted.map(({ id, key }) => [key, id]));
  const others = messages.map(({ key }) => key).filter((key) => !fresh.has(key));
  const known =
    others.length === 0
      ? []
      : await client.inbox.findMany({
          where: { key: { in: others } },
          select: { id: true, key: true },
        });
  const ids = new Map([...known, ...inserted].map(({ id, key }) => [key, id]));
  return messages.map(({ key }, at) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error('a message was neither stored nor known');
    const isFirst = messages.findIndex((message) => message.key === key) === at;
    return { id, fresh: fresh.has(key) && isFirst };
  });
}

const withoutContent = { raw: true, key: true, answer: true } as const;

function lists(
  client: Client,
): Pick<InboxStore, 'list' | 'startingWith' | 'bounces' | 'countHeldSince'> {
  const newestFirst = [{ receivedAt: 'desc' }, { id: 'desc' }] as const;
  return {
    list: async ({ limit, ...which }) => {
      const query = { where: which, orderBy: [...newestFirst], take: limit, omit: withoutContent };
      return (await client.inbox.findMany(query)).map(toEntry);
    },
    startingWith: async (prefix) => {
      const rows = await client.$queryRaw<{ id: string }[]>`
        select id from inbox where id::text like ${`${prefix.toLowerCase()}%`} limit 2`;
      return rows.map(({ id }) => id);
    },
    countHeldSince: (meetingId, since) =>
      client.inbox.count({
        where: { meetingId, status: 'held', settledAt: { gt: toDate(since) } },
      }),
    bounces: async (since, limit) => {
      const found = await client.$queryRaw<{ id: string }[]>`
        select id from inbox
        where channel = 'mail' and received_at >= ${toDate(since)}
          and jsonb_typeof(reading->'bounces'->0) = 'object'
        order by received_at desc limit ${limit}`;
      const where = { id: { in: found.map(({ id }) => id) } };
      const query = { where, orderBy: [...newestFirst], omit: withoutContent };
      return (await client.inbox.findMany(query)).map(toEntry);
    },
  };
}

function toEntry(row: Omit<Row, 'raw' | 'key' | 'answer'>): InboxEntry {
  const { id, channel, receivedAt, status, attempts, reason, meetingId } = row;
  return {
    id,
    channel,
    status,
    attempts,
    ...present({ reason, meetingId }),
    envelope: row.envelope as Record<string, unknown>,
    receivedAt: toInstant(receivedAt),
    ...(row.reading === null ? {} : { reading: row.reading as object }),
  };
}

function toRecord(row: Row): InboxRecord {
  return {
    ...toEntry(row),
    key: row.key,
    raw: Buffer.from(row.raw),
    ...(row.answer === null ? {} : { answer: row.answer as unknown as Answer }),
  };
}
