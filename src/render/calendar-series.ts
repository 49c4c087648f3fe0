import type { Series } from '../domain/series.ts';
import { isBefore, ruleLines, slotTimes, type Slot } from '../domain/schedule-times.ts';
import { readRule } from '../domain/schedule-rule.ts';
import { occurrences, placed, spansOf, type Occurrence, type Span } from '../domain/schedule.ts';
import { compactUtc, isRepeating, spanUid } from './calendar-name.ts';
import { compact } from './calendar-zone.ts';
import {
  calendarUrl,
  finished,
  meetingEntry,
  newCalendar,
  type CalendarMeeting,
} from './calendar.ts';
import { cleanLine } from './clean-text.ts';
import type { ICalEventData } from 'ical-generator';

/** A series to subscribe to: its rule, and what is known of single meetings. */
export interface SeriesFeed {
  series: Series;
  meetings: readonly CalendarMeeting[];
  /** The series' public page. */
  url?: string;
}

/** How far ahead meetings are listed that no repeating entry holds, and clock changes are told. */
const aheadDays = 550;
const zoneDays = 3660;

/**
 * The subscribable feed of a series (METHOD:PUBLISH), its lines ended by CRLF: a repeating entry for each plain rule,
 * with what differs on single dates under their RECURRENCE-ID. Nobody's address is in it. A paused series shows the
 * meetings that are known and no further ones.
 */
export function seriesCalendar(feed: SeriesFeed, now: Temporal.Instant): string {
  const { series } = feed;
  const known = new Set(feed.meetings.map(({ meeting }) => String(meeting.occurrence)));
  const first = series.start.toZonedDateTime(series.zone).toInstant();
  const calendar = newCalendar('PUBLISH', { from: first, to: now.add({ hours: 24 * zoneDays }) });
  calendar.name(escapeText(cleanLine(series.name)));
  calendar.ttl(3600);
  for (const span of spansOf(series)) {
    const entry = isRepeating(span) ? repeatingEntry(feed, span, now) : undefined;
    if (entry) calendar.createEvent(entry);
  }
  for (const entry of comingEntries(feed, now))
    if (!known.has(String(entry.meeting.occurrence)))
      calendar.createEvent(meetingEntry(series, entry, now));
  for (const meeting of feed.meetings) calendar.createEvent(meetingEntry(series, meeting, now));
  return finished(calendar);
}

/** The coming dates that need an entry of their own: moved, extra, or beyond what a repeating entry can say. */
function* comingEntries({ series }: SeriesFeed, now: Temporal.Instant): Generator<CalendarMeeting> {
  if (series.paused) return;
  const repeating = spansOf(series).filter(isRepeating);
  const isHeld = ({ occurrence, kind }: Occurrence) =>
    kind === 'regular' && repeating.some((span) => holds(span, occurrence));
  for (const found of occurrences(series, { from: now, to: now.add({ hours: 24 * aheadDays }) })) {
    if (isHeld(found)) continue;
    const { occurrence, startsAt } = found;
    const meeting = {
      occurrence,
      startsAt,
      durationMinutes: series.durationMinutes,
      status: 'scheduled',
      sequence: 0,
    } as const;
    yield {
      meeting: { ...meeting, ...(found.kind === 'moved' ? { sequence: 1 } : {}) },
      items: [],
    };
  }
}

function holds({ begin, end }: Span, at: Temporal.Instant): boolean {
  return !(begin && isBefore(at, begin)) && !(end && !isBefore(at, end));
}

/** One RRULE from its first date on, until the next change begins. */
function repeatingEntry(
  feed: SeriesFeed,
  span: Span,
  now: Temporal.Instant,
): ICalEventData | undefined {
  const { series, url } = feed;
  const { pattern, begin } = span;
  const end = earliest(span.end, series.paused ? now : undefined);
  const [line = ''] = ruleLines(pattern.rrule);
  const first = firstTime(pattern, begin);
  if (!first || (end && !isBefore(first, end))) return undefined;
  const start = first.toZonedDateTimeISO(pattern.zone);
  return {
    id: spanUid(series, span),
    stamp: now.toZonedDateTimeISO('UTC'),
    timezone: pattern.zone,
    start,
    end: start.add({ minutes: series.durationMinutes }),
    repeating: [repetition(line, span, end), ...skipped(feed, span)].join('\r\n'),
    summary: cleanLine(series.name),
    ...(url === undefined ? {} : calendarUrl(url)),
  };
}

/**
 * Where a repeating entry begins. DTSTART gives the rule its hour, so that a first date that the clocks pushed to
 * another hour can't be it; that meeting has an entry as soon as it is laid out.
 */
function firstTime(pattern: Slot, begin?: Temporal.Instant): Temporal.Instant | undefined {
  const namesHours = /BYHOUR|BYMINUTE/iu.test(String(pattern.rrule));
  const hour = pattern.start.toPlainTime();
  let tries = 0;
  for (const time of slotTimes(pattern, begin ?? Temporal.Instant.fromEpochMilliseconds(0))) {
    if (namesHours || time.toZonedDateTimeISO(pattern.zone).toPlainTime().equals(hour)) return time;
    tries += 1;
    if (tries > 2) return undefined;
  }
  return undefined;
}

/**
 * The rule in RFC 5545's terms. UNTIL is written in UTC, as it must be where DTSTART names a zone; a rule cut short,
 * or one whose COUNT began before this entry, ends with its last date.
 */
function repetition(
  line: string,
  { pattern, begin }: Span,
  end: Temporal.Instant | undefined,
): string {
  const { text, until } = readRule(line);
  const isCounted = text.includes('COUNT=');
  if (!until && !end && !(isCounted && begin)) return `RRULE:${text}`;
  if (!until && !isCounted && end)
    return `RRULE:${text};UNTIL=${compactUtc(end.subtract({ seconds: 1 }))}`;
  let last: Temporal.Instant | undefined;
  for (const time of slotTimes(pattern, begin ?? Temporal.Instant.fromEpochMilliseconds(0))) {
    if (end && !isBefore(time, end)) break;
    last = time;
  }
  const uncounted = text.replace(/;?COUNT=\d+/u, '').replace(/^;/u, '');
  return `RRULE:${uncounted}${last ? `;UNTIL=${compactUtc(last)}` : ''}`;
}

/** EXDATE for what is skipped within a span; a meeting that was laid out and called off shows as cancelled instead. */
function skipped({ series, meetings }: SeriesFeed, span: Span): string[] {
  const { zone } = span.pattern;
  const known = new Set(meetings.map(({ meeting }) => String(meeting.occurrence)));
  const skips = (series.exceptions?.skips ?? []).map(({ occurrence }) =>
    placed(series, occurrence),
  );
  const gone = skips.filter((time) => holds(span, time) && !known.has(String(time)));
  if (gone.length === 0) return [];
  if (zone === 'UTC') return [`EXDATE:${gone.map(compactUtc).join(',')}`];
  const walls = gone.map((time) => compact(time.toZonedDateTimeISO(zone).toPlainDateTime()));
  return [`EXDATE;TZID=${zone}:${walls.join(',')}`];
}

function earliest(left?: Temporal.Instant, right?: Temporal.Instant): Temporal.Instant | undefined {
  if (!left || !right) return left ?? right;
  return isBefore(left, right) ? left : right;
}

/** RFC 5545 §3.3.11; ical-generator escapes texts, but not a calendar's name. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/gu, (mark) => `\\${mark}`);
}
