import type { Sheet } from '../domain/sheet.ts';
import type { Block, TableRow } from './document.ts';
import { cleanLine } from './clean-text.ts';
import { paragraph } from './document.ts';
import { zoneOf } from './phrases.ts';
import { clockChangeWords } from './time-line-changes.ts';
import { timeLine, type TimeLineEntry } from './time-line.ts';

/** The meeting's time in every zone that matters, the date named wherever it is another one. */
export function whenTable(sheet: Sheet): Block {
  const { entries } = timeLine(sheet.meeting.startsAt, sheet.zones, zoneOf(sheet));
  return { kind: 'table', rows: entries.map(entryRow) };
}

function entryRow({ places, time, offset, date }: TimeLineEntry): TableRow {
  const on = date === undefined ? '' : ` on ${date}`;
  return places.length === 0
    ? { term: [offset], value: [`${time}${on}`] }
    : { term: [places.join(', ')], value: [`${time} (${offset})${on}`] };
}

/** A word to those whose hour is another than last time, since some clocks were changed in between. */
export function clockChangeBlocks(sheet: Sheet): Block[] {
  const { meeting, zones } = sheet;
  const last = sheet.previous ?? sheet.lastMinutes;
  if (last === undefined) return [];
  const words = clockChangeWords({
    referenceZone: zoneOf(sheet),
    zones,
    from: last.startsAt,
    to: meeting.startsAt,
  });
  return words === undefined ? [] : [paragraph(words)];
}

/** A word about the day, where the series meets on a holiday all the same. */
export function holidayBlocks(sheet: Sheet): Block[] {
  const { series, meeting } = sheet;
  if (series.policy.onHoliday?.on !== 'warn') return [];
  const day = meeting.startsAt.toZonedDateTimeISO(zoneOf(sheet)).toPlainDate();
  const holiday = series.holidays?.find(({ date }) => date.equals(day));
  return holiday === undefined
    ? []
    : [paragraph(`Mind that this day is a holiday: ${cleanLine(holiday.name)}.`)];
}
