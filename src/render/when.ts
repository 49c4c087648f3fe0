import type { Sheet } from '../domain/sheet.ts';
import { formatInstant, formatTime, placeName } from './dates.ts';
import type { Block } from './document.ts';
import { endOf, zoneOf } from './phrases.ts';

/** The meeting's time in every zone that matters, the date named wherever it is another one. */
export function whenTable(sheet: Sheet): Block {
  const { startsAt } = sheet.meeting;
  const own = zoneOf(sheet);
  const zones = [...new Set([own, ...sheet.zones, 'UTC'])];
  return {
    kind: 'table',
    rows: zones.map((zone) => ({
      term: [placeName(zone)],
      value: [
        `${formatTime(startsAt, zone)} to ${formatTime(endOf(sheet), zone)}, ${formatInstant(startsAt, zone, 'date')}`,
      ],
    })),
  };
}
