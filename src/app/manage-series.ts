import { defaultPolicy } from '../domain/policy.ts';
import { UserError } from '../domain/user-error.ts';
import { findSeries, fullName } from './find-meeting.ts';
import { editSchedule } from './edit-schedule.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import { withPolicy } from './policy-input.ts';
import type { App, NewSeries, SeriesRecord, Tx } from './ports.ts';
import { replan } from './replan.ts';
import {
  readNewSeries,
  readSeriesChanges,
  type NamedPerson,
  type NewSeriesInput,
} from './series-input.ts';

/** Makes a series, its community with it when there is none, and lays out its coming meetings. */
export async function createSeries(app: App, input: unknown): Promise<SeriesRecord> {
  const read = readNewSeries(input);
  const { community: wanted, chairs, scribes, standingItems, policy, ...fields } = read;
  return app.store.transaction(async (tx) => {
    const community = await findOrMakeCommunity(app, tx, wanted);
    const [taken] = await tx.series.bySlug(fields.slug, community.slug);
    if (taken)
      throw new UserError(
        `${community.name} already has a series "${fields.slug}". Change it with: convoke series edit ${fullName(taken)}`,
      );
    const series = await tx.series.insert(
      {
        ...(present(fields) as unknown as NewSeries),
        policy: withPolicy(defaultPolicy, policy),
        communityId: community.id,
        paused: false,
      },
      app.clock.now(),
    );
    await setPeople(app, tx, series, { chairs, scribes });
    await tx.series.setStandingItems(
      series.id,
      standingItems.map((title) => ({ title })),
    );
    return (await finish(app, tx, series.id)).series;
  });
}

/** Changes a series. Meetings that were not called yet follow a new schedule; those that were stay. */
export async function editSeries(
  app: App,
  name: string,
  input: unknown,
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  const said = readSeriesChanges(input);
  const { chairs, scribes, standingItems, policy, community, ...given } = said;
  const fields = withoutUndefined(given) as Partial<NewSeries>;
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    if (community) await tx.communities.update(series.communityId, withoutUndefined(community));
    const schedule = await editSchedule(app, tx, series, given);
    await tx.series.update(series.id, {
      ...fields,
      ...schedule,
      ...(policy ? { policy: withPolicy(series.policy, policy) } : {}),
    });
    await setPeople(app, tx, series, { chairs, scribes });
    if (standingItems) await changeStandingItems(app, tx, series, standingItems);
    if (!schedule && given.durationMinutes === undefined && !policy)
      return finish(app, tx, series.id);
    await tx.meetings.dropUncalled(series.id);
    const changed = await finish(app, tx, series.id);
    await replan(app, tx, changed.series);
    return changed;
  });
}

/** A paused series calls nobody; its meetings that were not called yet are taken back. */
export async function pauseSeries(app: App, name: string, paused: boolean): Promise<SeriesRecord> {
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    await tx.series.update(series.id, { paused });
    if (paused) await tx.meetings.dropUncalled(series.id);
    return (await finish(app, tx, series.id)).series;
  });
}

async function finish(
  app: App,
  tx: Tx,
  id: string,
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  const series = await tx.series.byId(id);
  if (!series) throw new Error(`series ${id} is gone`);
  return { series, followed: series.paused ? [] : await followSchedule(app, tx, series) };
}

/** The agendas that were laid out, and not called yet, follow. */
async function changeStandingItems(
  app: App,
  tx: Tx,
  { id }: SeriesRecord,
  titles: string[],
): Promise<void> {
  const now = app.clock.now();
  const coming = await tx.meetings.ofSeries(id, now);
  const uncalled = coming.filter(({ status }) => status === 'scheduled');
  for (const meeting of uncalled) await tx.meetings.lock(meeting.id);
  await tx.series.setStandingItems(
    id,
    titles.map((title) => ({ title })),
  );
  const { standingItems = [] } = (await tx.series.byId(id)) ?? {};
  for (const meeting of uncalled)
    for (const { id: standingItemId, ...draft } of standingItems)
      await tx.items.insert(
        { ...draft, meetingId: meeting.id, standingItemId, status: 'accepted' },
        now,
      );
}

async function findOrMakeCommunity(app: App, tx: Tx, wanted: NewSeriesInput['community']) {
  const known = await tx.communities.bySlug(wanted.slug);
  const { discordGuildId } = wanted;
  if (!known)
    return tx.communities.insert(
      {
        slug: wanted.slug,
        name: wanted.name,
        ...(typeof discordGuildId === 'string' ? { discordGuildId } : {}),
      },
      app.clock.now(),
    );
  if (discordGuildId !== undefined && known.discordGuildId !== discordGuildId)
    await tx.communities.update(known.id, { discordGuildId });
  return known;
}

async function setPeople(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  { chairs, scribes }: { chairs?: NamedPerson[] | undefined; scribes?: NamedPerson[] | undefined },
): Promise<void> {
  for (const [role, people] of [
    ['chair', chairs],
    ['scribe', scribes],
  ] as const) {
    if (!people) continue;
    const ids: string[] = [];
    for (const person of people)
      ids.push(await findOrMakePerson(app, tx, series.communityId, person));
    await tx.series.setRota(series.id, role, [...new Set(ids)], app.clock.now());
  }
}

/** The operator's word joins a person's address and account. */
async function findOrMakePerson(
  app: App,
  tx: Tx,
  communityId: string,
  { name, address, discordUserId }: NamedPerson,
): Promise<string> {
  const byAddress =
    address === undefined ? undefined : await tx.people.byAddress(communityId, address);
  const byAccount =
    discordUserId === undefined
      ? undefined
      : await tx.people.byDiscordUser(communityId, discordUserId);
  if (byAddress && byAccount && byAddress.id !== byAccount.id)
    throw new UserError(
      `${address} and Discord account ${discordUserId} belong to two different people here.`,
    );
  const known = byAddress ?? byAccount;
  if (!known) {
    const made = await tx.people.insert(
      {
        communityId,
        name,
        ...(address === undefined ? {} : { address }),
        ...(discordUserId === undefined ? {} : { discordUserId }),
      },
      app.clock.now(),
    );
    return made.id;
  }
  if (address !== undefined && !byAddress) await tx.people.addAddress(known.id, address);
  if (discordUserId !== undefined && !byAccount)
    await tx.people.addDiscordUser(known.id, discordUserId);
  return known.id;
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** `none` said of a field of a new series is nothing said. */
function present(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
