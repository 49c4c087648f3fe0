import { ruleLines, slotTimes } from '../domain/schedule-times.ts';
import { placed, spanAt, type Schedule, type Span } from '../domain/schedule.ts';
import { compact } from './calendar-zone.ts';

/** What a calendar program knows a meeting by, in mails and in the feed alike, whatever it is moved to. */
export interface CalendarName {
  uid: string;
  /** The meeting is one date of a repeating entry: it has a RECURRENCE-ID beside the UID. */
  recurring: boolean;
}

export type NamedSchedule = Schedule & { id: string };

/**
 * A series with one plain rule is one repeating entry, and each "from now on" change begins another, as calendar
 * programs do it themselves. Meetings that such an entry can't hold, since they are extra or their rule is more than
 * RFC 5545 can say in one entry, are entries of their own.
 */
export function calendarName(series: NamedSchedule, occurrence: Temporal.Instant): CalendarName {
  const span = spanAt(series, occurrence);
  if (isRepeating(span) && !isExtra(series, occurrence))
    return { uid: spanUid(series, span), recurring: true };
  return { uid: `${series.id}-${compactUtc(occurrence)}@convoke`, recurring: false };
}

export function spanUid(series: NamedSchedule, { begin }: Span): string {
  return begin ? `${series.id}-from-${compactUtc(begin)}@convoke` : `${series.id}@convoke`;
}

/** Whether one entry with one RRULE says it all. */
export function isRepeating({ pattern }: Span): boolean {
  return ruleLines(pattern.rrule).length === 1 && (pattern.slots ?? []).length === 0;
}

function isExtra(series: NamedSchedule, occurrence: Temporal.Instant): boolean {
  const extras = (series.exceptions?.extras ?? []).map((local) => placed(series, local));
  if (!extras.some((extra) => extra.equals(occurrence))) return false;
  const regular = slotTimes(spanAt(series, occurrence).pattern, occurrence).next();
  return regular.done === true || !regular.value.equals(occurrence);
}

/** `20140624T150000Z` */
export function compactUtc(at: Temporal.Instant): string {
  return `${compact(at.toZonedDateTimeISO('UTC').toPlainDateTime())}Z`;
}
