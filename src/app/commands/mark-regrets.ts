import { assertAttendanceChangeable } from '../../domain/meeting-state.ts';
import { listOf, plain } from '../answer-text.ts';
import { attendanceOf } from '../attendance.ts';
import type { CommandHandler } from '../command-handler.ts';
import { passWithRegrets } from '../pass-with-regrets.ts';

/** Notes who can't come; whoever was to chair or write then passes their turn. */
export const markRegrets: CommandHandler<'regrets'> = async (context, { people }) => {
  const { tx, series, sheet, actor } = context;
  assertAttendanceChangeable(sheet.meeting);
  const names = await attendanceOf(context, people, { intention: 'regrets' });
  const personIds = people.length === 0 ? [actor.personId] : [];
  for (const name of people.length === 0 ? [] : names) {
    const person = await tx.people.byName(series.communityId, name);
    if (person) personIds.push(person.id);
  }
  await passWithRegrets(context, { personIds, proof: actor.proof });
  return { audience: 'channel', text: `Regrets: ${listOf(names.map(plain))}.` };
};
