import type { Meetings } from '../../app/ports.ts';
import { present, toDate, withDates } from './convert.ts';
import { toItem } from './item-store.ts';
import { toMeeting } from './meeting-row.ts';
import { makeReplyToken } from './reply-token.ts';
import { loadSheet } from './sheet-store.ts';
import { turns } from './turn-store.ts';
import { wasHeardOf, wasToldOff } from './was-heard-of.ts';
import type { Client } from './client.ts';

export function meetings(client: Client): Meetings {
  return {
    lock: async (id) => {
      await client.$executeRaw`select 1 from meeting where id = ${id}::uuid for update`;
    },
    lockAll: async (ids) => {
      if (ids.length === 0) return;
      // Whoever locks a later meeting beside an earlier one locks it after that.
      await client.$queryRaw`
        select id from meeting where id = any(${[...new Set(ids)]}::uuid[])
        order by starts_at, id for update`;
    },
    sheet: (id) => loadSheet(client, id),
    insert: async ({ seriesId, occurrence, startsAt, durationMinutes }, now) => {
      const [row] = await client.meeting.createManyAndReturn({
        data: {
          seriesId,
          durationMinutes,
          occurrence: toDate(occurrence),
          startsAt: toDate(startsAt),
          createdAt: toDate(now),
        },
        skipDuplicates: true,
      });
      return row ? toMeeting(row) : undefined;
    },
    update: async (id, changes) => {
      await client.meeting.update({ where: { id }, data: withDates(changes) });
    },
    latest: async (seriesId, limit) => {
      const rows = await client.meeting.findMany({
        where: { seriesId },
        orderBy: { startsAt: 'desc' },
        take: limit,
        include: { items: { include: { proposer: true }, orderBy: { position: 'asc' } } },
      });
      return rows
        .toReversed()
        .map((row) => ({ meeting: toMeeting(row), items: row.items.map(toItem) }));
    },
    ofSeries: async (seriesId, from) => {
      const since = from === undefined ? {} : { startsAt: { gte: toDate(from) } };
      const where = { seriesId, ...since };
      return (await client.meeting.findMany({ where, orderBy: { startsAt: 'asc' } })).map(
        toMeeting,
      );
    },
    dropUncalled: async (seriesId) => {
      await client.meeting.deleteMany({
        where: {
          seriesId,
          status: 'scheduled',
          items: { every: { standingItemId: { not: null } } },
          attendance: { none: {} },
          outbox: { none: {} },
          inbox: { none: { status: 'held' } },
          roles: { none: { settled: true } },
          declines: { none: {} },
        },
      });
    },
    wasHeardOf: (id, of) => (of ? wasToldOff(client, id) : wasHeardOf(client, id)),
    ...turns(client),
    ...threads(client),
    ...replies(client),
  };
}

/** Where a meeting is talked about on Discord. */
function threads(client: Client): Pick<Meetings, 'thread' | 'byThread'> {
  return {
    thread: async (id) => {
      const row = await client.meeting.findUnique({
        where: { id },
        select: { discordThreadId: true },
      });
      return row?.discordThreadId ?? undefined;
    },
    byThread: async (discordThreadId) => {
      const row = await client.meeting.findFirst({ where: { discordThreadId } });
      return row ? toMeeting(row) : undefined;
    },
  };
}

/** How mail finds its meeting. */
function replies(client: Client): Pick<Meetings, 'replyToken' | 'byReplyToken' | 'byMessageIds'> {
  return {
    replyToken: async (meetingId, now) => {
      const known = await client.replyToken.findFirst({ where: { meetingId, personId: null } });
      if (known) return known.token;
      const token = makeReplyToken();
      await client.replyToken.create({ data: { token, meetingId, createdAt: toDate(now) } });
      return token;
    },
    byReplyToken: async (token) => {
      const row = await client.replyToken.findUnique({
        where: { token: token.toLowerCase() },
        include: { meeting: true },
      });
      if (!row) return undefined;
      return { meeting: toMeeting(row.meeting), ...present({ personId: row.personId }) };
    },
    byMessageIds: async (messageIds) => {
      const row = await client.outbox.findFirst({
        where: { messageId: { in: messageIds }, meetingId: { not: null } },
        orderBy: { createdAt: 'desc' },
        include: { meeting: true },
      });
      return row?.meeting ? toMeeting(row.meeting) : undefined;
    },
  };
}
