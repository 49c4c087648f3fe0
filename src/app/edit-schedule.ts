import { inOrder } from '../domain/exceptions.ts';
import { isBefore } from '../domain/schedule-times.ts';
import { spanAt, spansOf } from '../domain/schedule.ts';
import type { App, NewSeries, SeriesRecord, Tx } from './ports.ts';
import { checkSchedule, type SeriesChangesInput } from './series-input.ts';

type Said = Pick<SeriesChangesInput, 'rrule' | 'start' | 'zone' | 'slots'>;

/**
 * The rules of a series once what was said of them is changed; nothing when nothing was. What isn't named stays as it is
 * now: a change "from now on" that has begun becomes the rule, one to come stays to come.
 */
export async function editSchedule(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  { rrule, start, zone, slots }: Said,
): Promise<Partial<NewSeries> | undefined> {
  if ([rrule, start, zone, slots].every((field) => field === undefined)) return undefined;
  const now = app.clock.now();
  const { pattern } = spanAt(series, now);
  const changed = {
    rrule: rrule === undefined ? patternRule(pattern.rrule) : rrule,
    start: start ?? pattern.start,
    zone: zone ?? pattern.zone,
    slots: slots ?? pattern.slots,
  };
  const checked = checkSchedule(changed);
  await forgetBegun(tx, series, now);
  return { start: changed.start, rrule: null, slots: [], ...checked } as Partial<NewSeries>;
}

function patternRule(rrule: string | readonly string[] | undefined): string | undefined {
  return rrule === undefined || typeof rrule === 'string' ? rrule : rrule.join('\n');
}

async function forgetBegun(tx: Tx, series: SeriesRecord, now: Temporal.Instant): Promise<void> {
  const changes = inOrder(series.exceptions?.changes);
  const begun = spansOf(series)
    .slice(1)
    .filter(({ begin }) => begin && !isBefore(now, begin)).length;
  for (const { from } of changes.slice(0, begun))
    await tx.series.removeChange(series.id, { kind: 'from_now_on', from });
}
