import { UserError } from '../../domain/user-error.ts';
import { listOf, plain } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Notes who is here. */
export const markPresent: CommandHandler<'present'> = async (context, { people }) => {
  const { sheet } = context;
  if (sheet.meeting.status === 'cancelled') throw new UserError('The meeting is cancelled.');
  const names = await attendanceOf(context, people, { present: true });
  return { audience: 'channel', text: `Present: ${listOf(names.map(plain))}.` };
};
