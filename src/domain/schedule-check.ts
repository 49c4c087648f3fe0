import { checkZone } from './local-time-zone.ts';
import { readLocalTime } from './local-time.ts';
import { readRule } from './schedule-rule.ts';
import { ruleLines, slotTimes, type Slot } from './schedule-times.ts';
import { UserError } from './user-error.ts';

/** What a person typed for a series' rule, start and zone. */
export interface RuleInput {
  /** RFC 5545 recurrence rules, with or without `RRULE:`; absent for a series that meets ad hoc. */
  rrule?: string | readonly string[];
  /** `YYYY-MM-DDTHH:MM`, or already read. */
  start: string | Temporal.PlainDateTime;
  zone: string;
}

const mostRules = 10;

/** A rule whose next meeting is further off than this gives none. */
const longestWaitYears = 40;

/**
 * The slot that a person's rule, start and zone make, its zone and rule in their usual spelling. Throws a UserError
 * that says what to do instead: for a bad rule, an unknown zone, a date that doesn't exist, a rule that never occurs.
 */
export function checkRule(input: RuleInput): Slot {
  const zone = checkZone(input.zone);
  const start = typeof input.start === 'string' ? readLocalTime(input.start) : input.start;
  const lines = ruleLines(input.rrule);
  if (lines.length > mostRules)
    throw new UserError(`A series has at most ${mostRules} rules; these are ${lines.length}.`);
  if (input.rrule !== undefined && lines.length === 0) readRule(''); // Says what a rule looks like.
  for (const line of lines) checkOccurs(line, { start, zone });
  const rrule = lines
    .map((line) =>
      line
        .replace(/^RRULE:/iu, '')
        .replace(/;+$/u, '')
        .toUpperCase(),
    )
    .join('\n');
  return { ...(lines.length > 0 ? { rrule } : {}), start, zone };
}

function checkOccurs(line: string, { start, zone }: Pick<Slot, 'start' | 'zone'>): void {
  readRule(line);
  const from = start.toZonedDateTime(zone);
  const first = slotTimes({ rrule: line, start, zone }, from.toInstant()).next();
  const inTime =
    !first.done &&
    first.value.toZonedDateTimeISO(zone).since(from, { largestUnit: 'year' }).years <
      longestWaitYears;
  if (inTime) return;
  throw new UserError(
    `The rule ${line} gives no date in the ${longestWaitYears} years after ${String(start).slice(0, 16).replace('T', ' ')}. ` +
      'Check its months, days and UNTIL against the start.',
  );
}
