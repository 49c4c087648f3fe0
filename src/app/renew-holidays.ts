import { joinHolidays, type Holiday, type HolidaySource } from '../domain/holiday.ts';
import type { App, HolidayLibrary, SeriesRecord, Tx } from './ports.ts';

/** From last year, whose meetings are still looked at, to as far ahead as holidays are minded. */
const years = { back: 1, ahead: 2 };

/** The holidays of a series' countries for the years around now. */
export async function libraryHolidays(
  library: HolidayLibrary,
  { places, types }: HolidaySource,
  now: Temporal.Instant,
): Promise<Holiday[]> {
  const thisYear = now.toZonedDateTimeISO('UTC').year;
  const all: { place: string; days: Holiday[] }[] = [];
  for (const place of places) {
    const days: Holiday[] = [];
    for (let year = thisYear - years.back; year <= thisYear + years.ahead; year += 1)
      days.push(...(await library.days(place, year, types)));
    all.push({ place, days });
  }
  return joinHolidays(all).map((day) => ({ ...day, fromLibrary: true }));
}

/**
 * The series with what the library says now: a new year has begun, or a new version of it knows of a new holiday.
 * Nobody has to remember.
 */
export async function renewHolidays(app: App, tx: Tx, series: SeriesRecord): Promise<SeriesRecord> {
  const { id, holidaySource, holidays = [] } = series;
  if (!holidaySource) return series;
  const own = holidays.filter(({ fromLibrary }) => !fromLibrary);
  const isOwn = (day: Holiday) => own.some(({ date }) => date.equals(day.date));
  const known = holidays.filter(({ fromLibrary }) => fromLibrary);
  const given = await libraryHolidays(app.holidayLibrary, holidaySource, app.clock.now());
  if (wordsOf(given.filter((day) => !isOwn(day))) === wordsOf(known)) return series;
  await tx.series.renewHolidays(id, given, holidaySource);
  const renewed = await tx.series.byId(id);
  if (!renewed) throw new Error(`series ${id} is gone`);
  return renewed;
}

function wordsOf(days: readonly Holiday[]): string {
  return days.map(({ date, name }) => `${String(date)} ${name}`).join('\n');
}
