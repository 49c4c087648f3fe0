import { assertCancellable } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { when } from '../answer-text.ts';
import { cancelWith } from '../cancel.ts';
import type { CommandHandler } from '../command-handler.ts';
import { toldWords } from './reschedule-meeting.ts';

/** Calls the meeting off everywhere it was heard of. */
export const cancelMeeting: CommandHandler<'cancel'> = async (context, { reason }) => {
  const { meeting } = context.sheet;
  assertCancellable(meeting);
  const said = reason.replace(/\s+/gu, ' ').trim();
  if (said === '') throw new UserError('Say why: people who planned to come will read it.');
  const told = await cancelWith(context, { reason: said, what: 'cancel' });
  return {
    audience: 'writer',
    text: `Cancelled: ${when(context.sheet, meeting.startsAt)}. ${toldWords(told)} Its items go to the next meeting.`,
  };
};
