import type { Change } from '../domain/exceptions.ts';
import { checkZone } from '../domain/local-time-zone.ts';
import { localTimeOf, readLocalDate } from '../domain/local-time.ts';
import { occurrences, spanAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import { findSeries } from './find-meeting.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';
import { checkSchedule, readSeriesChanges } from './series-input.ts';
import { readField } from './wrong-input.ts';

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
  if (Object.keys(said).length === 0)
    throw new UserError('Say what changes: --rrule, --start, --tz or --slot.');
  const newZone =
    said.zone === undefined ? undefined : readField('zone', () => checkZone(said.zone ?? ''));
  const from = readField('from', () => readLocalDate(text));
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    const now = app.clock.now();
    const begins = from.toZonedDateTime(newZone ?? series.zone).toInstant();
    if (Temporal.Instant.compare(begins, now) <= 0)
      throw new UserError(
        `A change begins on a date to come, and ${String(from)} has begun. To change the series altogether: convoke series edit.`,
      );
    const { pattern } = spanAt(series, begins);
    const zone = newZone ?? pattern.zone;
    const slots = said.slots ?? pattern.slots;
    const kept = typeof pattern.rrule === 'string' ? pattern.rrule : undefined;
    const rrule = said.rrule === undefined ? kept : said.rrule;
    const start = said.start ?? firstFrom(series, begins, zone);
    const checked = checkSchedule({ rrule, zone, start, slots });
    const change: Change = { from, start, ...checked };
    await tx.series.addChange(series.id, { kind: 'from_now_on', change }, now);
    return followAnew(app, tx, series.id);
  });
}

/** What was to hold from a date on won't. */
export async function forgetChange(
  app: App,
  name: string,
  text: string,
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  const from = readField('from', () => readLocalDate(text));
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    if (await tx.series.removeChange(series.id, { kind: 'from_now_on', from }))
      return followAnew(app, tx, series.id);
    const dates = (series.exceptions?.changes ?? []).map((change) => String(change.from));
    throw new UserError(
      `Nothing changes in ${series.name} from ${String(from)} on.${dates.length > 0 ? ` Changes begin on: ${dates.join(', ')}.` : ''}`,
    );
  });
}

async function followAnew(
  app: App,
  tx: Tx,
  id: string,
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  await tx.meetings.dropUncalled(id);
  const series = await tx.series.byId(id);
  if (!series) throw new Error(`series ${id} is gone`);
  return { series, followed: series.paused ? [] : await followSchedule(app, tx, series) };
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
