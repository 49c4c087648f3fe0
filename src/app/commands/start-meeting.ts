import { UserError } from '../../domain/user-error.ts';
import { openMeeting } from '../open.ts';
import type { CommandHandler } from '../command-handler.ts';

const earliestMinutes = 60;

/** Opens the meeting: at its hour it opens by itself, so this is for a start that is early or unconfirmed. */
export const startMeeting: CommandHandler<'start'> = async (context) => {
  const { now, sheet } = context;
  const { meeting } = sheet;
  switch (meeting.status) {
    case 'open':
      throw new UserError('The meeting is already open.');
    case 'closed':
    case 'published':
      throw new UserError('The meeting is over.');
    case 'cancelled':
      throw new UserError('The meeting is cancelled.');
    case 'scheduled':
    case 'called':
    case 'confirmed':
      break;
  }
  const earliest = meeting.startsAt.subtract({ minutes: earliestMinutes });
  if (Temporal.Instant.compare(now, earliest) < 0)
    throw new UserError(
      `The meeting can be opened from ${earliestMinutes} minutes before its time.`,
    );
  await openMeeting(context);
  return { audience: 'writer', text: 'The meeting is open. What is said with /minutes is kept.' };
};
