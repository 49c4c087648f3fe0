import { assertOpen } from '../../domain/meeting-state.ts';
import { closeMeeting } from '../close.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Ends the meeting; what was not reached goes to the next one. */
export const endMeeting: CommandHandler<'end'> = async (context) => {
  assertOpen(context.sheet.meeting);
  const carried = await closeMeeting(context, 'end');
  const items = carried === 1 ? '1 item is' : `${carried} items are`;
  const rest = carried === 0 ? 'Everything was reached.' : `${items} carried to the next meeting.`;
  return { audience: 'channel', text: `The meeting is closed. ${rest} Draft minutes follow.` };
};
