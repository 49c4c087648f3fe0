import { unreachedItems, isReached } from '../domain/close.ts';
import { timeline } from '../domain/timeline.ts';
import { carryItem } from './carry-item.ts';
import { reload, type MeetingContext } from './context.ts';
import { putDiscordEvent } from './put-discord-event.ts';

/** Ends the meeting: what was not reached is carried, and the minutes' times count from now. Returns how many were carried. */
export async function closeMeeting(context: MeetingContext, what: string): Promise<number> {
  const { tx, now, sheet, series } = context;
  const { meeting } = sheet;
  for (const item of sheet.items)
    if (item.status !== 'discussed' && isReached(item, sheet))
      await tx.items.update(item.id, { status: 'discussed' });
  const unreached = unreachedItems(sheet);
  for (const item of unreached) await carryItem(context, item, { what, counts: true });
  await tx.meetings.update(meeting.id, { status: 'closed', closedAt: now, currentItemId: null });
  await tx.steps.retime(meeting.id, timeline(series, { ...meeting, closedAt: now }));
  await putDiscordEvent(await reload(context), 'close');
  return unreached.length;
}
