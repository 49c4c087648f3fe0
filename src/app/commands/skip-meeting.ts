import { localTimeOf } from '../../domain/local-time.ts';
import { zoneAt } from '../../domain/schedule.ts';
import { readWrittenDate } from '../../understand/written-time.ts';
import { when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { skipDate } from '../manage-dates.ts';
import { toldWords } from './reschedule-meeting.ts';

/** Leaves out one date of the series: the next one, or one that is named, however far ahead. */
export const skipMeeting: CommandHandler<'skip'> = async (context, { date, reason }) => {
  const { app, tx, now, series, sheet } = context;
  const { startsAt } = sheet.meeting;
  const zone = zoneAt(series, startsAt);
  const next = localTimeOf(startsAt, zone).toString({ smallestUnit: 'minute' });
  // With its hour where the series meets several times that day.
  const named = date !== undefined && !/\d[T ]\d\d:/u.test(date);
  const day = named ? String(readWrittenDate(date, { zone, now, startsAt })) : (date ?? next);
  const skipped = await skipDate(app, tx, { series, date: day, reason });
  return {
    audience: 'writer',
    text: `Skipped: ${when(sheet, skipped.startsAt)}. ${toldWords(skipped.told)} Its items go to the next meeting.`,
  };
};
