import { mindHolidays } from '../domain/holiday-schedule.ts';
import { localTimeOf } from '../domain/local-time.ts';
import type { Meeting } from '../domain/meeting.ts';
import { isNamed, occurrences, zoneAt, type Occurrence } from '../domain/schedule.ts';
import { isBefore } from '../domain/schedule-times.ts';
import { carryInto } from './carry-into.ts';
import { loadMeeting } from './context.ts';
import { planSteps } from './plan-steps.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';
import { takeTurns } from './take-turns.ts';
import { waitingItems } from './waiting-items.ts';

/** How many coming meetings of a series are always in the database: the next one, and the one that items are carried to. */
const meetingsAhead = 2;

/**
 * How often at least a series is looked at: a meeting may have been laid out before its holiday was known, or nothing
 * by a clock that was far ahead.
 */
const lookAgainDays = 7;

/** How many occurrences are looked through for one that is not called off. */
const mostSought = 100;

/** Lays out the coming meetings of a series with their timelines, and says when to look again. */
export async function layOutMeetings(app: App, tx: Tx, series: SeriesRecord): Promise<void> {
  const now = app.clock.now();
  const schedule = mindHolidays(series, now);
  const coming = [...occurrences(schedule, { from: now, count: meetingsAhead })];
  const known = await tx.meetings.ofSeries(series.id, now);
  for (const found of coming)
    if (!isTaken(schedule, known, found)) await insertMeeting(app, tx, series, found);
  await takeTurns(tx, series, now);
  await tx.series.setPlanAt(series.id, lookAgainAt(coming[0], now));
}

/** When a meeting begins, there is another to lay out. */
function lookAgainAt(next: Occurrence | undefined, now: Temporal.Instant): Temporal.Instant {
  const atNext = next?.startsAt.add({ seconds: 1 });
  const soon = now.add({ hours: 24 * lookAgainDays });
  return atNext && isBefore(atNext, soon) ? atNext : soon;
}

/** The meeting after this one that is not called off; laid out now if it isn't yet. */
export async function nextMeeting(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  meeting: Meeting,
): Promise<Meeting | undefined> {
  const now = app.clock.now();
  const schedule = mindHolidays(series, now);
  const isGiven = (one: Meeting) => isNamed(schedule, one.occurrence);
  // What the schedule gives in the place of a date that it gave earlier may begin before it, on the same day.
  const after = isGiven(meeting) ? meeting.startsAt : dayBegins(series, meeting);
  const later = await tx.meetings.ofSeries(series.id, after);
  const known = later.find(
    (one) =>
      one.id !== meeting.id &&
      (one.status === 'called' ||
        one.status === 'confirmed' ||
        (one.status === 'scheduled' && isGiven(one))),
  );
  if (known) return known;
  return layOutAfter(app, tx, series, isBefore(after, now) ? now : after);
}

function dayBegins(series: SeriesRecord, { startsAt }: Meeting): Temporal.Instant {
  return startsAt.toZonedDateTimeISO(zoneAt(series, startsAt)).startOfDay().toInstant();
}

/** Lays out the first meeting after a moment that is not in the database yet. */
export async function layOutAfter(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  after: Temporal.Instant,
): Promise<Meeting | undefined> {
  const now = app.clock.now();
  const schedule = mindHolidays(series, now);
  const known = await tx.meetings.ofSeries(series.id, after);
  for (const found of occurrences(schedule, {
    from: after.add({ seconds: 1 }),
    count: mostSought,
  })) {
    if (isTaken(schedule, known, found)) continue;
    const inserted = await insertMeeting(app, tx, series, found);
    if (!inserted) continue;
    await takeTurns(tx, series, now);
    return inserted;
  }
  return undefined;
}

/**
 * Whether a meeting of an earlier schedule stands on this date: it was called before the schedule changed, and stays.
 * A second one on the same day would be nobody's wish.
 */
function isTaken(
  series: SeriesRecord,
  known: readonly Meeting[],
  { startsAt, occurrence, zone }: Occurrence,
): boolean {
  const date = localTimeOf(startsAt, zone).toPlainDate();
  return known.some(
    (meeting) =>
      meeting.status !== 'cancelled' &&
      !meeting.occurrence.equals(occurrence) &&
      localTimeOf(meeting.startsAt, zone).toPlainDate().equals(date) &&
      !isNamed(series, meeting.occurrence),
  );
}

async function insertMeeting(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  { occurrence, startsAt }: Occurrence,
): Promise<Meeting | undefined> {
  const now = app.clock.now();
  const { id: seriesId, durationMinutes } = series;
  const waiting = await waitingItems(tx, series, startsAt);
  const meeting = await tx.meetings.insert(
    { seriesId, occurrence, startsAt, durationMinutes },
    now,
  );
  if (!meeting) return undefined;
  for (const { id: standingItemId, ...draft } of series.standingItems)
    await tx.items.insert(
      { ...draft, meetingId: meeting.id, standingItemId, status: 'accepted' },
      now,
    );
  for (const item of waiting.items)
    await carryInto({ tx, now }, item, {
      next: meeting,
      by: { what: 'carry', counts: waiting.counts },
    });
  await planSteps(await loadMeeting(app, tx, meeting.id));
  return meeting;
}
