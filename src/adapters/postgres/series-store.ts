import type { SeriesRecord, SeriesStore } from '../../app/ports.ts';
import type { HolidaySource } from '../../domain/holiday.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { OtherSlot } from '../../domain/exceptions.ts';
import { writeSlot } from '../../domain/exceptions-record.ts';
import { toCommunity } from './community-store.ts';
import { present, toDate, toInstant } from './convert.ts';
import { seriesChanges, toExceptions, toSlots } from './series-change-store.ts';
import { setStandingItems } from './set-standing-items.ts';
import type { Client } from './client.ts';

export const seriesInclude = {
  community: true,
  rota: { include: { person: true }, orderBy: { position: 'asc' } },
  standingItems: { orderBy: { position: 'asc' } },
  changes: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  holidays: { orderBy: { date: 'asc' } },
} satisfies Prisma.SeriesInclude;

type Row = Prisma.SeriesGetPayload<{ include: typeof seriesInclude }>;

export function series(client: Client): SeriesStore {
  const find = async (where: Prisma.SeriesWhereInput) =>
    (
      await client.series.findMany({ where, include: seriesInclude, orderBy: { createdAt: 'asc' } })
    ).map(toSeriesRecord);
  return {
    byId: async (id) => (await find({ id }))[0],
    bySlug: (slug, communitySlug) =>
      find({
        slug,
        ...(communitySlug === undefined ? {} : { community: { slug: communitySlug } }),
      }),
    byChannel: (discordChannelId) => find({ discordChannelId }),
    byList: ({ address, listId }) => {
      const either = [
        ...(address === undefined ? [] : [{ listAddress: address.toLowerCase() }]),
        ...(listId === undefined ? [] : [{ listId: listId.toLowerCase() }]),
      ];
      return either.length === 0 ? Promise.resolve([]) : find({ OR: either });
    },
    all: () => find({}),
    insert: async (record, now) => {
      const { id } = await client.series.create({
        data: { ...toColumns(record), createdAt: toDate(now), planAt: toDate(now) } as never,
      });
      const [inserted] = await find({ id });
      if (!inserted) throw new Error(`series ${id} vanished after its insert`);
      return inserted;
    },
    update: async (id, changes) => {
      await client.series.update({ where: { id }, data: toColumns(changes) });
    },
    setRota: async (seriesId, role, personIds, now) => {
      const before = await client.rotaPlace.findMany({ where: { seriesId, role } });
      const since = new Map(before.map(({ personId, joinedAt }) => [personId, joinedAt]));
      await client.rotaPlace.deleteMany({ where: { seriesId, role } });
      await client.rotaPlace.createMany({
        data: personIds.map((personId, position) => {
          const joinedAt = since.has(personId) ? (since.get(personId) ?? null) : toDate(now);
          return { seriesId, role, personId, position, joinedAt };
        }),
      });
    },
    setStandingItems: (seriesId, drafts) => setStandingItems(client, seriesId, drafts),
    ...seriesChanges(client),
    takeDue: async (now, limit) => {
      // The two ends of the index; every series is looked at weekly, so that a later time was set by a wrong clock.
      const wrong = toDate(now.add({ hours: 24 * 8 }));
      const rows = await client.$queryRaw<{ id: string }[]>`
        select id from series where not paused and id in (
          (select id from series where plan_at <= ${toDate(now)} and not paused order by plan_at limit ${limit})
          union all
          (select id from series where plan_at > ${wrong} and not paused order by plan_at desc limit ${limit}))
        order by plan_at limit ${limit} for update skip locked`;
      return rows.map(({ id }) => id);
    },
    setPlanAt: async (ids, at) => {
      const planAt = at ? toDate(at) : null;
      await client.series.updateMany({ where: { id: { in: [ids].flat() } }, data: { planAt } });
    },
  };
}

function toColumns(record: object): Prisma.SeriesUncheckedUpdateInput {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toColumn(value)]));
}

function toColumn(value: unknown): unknown {
  if (value instanceof Temporal.PlainDateTime) return value.toString({ smallestUnit: 'minute' });
  // The only array among a series' own columns.
  return Array.isArray(value) ? (value as OtherSlot[]).map(writeSlot) : value;
}

export function toSeriesRecord(row: Row): SeriesRecord {
  const { id, communityId, slug, name, zone, durationMinutes, paused, discordEvent } = row;
  const { rrule, listAddress, listId, discordChannelId, discordVoiceChannelId } = row;
  const inRota = (role: 'chair' | 'scribe') =>
    row.rota
      .filter((place) => place.role === role)
      .map(({ personId, person, joinedAt }) => ({
        personId,
        name: person.name,
        ...(joinedAt === null ? {} : { joinedAt: toInstant(joinedAt) }),
      }));
  return {
    ...present({ id, communityId, slug, name, zone, durationMinutes, paused, discordEvent }),
    ...present({ rrule, listAddress, listId, discordChannelId, discordVoiceChannelId }),
    start: Temporal.PlainDateTime.from(row.start),
    policy: row.policy as unknown as Policy,
    ...(row.slots === null ? {} : { slots: toSlots(row.slots) }),
    exceptions: toExceptions(row.changes),
    holidays: row.holidays.map(({ date, name: holiday, fromLibrary }) => ({
      date: Temporal.PlainDate.from(date),
      name: holiday,
      ...(fromLibrary ? { fromLibrary } : {}),
    })),
    ...(row.holidaySource === null
      ? {}
      : { holidaySource: row.holidaySource as unknown as HolidaySource }),
    community: toCommunity(row.community),
    chairs: inRota('chair'),
    scribes: inRota('scribe'),
    standingItems: row.standingItems.map(
      ({ id: itemId, title, details, lead, minutes, outcome, links }) => ({
        id: itemId,
        links,
        ...present({ title, details, lead, minutes, outcome }),
      }),
    ),
  };
}
