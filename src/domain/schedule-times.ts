import { RRuleTemporal } from 'rrule-temporal';
import { instantOf, localTimeOf } from './local-time.ts';
import { readRule, type Rule } from './schedule-rule.ts';

/** One rule on one clock: the part of a schedule that RFC 5545 describes. */
export interface Slot {
  /** RFC 5545 recurrence rules without DTSTART, one a line or an array; absent: meets once, at `start`. */
  rrule?: string | readonly string[];
  /** Anchors the rule: intervals are counted from it, the time of day is taken from it. */
  start: Temporal.PlainDateTime;
  /** IANA time zone name. */
  zone: string;
}

/**
 * The moments of a slot from `from` on, in order, each once, found without walking through those before.
 * A start that doesn't fit the rule is no moment itself: it only anchors, as in dateutil and ical.js.
 */
export function* slotTimes(slot: Slot, from: Temporal.Instant): Generator<Temporal.Instant> {
  const rules = ruleLines(slot.rrule).map(readRule);
  if (rules.length === 0) {
    const once = instantOf(slot.start, slot.zone);
    if (isBefore(once, from)) return;
    yield once;
    return;
  }
  yield* mergeInOrder(rules.map((rule) => ruleTimes(rule, slot, from)));
}

/** The rules of a slot, one a string. */
export function ruleLines(rrule: Slot['rrule']): string[] {
  const lines = typeof rrule === 'string' ? rrule.split('\n') : (rrule ?? []);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** How far a clock change can move a time that it skips: a whole day, where a zone crossed the date line. */
const longestGapHours = 24;

/**
 * The rule is followed on the wall clock alone, and each time found is then placed in the zone. Asked with a zone,
 * rrule-temporal leaves out times that a clock change skips (one reading of RFC 5545 §3.3.10): the meeting would
 * silently not happen. It is moved forward instead, as §3.3.10 says elsewhere and §3.3.5 defines.
 */
function* ruleTimes(rule: Rule, slot: Slot, from: Temporal.Instant): Generator<Temporal.Instant> {
  const waiting: Temporal.Instant[] = [];
  const wallFrom = localTimeOf(from.subtract({ hours: longestGapHours }), slot.zone);
  for (const wall of wallTimes(rule, slot.start, wallFrom)) {
    const time = instantOf(wall, slot.zone);
    if (isPast(rule, wall, time)) break;
    // A skipped time moved forward may land after, or on, the next one: each waits until none can overtake it.
    const settled = instantOf(wall.subtract({ hours: longestGapHours }), slot.zone);
    while (waiting[0] && isBefore(waiting[0], settled)) yield* take(waiting, from);
    insertOnce(waiting, time);
  }
  while (waiting.length > 0) yield* take(waiting, from);
}

function isPast(rule: Rule, wall: Temporal.PlainDateTime, time: Temporal.Instant): boolean {
  if (!rule.until) return false;
  if ('instant' in rule.until) return isBefore(rule.until.instant, time);
  return Temporal.PlainDateTime.compare(rule.until.local, wall) < 0;
}

function* take(waiting: Temporal.Instant[], from: Temporal.Instant): Generator<Temporal.Instant> {
  const first = waiting.shift();
  if (first && !isBefore(first, from)) yield first;
}

function insertOnce(times: Temporal.Instant[], time: Temporal.Instant): void {
  const index = times.findIndex((other) => !isBefore(other, time));
  if (index < 0) times.push(time);
  else if (!times[index]?.equals(time)) times.splice(index, 0, time);
}

/** No schedule is followed beyond this year, so that none can be followed for ever. */
const lastYear = 2400;

function* wallTimes(
  rule: Rule,
  start: Temporal.PlainDateTime,
  from: Temporal.PlainDateTime,
): Generator<Temporal.PlainDateTime> {
  const dtstart = start.toZonedDateTime('UTC');
  const rrule = new RRuleTemporal({
    rruleString: rule.text,
    dtstart,
    temporal: Temporal,
    cache: false,
  });
  let wall = nextTime(rrule, from.toZonedDateTime('UTC'), true);
  while (wall && wall.year <= lastYear) {
    yield wall.toPlainDateTime();
    wall = nextTime(rrule, wall, false);
  }
}

type WallRule = RRuleTemporal<Temporal.ZonedDateTime>;

function nextTime(
  rrule: WallRule,
  after: Temporal.ZonedDateTime,
  inclusive: boolean,
): Temporal.ZonedDateTime | null {
  try {
    return rrule.next(after, inclusive);
  } catch (error) {
    // rrule-temporal gives up after 10,000 periods without a date, or where the calendar ends: the rule (30 February,
    // say) has no further one.
    if (error instanceof RangeError) return null;
    if (error instanceof Error && /Maximum (?:iterations|candidate)/u.test(error.message))
      return null;
    throw new Error(`Following the rule ${rrule.toString()} failed`, { cause: error });
  }
}

/** One ordered run of moments from several, what they share given once. */
export function* mergeInOrder(runs: Generator<Temporal.Instant>[]): Generator<Temporal.Instant> {
  const heads = runs.map((run) => ({ run, next: run.next() }));
  for (;;) {
    const times = heads.flatMap(({ next }) => (next.done ? [] : [next.value]));
    if (times.length === 0) return;
    const earliest = times.reduce((best, time) => (isBefore(time, best) ? time : best));
    yield earliest;
    for (const head of heads)
      if (!head.next.done && head.next.value.equals(earliest)) head.next = head.run.next();
  }
}

export function isBefore(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) < 0;
}
