import type { Action, Sheet } from '../../domain/sheet.ts';
import type { Action as ActionRow } from '../../generated/prisma/client.ts';
import { present, toInstant } from './convert.ts';
import { toItem } from './item-store.ts';
import { toMeeting } from './meeting-row.ts';
import { seriesInclude, toSeriesRecord } from './series-store.ts';
import type { Client } from './client.ts';

/** Everything known of one meeting; addresses on the web are added by the caller, who knows Convoke's own. */
export async function loadSheet(client: Client, meetingId: string): Promise<Sheet> {
  const row = await client.meeting.findUniqueOrThrow({
    where: { id: meetingId },
    include: {
      series: { include: seriesInclude },
      roles: { include: { person: true } },
      items: { include: { proposer: true }, orderBy: { position: 'asc' } },
      attendance: { orderBy: [{ arrivedAt: 'asc' }, { position: 'asc' }] },
      notes: { where: { struckAt: null }, orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      actions: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  const series = toSeriesRecord(row.series);
  const role = (name: 'chair' | 'scribe') =>
    row.roles.find((place) => place.role === name)?.person.name ?? null;
  return {
    community: { name: series.community.name, slug: series.community.slug },
    series,
    meeting: toMeeting(row),
    zones: await zonesOf(client, series),
    ...present({
      chair: role('chair'),
      scribe: role('scribe'),
      listAddress: series.listAddress,
    }),
    items: row.items.map(toItem),
    attendance: row.attendance.map(({ name, personId, intention, present: isPresent }) => ({
      ...present({ name, personId, intention }),
      present: isPresent,
    })),
    notes: row.notes.map(({ id, kind, text, itemId, author, at }) => ({
      ...present({ id, kind, text, itemId, author }),
      at: toInstant(at),
    })),
    actions: row.actions.map(toAction),
    openActions: await openActions(client, meetingId, row.seriesId, row.startsAt),
    ...(await neighbours(client, row.seriesId, row.startsAt)),
    hasChannel: series.discordChannelId !== undefined,
  };
}

async function zonesOf(
  client: Client,
  { communityId, zone }: { communityId: string; zone: string },
): Promise<string[]> {
  const people = await client.person.findMany({
    where: { communityId, zone: { not: null } },
    distinct: ['zone'],
    select: { zone: true },
    orderBy: { zone: 'asc' },
  });
  return [...new Set([zone, ...people.flatMap((person) => person.zone ?? [])])];
}

async function openActions(
  client: Client,
  meetingId: string,
  seriesId: string,
  startsAt: Date,
): Promise<Action[]> {
  const rows = await client.action.findMany({
    where: {
      seriesId,
      status: 'open',
      meetingId: { not: meetingId },
      meeting: { startsAt: { lt: startsAt } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toAction);
}

async function neighbours(
  client: Client,
  seriesId: string,
  startsAt: Date,
): Promise<Pick<Sheet, 'previous' | 'lastMinutes' | 'next'>> {
  const last = await client.meeting.findFirst({
    where: { seriesId, startsAt: { lt: startsAt }, publishedAt: { not: null } },
    orderBy: { startsAt: 'desc' },
  });
  const previous = await client.meeting.findFirst({
    where: { seriesId, startsAt: { lt: startsAt }, status: { not: 'cancelled' } },
    orderBy: { startsAt: 'desc' },
  });
  const next = await client.meeting.findFirst({
    where: { seriesId, startsAt: { gt: startsAt }, status: { not: 'cancelled' } },
    orderBy: { startsAt: 'asc' },
  });
  return {
    ...(previous ? { previous: { startsAt: toInstant(previous.startsAt) } } : {}),
    ...(last ? { lastMinutes: { startsAt: toInstant(last.startsAt) } } : {}),
    ...(next ? { next: { startsAt: toInstant(next.startsAt) } } : {}),
  };
}

function toAction(row: ActionRow): Action {
  const { id, text, owner, status, itemId } = row;
  return {
    ...present({ id, text, owner, status, itemId }),
    ...(row.due === null
      ? {}
      : { due: Temporal.PlainDate.from(row.due.toISOString().slice(0, 10)) }),
  };
}
