import { takesItems } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { listOf, plain, when } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Notes who means to come. */
export const markComing: CommandHandler<'coming'> = async (context, { people }) => {
  const { sheet } = context;
  if (!takesItems(sheet.meeting)) throw new UserError(`The meeting is ${sheet.meeting.status}.`);
  const names = await attendanceOf(context, people, { intention: 'coming' });
  return {
    audience: 'channel',
    text: `Coming on ${when(sheet, sheet.meeting.startsAt)}: ${listOf(names.map(plain))}.`,
  };
};
