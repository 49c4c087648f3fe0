import { renderOpen } from '../render/open.ts';
import { postInChannel } from './announce.ts';
import { reload, type MeetingContext } from './context.ts';
import { putDiscordEvent } from './put-discord-event.ts';

/** Opens the meeting: from now on what is said is kept. */
export async function openMeeting(context: MeetingContext): Promise<void> {
  const { tx, now, sheet } = context;
  await tx.meetings.update(sheet.meeting.id, { status: 'open', openedAt: now });
  const opened = await reload(context);
  await postInChannel(
    opened,
    { what: 'open', kind: 'open', rendered: renderOpen(opened.sheet, now) },
    { inThread: true },
  );
  await putDiscordEvent(opened, 'open');
}
