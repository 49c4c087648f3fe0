import { localTimeOf } from '../../domain/local-time.ts';
import { placed, zoneAt } from '../../domain/schedule.ts';
import { readWrittenTime } from '../../understand/written-time.ts';
import { when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { moveMeeting } from '../move-meeting.ts';

/** Moves one meeting, this once; the rule stays as it is. */
export const rescheduleMeeting: CommandHandler<'reschedule'> = async (context, { to }) => {
  const { tx, now, sheet, series } = context;
  const { occurrence } = sheet.meeting;
  const { startsAt: current } = sheet.meeting;
  const zone = zoneAt(series, current);
  const local = readWrittenTime(to, { zone, now, startsAt: current });
  const startsAt = placed(series, local);
  const told = await moveMeeting(context, startsAt);
  await tx.series.addChange(
    series.id,
    {
      kind: 'move',
      occurrence: localTimeOf(occurrence, zoneAt(series, occurrence)),
      startsAt: local,
    },
    now,
  );
  return {
    audience: 'writer',
    text: `Moved to ${when(sheet, startsAt)}. ${toldWords(told)}`,
  };
};

/** Who learns of a change. */
export function toldWords(told: boolean): string {
  return told
    ? 'Everyone who heard of it is told.'
    : 'Nobody had heard of it yet, so nobody is told.';
}
