import { mindHolidays } from '../domain/holiday-schedule.ts';
import { localTimeOf, readLocalDate, readLocalTime } from '../domain/local-time.ts';
import type { Meeting } from '../domain/meeting.ts';
import { isNamed, occurrences, placed, zoneAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import { loadMeeting } from './context.ts';
import { findDate } from './find-date.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import type { App, SeriesChange, SeriesRecord, Tx } from './ports.ts';
import { reviveMeeting } from './revive-meeting.ts';

interface Where {
  series: SeriesRecord;
  /** A local date; with its hour where the series meets several times that day. */
  date: string;
}

/** The date does not take place. Returns when it would have been, and whether anybody had to be told. */
export async function skipDate(
  app: App,
  tx: Tx,
  { series, date, reason }: Where & { reason: string },
): Promise<{ startsAt: Temporal.Instant; told: boolean }> {
  const said = reason.replace(/\s+/gu, ' ').trim();
  if (said === '') throw new UserError('Say why: people who planned to come will read it.');
  const found = await findDate(app, tx, { series, text: date });
  if (found.isExtra && !found.meeting)
    await tx.series.removeChange(series.id, { kind: 'extra', at: found.occurrence });
  else await note(app, tx, series, { kind: 'skip', occurrence: found.occurrence, reason: said });
  const followed = await follow(app, tx, series.id);
  return { startsAt: found.startsAt, told: followed.some(({ told }) => told) };
}

/** A date that was skipped, or called off, takes place after all. */
export async function unskipDate(
  app: App,
  tx: Tx,
  { series, date }: Where,
): Promise<{ startsAt: Temporal.Instant; told: boolean }> {
  const day = readLocalDate(date.trim().replace(/[T ]\d.*$/u, ''));
  const isDay = (local: Temporal.PlainDateTime) => local.toPlainDate().equals(day);
  const now = app.clock.now();
  const { skips = [] } = mindHolidays(series, now).exceptions ?? {};
  const skip = skips.find(({ occurrence }) => isDay(occurrence));
  const calledOff = skip ? undefined : await findCalledOff(tx, { series, day, now });
  if (calledOff) {
    const { id, startsAt } = calledOff;
    const told = await reviveMeeting(await loadMeeting(app, tx, id), startsAt);
    await followSchedule(app, tx, series);
    return { startsAt, told };
  }
  if (!skip)
    throw new UserError(`No meeting of ${series.name} on ${String(day)} is skipped or cancelled.`);
  const { occurrence } = skip;
  const said = await tx.series.removeChange(series.id, { kind: 'skip', at: occurrence });
  // What a holiday skips is not written down; that people decided on this date is, and outweighs the holiday.
  if (!said) await note(app, tx, series, { kind: 'move', occurrence, startsAt: occurrence });
  const changed = await reloadSeries(tx, series.id);
  const name = placed(changed, occurrence);
  const startsAt = movedTo(changed, occurrence);
  const meeting = (await tx.meetings.ofSeries(series.id)).find((known) =>
    known.occurrence.equals(name),
  );
  const isOff = meeting?.status === 'cancelled' && Temporal.Instant.compare(startsAt, now) > 0;
  const told = isOff
    ? await reviveMeeting(await loadMeeting(app, tx, meeting.id), startsAt)
    : false;
  await followSchedule(app, tx, changed);
  return { startsAt, told };
}

/** A coming meeting that was called off by itself, on a date that the schedule still gives. */
async function findCalledOff(
  tx: Tx,
  { series, day, now }: { series: SeriesRecord; day: Temporal.PlainDate; now: Temporal.Instant },
): Promise<Meeting | undefined> {
  const schedule = mindHolidays(series, now);
  return (await tx.meetings.ofSeries(series.id, now.add({ seconds: 1 }))).find(
    ({ status, startsAt, occurrence }) =>
      status === 'cancelled' &&
      isNamed(schedule, occurrence) &&
      localTimeOf(startsAt, zoneAt(schedule, startsAt)).toPlainDate().equals(day),
  );
}

/** A further meeting that no rule gives. */
export async function addDate(
  app: App,
  tx: Tx,
  { series, at }: { series: SeriesRecord; at: string },
): Promise<{ startsAt: Temporal.Instant }> {
  const local = readLocalTime(at);
  const startsAt = placed(series, local);
  const now = app.clock.now();
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    throw new UserError(`${at} is past. Name a time to come.`);
  const [same] = occurrences(mindHolidays(series, now), { from: startsAt, count: 1 });
  const known = await tx.meetings.ofSeries(series.id, startsAt);
  if (
    same?.startsAt.equals(startsAt) ||
    known.some((meeting) => meeting.occurrence.equals(startsAt))
  )
    throw new UserError(
      `${series.name} has a meeting at that time already. If it was skipped or cancelled, take it up again with unskip, or name another minute.`,
    );
  await note(app, tx, series, { kind: 'extra', startsAt: local });
  await follow(app, tx, series.id);
  return { startsAt };
}

/** One date is held at another time, this once. */
export async function moveDate(
  app: App,
  tx: Tx,
  { series, date, to }: Where & { to: string },
): Promise<{ from: Temporal.Instant; startsAt: Temporal.Instant; told: boolean }> {
  const found = await findDate(app, tx, { series, text: date });
  const local = readLocalTime(to);
  const startsAt = placed(series, local);
  if (Temporal.Instant.compare(startsAt, app.clock.now()) <= 0)
    throw new UserError(`${to} is past. Name a time to come.`);
  if (startsAt.equals(found.startsAt)) throw new UserError('It is at that time already.');
  if (found.isExtra && !found.meeting) {
    await tx.series.removeChange(series.id, { kind: 'extra', at: found.occurrence });
    await note(app, tx, series, { kind: 'extra', startsAt: local });
  } else
    await note(app, tx, series, { kind: 'move', occurrence: found.occurrence, startsAt: local });
  const followed = await follow(app, tx, series.id);
  return { from: found.startsAt, startsAt, told: followed.some(({ told }) => told) };
}

function note(app: App, tx: Tx, { id }: SeriesRecord, change: SeriesChange): Promise<void> {
  return tx.series.addChange(id, change, app.clock.now());
}

async function follow(app: App, tx: Tx, id: string): Promise<Followed[]> {
  return followSchedule(app, tx, await reloadSeries(tx, id));
}

async function reloadSeries(tx: Tx, id: string): Promise<SeriesRecord> {
  const series = await tx.series.byId(id);
  if (!series) throw new Error(`series ${id} is gone`);
  return series;
}

function movedTo(series: SeriesRecord, occurrence: Temporal.PlainDateTime): Temporal.Instant {
  const move = (series.exceptions?.moves ?? []).find((one) => one.occurrence.equals(occurrence));
  return placed(series, move?.to ?? occurrence);
}
