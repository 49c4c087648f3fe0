import { UserError } from '../domain/user-error.ts';
import { renderMoved } from '../render/moved.ts';
import { announceChange } from './announce.ts';
import { calendarPart } from './calendar-part.ts';
import { reload, type MeetingContext } from './context.ts';
import { putDiscordEvent } from './put-discord-event.ts';
import { planSteps } from './plan-steps.ts';

/**
 * Holds the meeting at another time: what is left of its timeline moves with it, and everyone who heard of it hears of
 * this. Returns whether anybody was told. Throws a UserError for one that can't be moved, or a time that is past.
 */
export async function moveMeeting(
  context: MeetingContext,
  startsAt: Temporal.Instant,
): Promise<boolean> {
  const { tx, now, sheet } = context;
  const { meeting } = sheet;
  if (
    meeting.status !== 'scheduled' &&
    meeting.status !== 'called' &&
    meeting.status !== 'confirmed'
  )
    throw new UserError(`This meeting is ${meeting.status}; it can no longer be moved.`);
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    throw new UserError('That time is past. Name a time to come.');
  const wasHeardOf = await tx.meetings.wasHeardOf(meeting.id);
  const sequence = meeting.sequence + 1;
  await tx.meetings.update(meeting.id, { startsAt, sequence });
  const moved = await reload(context);
  await planSteps(moved);
  if (!wasHeardOf) return false;
  await announceChange(moved, {
    what: `move-${sequence}`,
    kind: 'move',
    rendered: renderMoved(moved.sheet, now, meeting.startsAt),
    calendar: calendarPart(moved, 'REQUEST'),
  });
  await putDiscordEvent(moved, `move-${sequence}`);
  return true;
}
