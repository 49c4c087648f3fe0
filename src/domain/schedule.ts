import { inOrder, patternOn, type Exceptions, type OtherSlot, type Pattern } from './exceptions.ts';
import { instantOf } from './local-time.ts';
import { isBefore, mergeInOrder, slotTimes, type Slot } from './schedule-times.ts';

/** When a series meets. A `Series` is one. */
export interface Schedule extends Pattern {
  exceptions?: Exceptions;
}

/** One date of a schedule. */
export interface Occurrence {
  /** Where the rule puts it: its name, whatever it is moved to. */
  occurrence: Temporal.Instant;
  startsAt: Temporal.Instant;
  /** The zone whose clock it follows. */
  zone: string;
  kind: 'regular' | 'extra' | 'moved';
}

/** From `from`, inclusive, until `to`, exclusive, or `count` occurrences, whichever comes first. */
export interface Window {
  from?: Temporal.Instant;
  to?: Temporal.Instant;
  count?: number;
}

/**
 * The occurrences of a schedule in order of their start, lazily. Where `from` lies costs nothing: a series begun
 * twenty years ago is entered at `from`. Without `to` and `count` it goes on until the rules end or the year 2400.
 */
export function* occurrences(schedule: Schedule, window: Window = {}): Generator<Occurrence> {
  const { from = Temporal.Instant.fromEpochMilliseconds(0), to, count = Infinity } = window;
  let left = count;
  if (left <= 0) return;
  for (const found of withSingles(schedule, from)) {
    if (to && !isBefore(found.startsAt, to)) return;
    yield found;
    left -= 1;
    if (left <= 0) return;
  }
}

/** The regular times less those skipped or moved away, with extras and moved ones in their places. */
function* withSingles(schedule: Schedule, from: Temporal.Instant): Generator<Occurrence> {
  const gone = new Set(namedTimes(schedule).map(String));
  const singles = singleOccurrences(schedule).filter(({ startsAt }) => !isBefore(startsAt, from));
  for (const time of regularTimes(schedule, from)) {
    while (singles[0] && isBefore(singles[0].startsAt, time)) yield singles.shift() as Occurrence;
    if (gone.has(String(time))) continue;
    if (singles[0]?.startsAt.equals(time)) singles.shift(); // An extra on a regular date is that date.
    yield { occurrence: time, startsAt: time, zone: zoneAt(schedule, time), kind: 'regular' };
  }
  yield* singles;
}

/** The zone whose clock a schedule follows at a moment; a change "from now on" may bring another. */
export function zoneAt(schedule: Schedule, at: Temporal.Instant): string {
  return spanAt(schedule, at).pattern.zone;
}

/** A pattern and how long it holds. */
export interface Span {
  pattern: Pattern;
  /** Inclusive; absent for the first. */
  begin?: Temporal.Instant;
  /** Exclusive; absent for the last. */
  end?: Temporal.Instant;
}

/** The patterns of a schedule one after the other: the first, and what changed "from now on". */
export function spansOf(schedule: Schedule): Span[] {
  const changes = inOrder(schedule.exceptions?.changes);
  return [undefined, ...changes].map((change, index) => {
    const next = changes[index];
    return {
      pattern: change ?? schedule,
      ...(change ? { begin: beginningOf(change) } : {}),
      ...(next ? { end: beginningOf(next) } : {}),
    };
  });
}

export function spanAt(schedule: Schedule, at: Temporal.Instant): Span {
  const begun = spansOf(schedule).filter(({ begin }) => !begin || !isBefore(at, begin));
  return begun.at(-1) ?? { pattern: schedule };
}

function beginningOf(change: { from: Temporal.PlainDate; zone: string }): Temporal.Instant {
  return change.from.toZonedDateTime(change.zone).toInstant();
}

/** The moments that skips and moves name. */
function namedTimes(schedule: Schedule): Temporal.Instant[] {
  const { skips = [], moves = [] } = schedule.exceptions ?? {};
  return [...skips, ...moves].map(({ occurrence }) => placed(schedule, occurrence));
}

/** Extras and moves, in order of their start, a moment once. */
function singleOccurrences(schedule: Schedule): Occurrence[] {
  const { extras = [], moves = [], skips = [] } = schedule.exceptions ?? {};
  const skipped = new Set(skips.map((skip) => String(placed(schedule, skip.occurrence))));
  const added = extras.map((local) => single(schedule, local, local, 'extra'));
  const moved = moves
    .map((move) => single(schedule, move.occurrence, move.to, 'moved'))
    .filter(({ occurrence }) => !skipped.has(String(occurrence)) && meetsAt(schedule, occurrence));
  const sorted = [...moved, ...added].toSorted((left, right) =>
    Temporal.Instant.compare(left.startsAt, right.startsAt),
  );
  return sorted.filter((found, index) => !sorted[index - 1]?.startsAt.equals(found.startsAt));
}

function single(
  schedule: Schedule,
  name: Temporal.PlainDateTime,
  start: Temporal.PlainDateTime,
  kind: Occurrence['kind'],
): Occurrence {
  const startsAt = placed(schedule, start);
  return {
    occurrence: placed(schedule, name),
    startsAt,
    zone: patternOn(schedule, start.toPlainDate()).zone,
    kind,
  };
}

/** The moment that a local time of an exception names, on the clock in force on its date. */
export function placed(schedule: Schedule, local: Temporal.PlainDateTime): Temporal.Instant {
  return instantOf(local, patternOn(schedule, local.toPlainDate()).zone);
}

/** Whether a schedule has, or had before a skip, an occurrence of this name. */
export function isNamed(schedule: Schedule, occurrence: Temporal.Instant): boolean {
  const { extras = [] } = schedule.exceptions ?? {};
  return (
    meetsAt(schedule, occurrence) ||
    extras.some((extra) => placed(schedule, extra).equals(occurrence))
  );
}

/** Whether the rules, exceptions aside, give this moment. */
function meetsAt(schedule: Schedule, time: Temporal.Instant): boolean {
  const first = regularTimes(schedule, time).next();
  return !first.done && first.value.equals(time);
}

/** The times of each pattern in turn, from its beginning until the next one's. */
function* regularTimes(schedule: Schedule, from: Temporal.Instant): Generator<Temporal.Instant> {
  for (const { pattern, begin, end } of spansOf(schedule)) {
    if (end && !isBefore(from, end)) continue;
    for (const time of patternTimes(pattern, begin && isBefore(from, begin) ? begin : from)) {
      if (end && !isBefore(time, end)) break;
      yield time;
    }
  }
}

function patternTimes(pattern: Pattern, from: Temporal.Instant): Generator<Temporal.Instant> {
  const slots = pattern.slots ?? [];
  const usual = slots.some((slot) => slot.instead)
    ? usualTimes(pattern, slots, from)
    : slotTimes(pattern, from);
  return mergeInOrder([usual, ...slots.map((slot) => slotTimes(slot, from))]);
}

/** The usual times less those that an "instead" slot stands in for. */
function* usualTimes(
  usual: Slot,
  slots: readonly OtherSlot[],
  from: Temporal.Instant,
): Generator<Temporal.Instant> {
  const replacing = slots.filter((slot) => slot.instead);
  for (const time of slotTimes(usual, from)) {
    const replaced = replacing.some((slot) =>
      timesNear(slot, time).some((other) => nearest(timesNear(usual, other), other)?.equals(time)),
    );
    if (!replaced) yield time;
  }
}

/** The times of a slot that lie within a day of a moment. */
function timesNear(slot: Slot, time: Temporal.Instant): Temporal.Instant[] {
  const near: Temporal.Instant[] = [];
  const last = time.add({ hours: 24 });
  for (const other of slotTimes(slot, time.subtract({ hours: 24 }))) {
    if (isBefore(last, other)) break;
    near.push(other);
  }
  return near;
}

function nearest(times: Temporal.Instant[], to: Temporal.Instant): Temporal.Instant | undefined {
  const distance = (time: Temporal.Instant) =>
    Math.abs(time.epochMilliseconds - to.epochMilliseconds);
  return times.toSorted((left, right) => distance(left) - distance(right))[0];
}
