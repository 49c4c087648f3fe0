import type { Slot } from './schedule-times.ts';

/** What people decided about single dates of a series, and from a date on. Local times are read in the zone in force. */
export interface Exceptions {
  /** Occurrences that don't happen, each named by its time as the rule gives it. */
  skips?: readonly Skip[];
  /** Further meetings that no rule gives. */
  extras?: readonly Temporal.PlainDateTime[];
  /** Occurrences held at another time. One that the rule doesn't give (any more) is no longer moved either. */
  moves?: readonly Move[];
  /** What holds "from now on", each until the next one begins. */
  changes?: readonly Change[];
}

export interface Skip {
  occurrence: Temporal.PlainDateTime;
  reason?: string;
}

export interface Move {
  occurrence: Temporal.PlainDateTime;
  to: Temporal.PlainDateTime;
}

/** A series' rules: the usual one, and others beside it. */
export interface Pattern extends Slot {
  slots?: readonly OtherSlot[];
}

/** A second hour for a series: beside the usual one ("two alternating slots"), or in its place. */
export interface OtherSlot extends Slot {
  /** "Every fourth week at 21:00 instead": the nearest usual occurrence within a day of one of these is left out. */
  instead?: true;
}

export interface Change extends Pattern {
  /** The first local date, in the new zone, on which the new rules hold and the old ones don't. */
  from: Temporal.PlainDate;
}

/** The rules in force on a local date. */
export function patternOn(
  base: Pattern & { exceptions?: Exceptions },
  date: Temporal.PlainDate,
): Pattern {
  const begun = inOrder(base.exceptions?.changes).filter(
    (change) => Temporal.PlainDate.compare(change.from, date) <= 0,
  );
  return begun.at(-1) ?? base;
}

export function inOrder(changes: readonly Change[] = []): Change[] {
  return changes.toSorted((left, right) => Temporal.PlainDate.compare(left.from, right.from));
}
