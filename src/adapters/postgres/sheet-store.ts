import type { LoadedSheet } from '../../app/ports.ts';
import type { Action } from '../../domain/sheet.ts';
import type { Action as ActionRow, Prisma } from '../../generated/prisma/client.ts';
import { present, toInstant } from './convert.ts';
import { toItem } from './item-store.ts';
import { toMeeting } from './meeting-row.ts';
import { seriesInclude, toSeriesRecord } from './series-store.ts';
import type { Client } from './client.ts';

/** Everything known of one meeting; addresses on the web are added by the caller, who knows Convoke's own. */
export async function loadSheet(client: Client, meetingId: string): Promise<LoadedSheet> {
  const { series: seriesRow, ...row } = await client.meeting.findUniqueOrThrow({
    where: { id: meetingId },
    include: {
      series: { include: { ...seriesInclude, actions: openElsewhere(meetingId) } },
      roles: { include: { person: true } },
      items: { include: { proposer: true }, orderBy: { position: 'asc' } },
      attendance: { orderBy: [{ arrivedAt: 'asc' }, { position: 'asc' }] },
      notes: { where: { struckAt: null }, orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      actions: { orderBy: oldestFirst },
    },
  });
  const series = toSeriesRecord(seriesRow);
  const role = (name: 'chair' | 'scribe') =>
    row.roles.find((place) => place.role === name)?.person.name ?? null;
  return {
    community: { name: series.community.name, slug: series.community.slug },
    series,
    meeting: toMeeting(row),
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
    openActions: seriesRow.actions
      .filter(({ meeting }) => meeting && meeting.startsAt < row.startsAt)
      .map(toAction),
    ...(await surroundings(client, meetingId, series)),
    hasChannel: series.discordChannelId !== undefined,
  };
}

const oldestFirst: Prisma.ActionOrderByWithRelationInput[] = [{ createdAt: 'asc' }, { id: 'asc' }];

/** What was promised in other meetings of the series and is not done. */
function openElsewhere(meetingId: string) {
  return {
    where: { status: 'open', meetingId: { not: meetingId } },
    include: { meeting: { select: { startsAt: true } } },
    orderBy: oldestFirst,
  } satisfies Prisma.Series$actionsArgs;
}

/** The meetings before and after, the clocks of the community, and the token in the address of replies. */
async function surroundings(
  client: Client,
  meetingId: string,
  { communityId, zone }: { communityId: string; zone: string },
): Promise<Pick<LoadedSheet, 'previous' | 'lastMinutes' | 'next' | 'zones' | 'replyToken'>> {
  const [around] = await client.$queryRaw<Around[]>`
    select
      (select max(starts_at) from meeting as other
        where series_id = it.series_id and starts_at < it.starts_at and published_at is not null) as last_minutes,
      (select max(starts_at) from meeting as other
        where series_id = it.series_id and starts_at < it.starts_at and status <> 'cancelled') as previous,
      (select min(starts_at) from meeting as other
        where series_id = it.series_id and starts_at > it.starts_at and status <> 'cancelled') as next,
      array(select distinct zone from person
        where community_id = ${communityId}::uuid and zone is not null order by zone) as zones,
      (select token from reply_token where meeting_id = it.id and person_id is null limit 1) as reply_token
    from meeting as it where id = ${meetingId}::uuid`;
  const at = (startsAt: Date) => ({ startsAt: toInstant(startsAt) });
  return {
    zones: [...new Set([zone, ...(around?.zones ?? [])])],
    ...(around?.previous ? { previous: at(around.previous) } : {}),
    ...(around?.last_minutes ? { lastMinutes: at(around.last_minutes) } : {}),
    ...(around?.next ? { next: at(around.next) } : {}),
    ...(around?.reply_token ? { replyToken: around.reply_token } : {}),
  };
}

interface Around {
  last_minutes: Date | null;
  previous: Date | null;
  next: Date | null;
  zones: string[];
  reply_token: string | null;
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
