import type { Holiday, HolidayRule } from '../domain/holiday.ts';
import { findSeries } from './find-meeting.ts';
import { followSchedule, type Followed } from './follow-schedule.ts';
import type { App, SeriesRecord } from './ports.ts';

/** What becomes of a holiday's meeting where the community has not said: people are told what day it is. */
const usualRule: HolidayRule = { on: 'warn' };

/** Gives a series the holidays of its people; the ones before are forgotten. Meetings on one follow at once. */
export async function setHolidays(
  app: App,
  name: string,
  holidays: readonly Holiday[],
): Promise<{ series: SeriesRecord; followed: Followed[] }> {
  return app.store.transaction(async (tx) => {
    const { id, policy } = await findSeries(tx, name);
    await tx.series.setHolidays(id, holidays);
    if (!policy.onHoliday)
      await tx.series.update(id, { policy: { ...policy, onHoliday: usualRule } });
    const series = await tx.series.byId(id);
    if (!series) throw new Error(`series ${id} is gone`);
    return { series, followed: series.paused ? [] : await followSchedule(app, tx, series) };
  });
}
