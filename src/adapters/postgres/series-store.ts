import type { SeriesRecord, SeriesStore } from '../../app/ports.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Exceptions } from '../../domain/exceptions.ts';
import { toCommunity } from './community-store.ts';
import { present, toDate } from './convert.ts';
import type { Client } from './client.ts';

export const seriesInclude = {
  community: true,
  rota: { include: { person: true }, orderBy: { position: 'asc' } },
  standingItems: { orderBy: { position: 'asc' } },
  changes: { orderBy: { createdAt: 'asc' } },
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
    setRota: async (seriesId, role, personIds) => {
      await client.rotaPlace.deleteMany({ where: { seriesId, role } });
      await client.rotaPlace.createMany({
        data: personIds.map((personId, position) => ({ seriesId, role, personId, position })),
      });
    },
    setStandingItems: async (seriesId, drafts) => {
      await client.standingItem.deleteMany({ where: { seriesId } });
      await client.standingItem.createMany({
        data: drafts.map((draft, position) => ({ ...draft, seriesId, position })),
      });
    },
    takeDue: async (now, limit) => {
      const rows = await client.$queryRaw<{ id: string }[]>`
        select id from series where plan_at <= ${toDate(now)} and not paused
        order by plan_at limit ${limit} for update skip locked`;
      return rows.map(({ id }) => id);
    },
    setPlanAt: async (id, at) => {
      await client.series.update({ where: { id }, data: { planAt: at ? toDate(at) : null } });
    },
  };
}

function toColumns(record: object): Prisma.SeriesUncheckedUpdateInput {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      value instanceof Temporal.PlainDateTime ? value.toString({ smallestUnit: 'minute' }) : value,
    ]),
  );
}

export function toSeriesRecord(row: Row): SeriesRecord {
  const { id, communityId, slug, name, zone, durationMinutes, paused } = row;
  const { rrule, listAddress, listId, discordChannelId, discordVoiceChannelId } = row;
  const inRota = (role: 'chair' | 'scribe') =>
    row.rota
      .filter((place) => place.role === role)
      .map(({ personId, person }) => ({ personId, name: person.name }));
  return {
    ...present({ id, communityId, slug, name, zone, durationMinutes, paused }),
    ...present({ rrule, listAddress, listId, discordChannelId, discordVoiceChannelId }),
    start: Temporal.PlainDateTime.from(row.start),
    policy: row.policy as unknown as Policy,
    exceptions: toExceptions(row.changes),
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

type ChangeRow = Row['changes'][number];

function toExceptions(rows: readonly ChangeRow[]): Exceptions {
  const of = (kind: ChangeRow['kind']) => rows.filter((row) => row.kind === kind);
  const local = (text: string | null) => Temporal.PlainDateTime.from(text ?? '');
  return {
    skips: of('skip').map(({ occurrence, reason }) => ({
      occurrence: local(occurrence),
      ...present({ reason }),
    })),
    extras: of('extra').map(({ startsAt }) => local(startsAt)),
    moves: of('move').map(({ occurrence, startsAt }) => ({
      occurrence: local(occurrence),
      to: local(startsAt),
    })),
    changes: of('from_now_on').map(({ from, startsAt, zone, rrule }) => ({
      from: Temporal.PlainDate.from(from ?? ''),
      start: local(startsAt),
      zone: zone ?? 'UTC',
      ...present({ rrule }),
    })),
  };
}
