import type { Change } from '../domain/exceptions.ts';
import { localTimeOf, readLocalTime } from '../domain/local-time.ts';
import { occurrences, spanAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import { findSeries } from './find-meeting.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import type { App, SeriesRecord } from './ports.ts';
import { checkSchedule, readSeriesChanges } from './series-input.ts';

/**
 * The series meets by another rule, at another hour or in another zone from a date on; what came before stays in its
 * history. What isn't named stays: the rule, and its place in the fortnight.
 */
export async function changeFrom(
  app: App,
  name: string,
  {
    from: text,
    ...input
  }: { from: string; rrule?: string[]; start?: string; zone?: string; slots?: string[] },
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  const said = readSeriesChanges(input);
  const from = readLocalTime(`${text.trim()}T00:00`).toPlainDate();
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    const now = app.clock.now();
    const begins = from.toZonedDateTime(said.zone ?? series.zone).toInstant();
    if (Temporal.Instant.compare(begins, now) <= 0)
      throw new UserError(
        `A change begins on a date to come, and ${String(from)} has begun. To change the series altogether: convoke series edit.`,
      );
    const { pattern } = spanAt(series, begins);
    const zone = said.zone ?? pattern.zone;
    const slots = said.slots ?? pattern.slots;
    const rrule = said.rrule ?? (typeof pattern.rrule === 'string' ? pattern.rrule : undefined);
    const start = said.start ?? firstFrom(series, begins, zone);
    const checked = checkSchedule({ rrule, zone, start, slots });
    const change: Change = { from, start, ...checked };
    await tx.series.addChange(series.id, { kind: 'from_now_on', change }, now);
    await tx.meetings.dropUncalled(series.id);
    const changed = await tx.series.byId(series.id);
    if (!changed) throw new Error(`series ${series.id} is gone`);
    return {
      series: changed,
      followed: changed.paused ? [] : await followSchedule(app, tx, changed),
    };
  });
}

/** The new rule is counted from where the old one would have met next, so that "every other week" keeps its weeks. */
function firstFrom(
  series: SeriesRecord,
  begins: Temporal.Instant,
  zone: string,
): Temporal.PlainDateTime {
  const [next] = occurrences(
    { ...series, exceptions: { changes: series.exceptions?.changes ?? [] } },
    { from: begins, count: 1 },
  );
  if (next) return localTimeOf(next.startsAt, next.zone);
  throw new UserError(
    `The series has no meeting after ${String(localTimeOf(begins, zone).toPlainDate())}. Name the first one: --start.`,
  );
}
