import { previewMeetings, type PreviewedMeeting } from './preview-schedule.ts';
import type { Meeting } from '../domain/meeting.ts';
import { chooseMeeting } from '../domain/choose-meeting.ts';
import { mindHolidays } from '../domain/holiday-schedule.ts';
import { occurrences, type Occurrence } from '../domain/schedule.ts';
import type { Sheet } from '../domain/sheet.ts';
import { UserError } from '../domain/user-error.ts';
import { loadSheet } from './context.ts';
import { findMeetingOn, findSeries } from './find-meeting.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** What `show` looks at when no date is given: the agenda to come, or the minutes last taken. */
export type Wanted = 'agenda' | 'minutes';

/** The sheet of one meeting of a series, by its local date. */
export async function showMeeting(
  app: App,
  { series: name, date, wanted }: { series: string; date?: string; wanted: Wanted },
): Promise<Sheet> {
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    const meeting =
      date === undefined
        ? await usualMeeting(tx, series, wanted)
        : await findMeetingOn(tx, series, date);
    return loadSheet(app, tx, meeting.id);
  });
}

async function usualMeeting(tx: Tx, series: SeriesRecord, wanted: Wanted): Promise<Meeting> {
  const meetings = await tx.meetings.ofSeries(series.id);
  const held = meetings.findLast(({ openedAt }) => openedAt !== undefined);
  const coming = chooseMeeting(meetings, 'list');
  const meeting = wanted === 'minutes' ? held : (coming ?? held);
  if (meeting) return meeting;
  throw new UserError(
    wanted === 'minutes'
      ? `${series.name} has not met yet: there are no minutes.`
      : `${series.name} has no meeting yet.`,
  );
}

/** A series with its coming dates and their steps. */
export async function showSeries(
  app: App,
  name: string,
  count: number,
): Promise<{ series: SeriesRecord; coming: PreviewedMeeting[]; meetings: Meeting[] }> {
  return app.store.transaction(async (tx) => {
    const series = await findSeries(tx, name);
    const meetings = await tx.meetings.ofSeries(series.id);
    const dates = comingDates(series, { meetings, now: app.clock.now(), count });
    return {
      series,
      coming: series.paused ? [] : previewMeetings(series, dates, series.durationMinutes),
      meetings,
    };
  });
}

/** The dates to come: as people moved them, and without those that are called off. */
function comingDates(
  series: SeriesRecord,
  { meetings, now, count }: { meetings: readonly Meeting[]; now: Temporal.Instant; count: number },
): Occurrence[] {
  const off = meetings.filter(({ status }) => status === 'cancelled').length;
  const dates = [
    ...occurrences(mindHolidays(series, now), { from: now, count: count + off }),
  ].flatMap((date) => {
    const known = meetings.find(({ occurrence }) => occurrence.equals(date.occurrence));
    if (known?.status === 'cancelled') return [];
    return [{ ...date, ...(known ? { startsAt: known.startsAt } : {}) }];
  });
  return dates
    .toSorted((left, right) => Temporal.Instant.compare(left.startsAt, right.startsAt))
    .slice(0, count);
}
