import type { Sheet } from '../domain/sheet.ts';
import type { Block, TableRow } from './document.ts';
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
  const { lastMinutes, meeting, zones } = sheet;
  if (lastMinutes === undefined) return [];
  const words = clockChangeWords({
    referenceZone: zoneOf(sheet),
    zones,
    from: lastMinutes.startsAt,
    to: meeting.startsAt,
  });
  return words === undefined ? [] : [paragraph(words)];
}
