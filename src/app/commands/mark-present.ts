import { assertAttendanceChangeable, assertGathering } from '../../domain/meeting-state.ts';
import { listOf, plain } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Notes who is here. */
export const markPresent: CommandHandler<'present'> = async (context, { people }) => {
  const { sheet, now } = context;
  assertAttendanceChangeable(sheet.meeting);
  assertGathering(sheet.meeting, now);
  const names = await attendanceOf(context, people, { present: true });
  return { audience: 'channel', text: `Present: ${listOf(names.map(plain))}.` };
};
