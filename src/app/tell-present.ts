import { renderCancel } from '../render/cancel.ts';
import { renderPresent } from '../render/moved.ts';
import { queueMail, type Announcement } from './announce.ts';
import { calendarPart } from './calendar-part.ts';
import { loadMeeting, type MeetingContext } from './context.ts';
import type { OutgoingMail } from './outgoing.ts';
import type { App, ClaimedMessage, Tx } from './ports.ts';

/** In the place of a mail that was overtaken, and whose recipient is told nothing else: how the meeting stands now. */
export async function tellPresent(app: App, tx: Tx, message: ClaimedMessage): Promise<void> {
  if (message.meetingId === undefined) return;
  const context = await loadMeeting(app, tx, message.meetingId);
  // Only now is the meeting locked; it may have changed again, and been told of, since the claim.
  if (await tx.outbox.isOvertaken(message.id)) return;
  const [to] = (message.payload as OutgoingMail).to;
  if (to === undefined) return;
  await queueMail(
    context,
    { what: `present-${message.id}`, ...presentState(context) },
    { address: to.address, name: to.name ?? to.address },
  );
}

function presentState(
  context: MeetingContext,
): Pick<Announcement, 'kind' | 'rendered' | 'calendar'> {
  const { sheet, now } = context;
  return sheet.meeting.status === 'cancelled'
    ? {
        kind: 'cancel',
        rendered: renderCancel(sheet, now),
        calendar: calendarPart(context, 'CANCEL'),
      }
    : {
        kind: 'move',
        rendered: renderPresent(sheet, now),
        calendar: calendarPart(context, 'REQUEST'),
      };
}
