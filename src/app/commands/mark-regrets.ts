import { listOf, plain } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';
import { takeTurns } from '../take-turns.ts';
import { tellTurns } from '../tell-turns.ts';

/** Notes who can't come; whoever was to chair or write then passes their turn. */
export const markRegrets: CommandHandler<'regrets'> = async (context, { people }) => {
  const { app, tx, now, series } = context;
  const names = await attendanceOf(context, people, { intention: 'regrets' });
  await tellTurns(app, tx, await takeTurns(tx, series, now));
  return { audience: 'channel', text: `Regrets: ${listOf(names.map(plain))}.` };
};
