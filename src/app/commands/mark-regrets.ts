import { listOf, plain } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Notes who can't come. */
export const markRegrets: CommandHandler<'regrets'> = async (context, { people }) => {
  const names = await attendanceOf(context, people, { intention: 'regrets' });
  return { audience: 'channel', text: `Regrets: ${listOf(names.map(plain))}.` };
};
