import { setImmediate } from 'node:timers/promises';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { HolidayLibrary, HolidayPlace } from '../../app/ports.ts';
import type { Holiday, HolidayType } from '../../domain/holiday.ts';
import { findPlace } from './find-place.ts';

type Day = Holiday & { type: HolidayType };

/** How many years of places are kept in memory; a year takes the library some 10 to 40 ms. */
const mostKept = 1_000;

/** The package date-holidays: its code is under the ISC licence, its data, from Wikipedia, under CC BY-SA 3.0. */
export function openHolidayLibrary(): HolidayLibrary {
  // It takes a fifth of a second to load, which only those wait for who need it.
  let loading: Promise<typeof Holidays> | undefined;
  const load = () => (loading ??= import('date-holidays').then((loaded) => loaded.default));
  const kept = new Map<string, Day[]>();
  return {
    find: async (text): Promise<HolidayPlace> => findPlace(new (await load())(), text),
    days: async (code, year, types) => {
      const key = `${code} ${year}`;
      const known = kept.get(key) ?? (await daysOf(await load(), code, year));
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, known);
      return known
        .filter(({ type }) => types.includes(type))
        .map(({ date, name }) => ({ date, name }));
    },
  };
}

async function daysOf(Library: typeof Holidays, code: string, year: number): Promise<Day[]> {
  const [country = '', state = '', region = ''] = code.split('-');
  const days = new Library(country, state, region).getHolidays(year, 'en').flatMap(wholeDays);
  await setImmediate(); // Lets others run before the next year is reckoned.
  return days;
}

/**
 * The days that a holiday fills, by the calendar of its place: what begins at sunset counts for the civil day after it,
 * as the library has it already, and a half day for none.
 */
function wholeDays({ date, start, end, name, type }: HolidaysTypes.Holiday): Day[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10));
  const startHour = Number(date.slice(11, 13));
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  const untilMidnight = startHour === 0 ? 0 : 24 - startHour;
  // A day on which the clocks change has 23 or 25 hours.
  const count = Math.max(0, Math.floor((hours - untilMidnight + 1) / 24));
  const offset = untilMidnight === 0 ? 0 : 1;
  return Array.from({ length: count }, (_, index) => ({
    date: first.add({ days: offset + index }),
    name,
    type,
  }));
}
