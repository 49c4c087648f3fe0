import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalCalendar,
  type ICalEventData,
} from 'ical-generator';
import { isOnAgenda, type Item } from '../domain/item.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Sheet } from '../domain/sheet.ts';
import { zoneAt } from '../domain/schedule.ts';
import { calendarName, type NamedSchedule } from './calendar-name.ts';
import { vtimezone } from './calendar-zone.ts';
import { cleanLine, cleanLines, safeUrl } from './clean-text.ts';

/** RFC 5546: an invitation or its change, a cancellation, or a copy to look at. */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

export interface CalendarPerson {
  name: string;
  address: string;
  intention?: 'coming' | 'maybe' | 'regrets';
  /** A mailing list: whoever reads it is invited. */
  isGroup?: true;
}

/**
 * The .ics of one meeting (RFC 5545, 5546), its lines ended by CRLF. `now` becomes DTSTAMP. Answers go to the address
 * that replies go to, or to the list. Without `attendees` nobody's address is in it: it is sent to a list.
 */
export function meetingCalendar(
  sheet: Sheet,
  now: Temporal.Instant,
  method: CalendarMethod,
  attendees: readonly CalendarPerson[] = [],
): string {
  const { series, meeting } = sheet;
  const answersTo = sheet.replyTo ?? sheet.listAddress;
  const calendar = newCalendar(method, {
    from: meeting.startsAt,
    to: meeting.startsAt.add({ hours: yearHours }),
  });
  calendar.createEvent({
    ...meetingEntry(series, sheet, now),
    ...(method === 'CANCEL' ? { status: ICalEventStatus.CANCELLED } : {}),
    ...(answersTo === undefined
      ? {}
      : { organizer: { name: cleanLine(series.name), email: answersTo } }),
    attendees: attendees.map(attendee),
  });
  return finished(calendar);
}

const yearHours = 24 * 366;

/** What an entry in a calendar says of a meeting. */
export interface CalendarMeeting {
  meeting: Pick<
    Meeting,
    'occurrence' | 'startsAt' | 'durationMinutes' | 'status' | 'sequence' | 'cancelReason'
  >;
  items: readonly Item[];
  url?: string;
}

export function newCalendar(
  method: CalendarMethod,
  span: { from: Temporal.Instant; to: Temporal.Instant },
): ICalCalendar {
  // No zone of the calendar's own: with one, ical-generator writes DTSTAMP in local time, which RFC 5545 forbids.
  return ical({
    prodId: '//Convoke//Convoke//EN',
    method: ICalCalendarMethod[method],
    timezone: { name: null, generator: (zone) => vtimezone(zone, span) },
  });
}

/** RFC 5545 §3.1 ends every line with CRLF; ical-generator leaves the last one open. */
export function finished(calendar: ICalCalendar): string {
  return `${calendar.toString()}\r\n`;
}

export function meetingEntry(
  series: NamedSchedule & { name: string },
  { meeting, items, url }: CalendarMeeting,
  now: Temporal.Instant,
): ICalEventData {
  const { uid, recurring } = calendarName(series, meeting.occurrence);
  const zone = zoneAt(series, meeting.startsAt);
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone);
  return {
    id: uid,
    sequence: meeting.sequence,
    stamp: local(now),
    timezone: zone,
    start: local(meeting.startsAt),
    end: local(meeting.startsAt.add({ minutes: meeting.durationMinutes })),
    ...(recurring ? { recurrenceId: local(meeting.occurrence) } : {}),
    summary: cleanLine(series.name),
    description: description(meeting, items),
    status: statusOf(meeting),
    ...(url === undefined ? {} : calendarUrl(url)),
  };
}

function statusOf({ status }: Pick<Meeting, 'status'>): ICalEventStatus {
  switch (status) {
    case 'scheduled':
    case 'called':
      return ICalEventStatus.TENTATIVE;
    case 'confirmed':
    case 'open':
    case 'closed':
    case 'published':
      return ICalEventStatus.CONFIRMED;
    case 'cancelled':
      return ICalEventStatus.CANCELLED;
  }
}

/** The reason why it is off, or the agenda. */
function description(
  { status, cancelReason }: CalendarMeeting['meeting'],
  items: readonly Item[],
): string {
  if (status === 'cancelled')
    return cancelReason === undefined ? 'Called off.' : `Called off: ${cleanLine(cancelReason)}`;
  const agenda = items.filter(isOnAgenda).toSorted((left, right) => left.position - right.position);
  return cleanLines(agenda.map(agendaLine).join('\n'));
}

function agendaLine({ number, title, lead, minutes }: Item): string {
  const notes = [lead, minutes === undefined ? undefined : `${minutes} min`].filter(
    (note) => note !== undefined,
  );
  return cleanLine(`#${number} ${title}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`);
}

/** ical-generator escapes commas and semicolons as in text, which a URI does not know: they are percent-encoded. */
export function calendarUrl(url: string): { url?: string } {
  const safe = safeUrl(url);
  return safe === undefined ? {} : { url: safe.replaceAll(',', '%2C').replaceAll(';', '%3B') };
}

function attendee({ name, address, intention, isGroup }: CalendarPerson) {
  const statuses = {
    coming: ICalAttendeeStatus.ACCEPTED,
    maybe: ICalAttendeeStatus.TENTATIVE,
    regrets: ICalAttendeeStatus.DECLINED,
  };
  return {
    name: cleanLine(name),
    email: address,
    rsvp: intention === undefined,
    role: ICalAttendeeRole.REQ,
    ...(isGroup ? { type: ICalAttendeeType.GROUP } : {}),
    status: intention === undefined ? ICalAttendeeStatus.NEEDSACTION : statuses[intention],
  };
}
