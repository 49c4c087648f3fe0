import { mindHolidays } from '../domain/holiday-schedule.ts';
import { isOnAgenda } from '../domain/item.ts';
import { seriesCalendar } from '../render/calendar-series.ts';
import { seriesPage } from '../render/page-index.ts';
import { meetingPath, meetingUrl, seriesPath } from './links.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** Anyone may ask for these pages as often as they like, so what one of them reads is bounded. */
const mostMeetings = 120;

/** The page of a series: its latest meetings and those to come. */
export async function indexPage(app: App, tx: Tx, series: SeriesRecord): Promise<string> {
  const latest = await tx.meetings.latest(series.id, mostMeetings);
  const meetings = latest.map(({ meeting: { startsAt, status }, items }) => ({
    startsAt,
    status,
    items: items.filter(isOnAgenda).length,
    url: meetingPath(series, startsAt),
  }));
  return seriesPage(
    { series, community: series.community.name, meetings, now: app.clock.now() },
    { feedUrl: `${seriesPath(series)}/calendar.ics` },
  );
}

/** The feed to subscribe to: the latest meetings as they are, and the rule for those to come. */
export async function calendarOf(app: App, tx: Tx, series: SeriesRecord): Promise<string> {
  const latest = await tx.meetings.latest(series.id, mostMeetings);
  const meetings = latest.map(({ meeting, items }) => {
    const url = meetingUrl(app.identity, series, meeting.startsAt);
    return { meeting, items, ...(url === undefined ? {} : { url }) };
  });
  const now = app.clock.now();
  return seriesCalendar({ series: mindHolidays(series, now), meetings }, now);
}
