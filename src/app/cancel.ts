import { isOnAgenda } from '../domain/item.ts';
import { renderCancel } from '../render/cancel.ts';
import { announceChange } from './announce.ts';
import { calendarPart } from './calendar-part.ts';
import { carryItem } from './carry-item.ts';
import { reload, type MeetingContext } from './context.ts';
import { putDiscordEvent } from './put-discord-event.ts';

/**
 * Calls the meeting off: its items go to the next one, and everyone who heard of it hears of this. One that nobody
 * heard of goes in silence. Returns whether anybody was told.
 */
export async function cancelWith(
  context: MeetingContext,
  { reason, what }: { reason: string; what: string },
): Promise<boolean> {
  const { tx, now, sheet } = context;
  const { meeting } = sheet;
  const wasHeardOf = await tx.meetings.wasHeardOf(meeting.id);
  await tx.meetings.update(meeting.id, {
    status: 'cancelled',
    cancelReason: reason,
    cancelledAt: now,
    sequence: meeting.sequence + 1,
  });
  // Only now: a meeting that still stands keeps another from being laid out on its day.
  for (const item of sheet.items)
    if (isOnAgenda(item) && !item.standing) await carryItem(context, item, { what, counts: false });
  for (const { step, status } of await tx.steps.ofMeeting(meeting.id))
    if (status === 'pending' || status === 'queued')
      await tx.steps.settle(meeting.id, step, {
        status: 'skipped',
        at: now,
        note: 'the meeting was cancelled',
      });
  if (!wasHeardOf) return false;
  const cancelled = await reload(context);
  await announceChange(cancelled, {
    what: 'cancel',
    kind: 'cancel',
    rendered: renderCancel(cancelled.sheet, now),
    calendar: calendarPart(cancelled, 'CANCEL'),
  });
  await putDiscordEvent(cancelled, 'cancel');
  return true;
}
