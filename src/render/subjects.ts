import type { Sheet } from '../domain/sheet.ts';
import { subjectLine } from './clean-text.ts';
import { formatInstant, formatTime } from './dates.ts';
import { zoneOf } from './phrases.ts';
import { offsetWords, placeOf } from './zones.ts';

/** The call begins the meeting's thread; this is what people look for in a full mailbox. */
export function callSubject(sheet: Sheet): string {
  return subject(sheet, '', ': agenda items?');
}

/** A mail in the meeting's thread. Gmail keeps to a thread only what bears its subject. */
export function replySubject(sheet: Sheet): string {
  return `Re: ${callSubject(sheet)}`;
}

/** `MirageOS call, Tuesday 24 June 2014, 16:00 London`, with what is to be said before and after it. */
export function subject(sheet: Sheet, before = '', after = ''): string {
  const { startsAt } = sheet.meeting;
  const zone = zoneOf(sheet);
  const place = placeOf(zone) ?? offsetWords(startsAt, zone);
  const when = `${formatInstant(startsAt, zone, 'date')}, ${formatTime(startsAt, zone)} ${place}`;
  return subjectAround(sheet, when, before, after);
}

/** As `subject`, without the hour: for what is said after the meeting. */
export function dateSubject(sheet: Sheet, before = '', after = ''): string {
  const when = formatInstant(sheet.meeting.startsAt, zoneOf(sheet), 'date');
  return subjectAround(sheet, when, before, after);
}

/** Only the name of the series is ever shortened. */
function subjectAround(sheet: Sheet, when: string, before: string, after: string): string {
  const rest = `, ${when}${after}`;
  return `${before}${subjectLine(sheet.series.name, 120)}${rest}`;
}
