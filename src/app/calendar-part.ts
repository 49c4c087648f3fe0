import { meetingCalendar } from '../render/calendar.ts';
import type { MeetingContext } from './context.ts';
import type { OutgoingMail } from './outgoing.ts';

/** The .ics that goes with a mail to the list (RFC 6047). The list itself is invited, as a group (RFC 5546 §3.2.2). */
export function calendarPart(
  { sheet, series, now }: MeetingContext,
  method: 'REQUEST' | 'CANCEL',
): NonNullable<OutgoingMail['calendar']> {
  const { listAddress, name } = series;
  const invited =
    listAddress === undefined ? [] : [{ name, address: listAddress, isGroup: true as const }];
  return { method, content: meetingCalendar(sheet, now, method, invited) };
}
