import { mindHolidays } from '../domain/holiday-schedule.ts';
import { localTimeOf, readLocalDate, readLocalTime } from '../domain/local-time.ts';
import type { Meeting } from '../domain/meeting.ts';
import { occurrences, zoneAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** One date of a series, laid out already or not. */
export interface FoundDate {
  /** Its name: where the rule put it. */
  occurrence: Temporal.PlainDateTime;
  startsAt: Temporal.Instant;
  isExtra: boolean;
  meeting?: Meeting;
}

/**
 * The coming meeting of a series on a local date, or at a local time where it meets several times that day. Throws a
 * UserError that names the next dates when there is none.
 */
export async function findDate(
  app: App,
  tx: Tx,
  { series, text }: { series: SeriesRecord; text: string },
): Promise<FoundDate> {
  const wanted = readDay(text);
  const now = app.clock.now();
  const found = (await comingDates(app, tx, series)).filter(({ startsAt }) => {
    const local = localTimeOf(startsAt, zoneAt(series, startsAt));
    const isDay = local.toPlainDate().equals(wanted.date);
    return isDay && (wanted.time === undefined || local.toPlainTime().equals(wanted.time));
  });
  const [one, another] = found;
  if (one && !another) return one;
  if (one)
    throw new UserError(
      `${series.name} meets ${found.length} times on ${String(wanted.date)}. Name the hour too: ${found.map((date) => shown(series, date)).join(' or ')}.`,
    );
  const next = [...occurrences(mindHolidays(series, now), { from: now, count: 3 })];
  throw new UserError(
    next.length === 0
      ? `${series.name} has no meeting on ${String(wanted.date)}, nor any other to come.`
      : `${series.name} has no meeting to come on ${String(wanted.date)}. The next are: ${next.map((date) => shown(series, date)).join(', ')}.`,
  );
}

/** What the database knows of is as it says; the rest is as the rule says. */
async function comingDates(app: App, tx: Tx, series: SeriesRecord): Promise<FoundDate[]> {
  const now = app.clock.now();
  const known = await tx.meetings.ofSeries(series.id);
  const later = [
    ...occurrences(mindHolidays(series, now), {
      from: now,
      to: now.add({ hours: 24 * aheadDays }),
    }),
  ];
  const toDate = (occurrence: Temporal.Instant, startsAt: Temporal.Instant, isExtra: boolean) => ({
    occurrence: localTimeOf(occurrence, zoneAt(series, occurrence)),
    startsAt,
    isExtra,
  });
  const extras = later.filter(({ kind }) => kind === 'extra');
  const laidOut = known.filter(isComing).map((meeting) => ({
    ...toDate(
      meeting.occurrence,
      meeting.startsAt,
      extras.some(({ occurrence }) => occurrence.equals(meeting.occurrence)),
    ),
    meeting,
  }));
  const others = later
    .filter((found) => !known.some(({ occurrence }) => occurrence.equals(found.occurrence)))
    .map((found) => toDate(found.occurrence, found.startsAt, found.kind === 'extra'));
  return [...laidOut, ...others];
}

/** Two years and a month: further ahead nobody speaks of a single date. */
const aheadDays = 761;

function isComing({ status }: Meeting): boolean {
  return status === 'scheduled' || status === 'called' || status === 'confirmed';
}

function readDay(text: string): { date: Temporal.PlainDate; time?: Temporal.PlainTime } {
  if (/\d[T ]\d/u.test(text)) {
    const local = readLocalTime(text);
    return { date: local.toPlainDate(), time: local.toPlainTime() };
  }
  return { date: readLocalDate(text) };
}

function shown(series: SeriesRecord, { startsAt }: { startsAt: Temporal.Instant }): string {
  return localTimeOf(startsAt, zoneAt(series, startsAt)).toString({ smallestUnit: 'minute' });
}
