import { zoneAt } from '../domain/schedule.ts';
import type { Action, Sheet } from '../domain/sheet.ts';
import { timeline, type Step } from '../domain/timeline.ts';
import { cleanLine } from './clean-text.ts';
import { formatDate } from './dates.ts';
import { emphasis, instant, type Inline, type InstantStyle } from './document.ts';
import { words } from './prose.ts';

/** The zone in which the meeting's people speak of its hour. */
export function zoneOf({ series, meeting }: Pick<Sheet, 'series' | 'meeting'>): string {
  return zoneAt(series, meeting.startsAt);
}

/** When a step of the meeting is due. */
export function stepTime(sheet: Pick<Sheet, 'series' | 'meeting'>, step: Step): Temporal.Instant {
  const due = timeline(sheet.series, sheet.meeting).find((found) => found.step === step);
  return due?.at ?? sheet.meeting.startsAt;
}

/** The meeting's hour in words. */
export function startWords(sheet: Sheet, style: InstantStyle = 'full'): Inline {
  return instant(sheet.meeting.startsAt, zoneOf(sheet), style);
}

/** Another moment, in the zone that the series follows then. */
export function momentWords(
  { series }: Pick<Sheet, 'series'>,
  at: Temporal.Instant,
  style: InstantStyle = 'full',
): Inline {
  return instant(at, zoneAt(series, at), style);
}

/** `one item`, `3 items` */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return count === 1 ? `one ${singular}` : `${count === 0 ? 'no' : count} ${plural}`;
}

/** `Ann, Bob and Chris` */
export function listOf(names: readonly string[]): string {
  const [last, ...others] = names.toReversed();
  if (last === undefined) return '';
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** How long an item has been waiting. */
export function carriedWords(deferrals: number): string {
  switch (deferrals) {
    case 1:
      return 'carried over';
    case 2:
      return 'carried over twice';
    default:
      return `carried over ${deferrals} times`;
  }
}

/** A reason as the end of a sentence, whether it came as a clause or as sentences of its own. */
export function reasonWords(reason: string): string {
  const text = cleanLine(reason).trim();
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** Who does what until when. */
export function actionWords(action: Action, today?: Temporal.PlainDate): Inline[] {
  const { owner, due } = action;
  return [
    ...(owner ? [emphasis(owner), ': '] : []),
    ...words(action.text),
    ...(due ? [` (${isPast(due, today) ? 'was due' : 'due'} ${formatDate(due)})`] : []),
    ...(owner ? [] : [' (nobody has taken it yet)']),
  ];
}

function isPast(due: Temporal.PlainDate, today: Temporal.PlainDate | undefined): boolean {
  return today !== undefined && Temporal.PlainDate.compare(due, today) < 0;
}
