import { randomInt } from 'node:crypto';
import type { Meetings } from '../../app/ports.ts';
import { present, toDate, withDates } from './convert.ts';
import { toMeeting } from './meeting-row.ts';
import { loadSheet } from './sheet-store.ts';
import type { Client } from './client.ts';

export function meetings(client: Client): Meetings {
  return {
    lock: async (id) => {
      await client.$executeRaw`select 1 from meeting where id = ${id}::uuid for update`;
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
    setRole: async (meetingId, role, personId) => {
      await client.meetingRole.upsert({
        where: { meetingId_role: { meetingId, role } },
        create: { meetingId, role, personId },
        update: { personId },
      });
    },
    ofSeries: async (seriesId) =>
      (await client.meeting.findMany({ where: { seriesId }, orderBy: { startsAt: 'asc' } })).map(
        toMeeting,
      ),
    dropUncalled: async (seriesId) => {
      await client.meeting.deleteMany({
        where: {
          seriesId,
          status: 'scheduled',
          items: { every: { standingItemId: { not: null } } },
          attendance: { none: {} },
          outbox: { none: {} },
        },
      });
    },
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
      const token = makeToken();
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

/** 16 letters and digits (82 bits) that survive mail servers which fold an address to lower case. */
function makeToken(): string {
  const alphabet = 'abcdefghijkmnopqrstuvwxyz23456789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
