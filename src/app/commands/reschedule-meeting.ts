import { instantOf, readLocalTime } from '../../domain/local-time.ts';
import { zoneAt } from '../../domain/schedule.ts';
import { timeline } from '../../domain/timeline.ts';
import { UserError } from '../../domain/user-error.ts';
import { meetingCalendar } from '../../render/calendar.ts';
import { renderMoved } from '../../render/moved.ts';
import { announce } from '../announce.ts';
import { when } from '../answer-text.ts';
import { reload } from '../context.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Moves one meeting; what is left of its timeline moves with it, and everyone who heard of it hears of this. */
export const rescheduleMeeting: CommandHandler<'reschedule'> = async (context, { to }) => {
  const { tx, now, sheet, series } = context;
  const { meeting } = sheet;
  if (
    meeting.status !== 'scheduled' &&
    meeting.status !== 'called' &&
    meeting.status !== 'confirmed'
  )
    throw new UserError(`This meeting is ${meeting.status}; it can no longer be moved.`);
  const startsAt = instantOf(
    readLocalTime(to.trim().replace(' ', 'T')),
    zoneAt(series, meeting.startsAt),
  );
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    throw new UserError(`${to} is past. Name a time to come.`);
  const sequence = meeting.sequence + 1;
  await tx.meetings.update(meeting.id, { startsAt, sequence });
  await tx.steps.retime(meeting.id, timeline(series, { ...meeting, startsAt }));
  const moved = await reload(context);
  await announce(moved, {
    what: `move-${sequence}`,
    kind: 'move',
    rendered: renderMoved(moved.sheet, now, meeting.startsAt),
    calendar: { method: 'REQUEST', content: meetingCalendar(moved.sheet, now, 'REQUEST') },
  });
  return { audience: 'writer', text: `Moved to ${when(sheet, startsAt)}.` };
};
