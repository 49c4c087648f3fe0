import { isOnAgenda } from '../domain/item.ts';
import { renderConfirm } from '../render/confirm.ts';
import { announce } from './announce.ts';
import { putDiscordEvent } from './put-discord-event.ts';
import { calendarPart } from './calendar-part.ts';
import { reload, type MeetingContext } from './context.ts';

/** Confirms the meeting, and tells everyone with the agenda and an .ics. */
export async function confirm(context: MeetingContext): Promise<void> {
  const { tx, now, sheet } = context;
  const { meeting } = sheet;
  for (const item of sheet.items)
    if (isOnAgenda(item) && item.status === 'proposed')
      await tx.items.update(item.id, { status: 'accepted' });
  await tx.meetings.update(meeting.id, { status: 'confirmed', confirmedAt: now });
  const confirmed = await reload(context);
  await announce(confirmed, {
    what: 'confirm',
    kind: 'confirm',
    rendered: renderConfirm(confirmed.sheet, now),
    calendar: calendarPart(confirmed, 'REQUEST'),
  });
  await putDiscordEvent(confirmed, 'confirm');
}
