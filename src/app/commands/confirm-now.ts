import { UserError } from '../../domain/user-error.ts';
import { when } from '../answer-text.ts';
import { confirm } from '../confirm.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Confirms the meeting before its time, or in spite of a thin agenda. */
export const confirmNow: CommandHandler<'confirm'> = async (context) => {
  const { meeting } = context.sheet;
  if (meeting.status !== 'scheduled' && meeting.status !== 'called')
    throw new UserError(`This meeting is already ${meeting.status}.`);
  await confirm(context);
  return { audience: 'writer', text: `Confirmed: ${when(context.sheet, meeting.startsAt)}.` };
};
