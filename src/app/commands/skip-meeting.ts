import { localTimeOf } from '../../domain/local-time.ts';
import { zoneAt } from '../../domain/schedule.ts';
import { when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { skipDate } from '../manage-dates.ts';
import { toldWords } from './reschedule-meeting.ts';

/** Leaves out one date of the series: the next one, or one that is named, however far ahead. */
export const skipMeeting: CommandHandler<'skip'> = async (context, { date, reason }) => {
  const { app, tx, series, sheet } = context;
  const { startsAt } = sheet.meeting;
  const next = localTimeOf(startsAt, zoneAt(series, startsAt)).toString({ smallestUnit: 'minute' });
  const skipped = await skipDate(app, tx, { series, date: date ?? next, reason });
  return {
    audience: 'writer',
    text: `Skipped: ${when(sheet, skipped.startsAt)}. ${toldWords(skipped.told)} Its items go to the next meeting.`,
  };
};
