import {
  holidayTypes,
  type Holiday,
  type HolidayRule,
  type HolidayType,
} from '../domain/holiday.ts';
import { UserError } from '../domain/user-error.ts';
import { findSeries } from './find-meeting.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import type { App, HolidayPlace, SeriesRecord } from './ports.ts';
import { libraryHolidays } from './renew-holidays.ts';
import { replan } from './replan.ts';

/** What becomes of a holiday's meeting where the community has not said: people are told what day it is. */
const usualRule: HolidayRule = { on: 'warn' };

const mostPlaces = 20;

export interface HolidaysInput {
  /** Days of a calendar that the community gives. */
  days?: readonly Holiday[];
  /** Countries and regions whose holidays are kept up to date, as people name them. */
  places?: readonly string[];
  /** What of theirs counts; public holidays if nothing is said. */
  types?: readonly string[];
}

export interface HolidaysSet {
  series: SeriesRecord;
  followed: Followed[];
  places: HolidayPlace[];
}

/** Gives a series the holidays of its people; the ones before are forgotten. Meetings on one follow at once. */
export async function setHolidays(
  app: App,
  name: string,
  { days = [], places: said = [], types: saidTypes = ['public'] }: HolidaysInput,
): Promise<HolidaysSet> {
  const types = saidTypes.map(readType);
  if (said.length > mostPlaces)
    throw new UserError(
      `A series minds the holidays of at most ${mostPlaces} countries and regions.`,
    );
  const places: HolidayPlace[] = [];
  for (const place of said) places.push(await app.holidayLibrary.find(place));
  const codes = [...new Set(places.map(({ code }) => code))];
  const source = codes.length === 0 ? undefined : { places: codes, types };
  const theirs = source ? await libraryHolidays(app.holidayLibrary, source, app.clock.now()) : [];
  return app.store.transaction(async (tx) => {
    const { id, policy } = await findSeries(tx, name);
    const all = [...days, ...theirs];
    await tx.series.setHolidays(id, all, source);
    if (all.length > 0 && !policy.onHoliday)
      await tx.series.update(id, { policy: { ...policy, onHoliday: usualRule } });
    const series = await tx.series.byId(id);
    if (!series) throw new Error(`series ${id} is gone`);
    if (series.paused) return { series, places, followed: [] };
    const followed = await followSchedule(app, tx, series);
    await replan(app, tx, series);
    return { series, places, followed };
  });
}

function readType(text: string): HolidayType {
  const type = holidayTypes.find((one) => one === text.trim().toLowerCase());
  if (type) return type;
  throw new UserError(
    `There are no holidays of type “${text}”. The types are: ${holidayTypes.join(', ')}.`,
  );
}
