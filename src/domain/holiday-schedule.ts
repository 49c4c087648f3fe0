import type { Move, Skip } from './exceptions.ts';
import { decideHoliday, type Holiday, type HolidayDecision, type HolidayRule } from './holiday.ts';
import { localTimeOf } from './local-time.ts';
import type { Policy } from './policy.ts';
import { occurrences, type Occurrence, type Schedule } from './schedule.ts';
import { isBefore } from './schedule-times.ts';

/** An occurrence that falls on a holiday, and what becomes of it. */
export interface HolidayCase {
  found: Occurrence;
  decision: Exclude<HolidayDecision, { decision: 'keep' }>;
}

/** How far ahead of now holidays are minded: no meeting is spoken of earlier. */
const aheadHours = 24 * 400;
const backHours = 24 * 45;

/** The schedule of a series with what its policy makes of the holidays around now. */
export function mindHolidays<
  S extends Schedule & { policy: Policy; holidays?: readonly Holiday[] },
>(series: S, now: Temporal.Instant): S {
  const { policy, holidays = [], zone } = series;
  if (!policy.onHoliday) return series;
  const from = now.subtract({ hours: backHours });
  const to = now.add({ hours: aheadHours });
  const near = holidays.filter(({ date }) => {
    const noon = date.toPlainDateTime('12:00').toZonedDateTime(zone).toInstant();
    return isBefore(from, noon) && isBefore(noon, to);
  });
  if (near.length === 0) return series;
  return withHolidays(
    series,
    holidayCases(series, { holidays: near, rule: policy.onHoliday, from, to }),
  );
}

interface HolidayWindow {
  holidays: readonly Holiday[];
  rule: HolidayRule;
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** The regular meetings of a time that fall on holidays; those that people moved or added stay as they said. */
export function holidayCases(schedule: Schedule, window: HolidayWindow): HolidayCase[] {
  const { holidays, rule, from, to } = window;
  const all = [...occurrences(schedule, { from, to })];
  const taken = all.map((found) => localOf(found).toPlainDate());
  return all.flatMap((found) => {
    if (found.kind !== 'regular') return [];
    const decision = decideHoliday({ local: localOf(found), holidays, rule, taken });
    return decision.decision === 'keep' ? [] : [{ found, decision }];
  });
}

/** The schedule with its holidays minded: what is skipped or moved becomes an exception like any other. */
export function withHolidays<S extends Schedule>(schedule: S, cases: readonly HolidayCase[]): S {
  const skips: Skip[] = [];
  const moves: Move[] = [];
  for (const { found, decision } of cases) {
    const occurrence = localOf(found);
    if (decision.decision === 'skip') skips.push({ occurrence, reason: decision.reason });
    if (decision.decision === 'move') moves.push({ occurrence, to: decision.to });
  }
  const known = schedule.exceptions ?? {};
  return {
    ...schedule,
    exceptions: {
      ...known,
      skips: [...(known.skips ?? []), ...skips],
      moves: [...(known.moves ?? []), ...moves],
    },
  };
}

function localOf({ startsAt, zone }: Occurrence): Temporal.PlainDateTime {
  return localTimeOf(startsAt, zone);
}
