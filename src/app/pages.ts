import { chooseMeeting } from '../domain/choose-meeting.ts';
import { UserError } from '../domain/user-error.ts';
import { startPage } from '../render/page-index.ts';
import { meetingPage } from '../render/page.ts';
import { agendaJson, agendaMarkdown, agendaText } from '../render/agenda.ts';
import { minutesMarkdown } from '../render/minutes.ts';
import { loadSheet } from './context.ts';
import { findMeetingOn, findSeries } from './find-meeting.ts';
import { meetingDate } from './links.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';
import { calendarOf, indexPage } from './series-pages.ts';

/** What Convoke's public pages show. Paths are relative to the site, so that they hold behind any host name. */
export interface PublicPages {
  home(): Promise<string>;
  series(slug: string): Promise<string | undefined>;
  /** `date` is the meeting's local date, or `now` for the one that matters now. */
  meeting(slug: string, date: string): Promise<string | undefined>;
  file(slug: string, date: string, file: MeetingFile): Promise<string | undefined>;
  calendar(slug: string): Promise<string | undefined>;
}

export const meetingFiles = ['agenda.txt', 'agenda.md', 'agenda.json', 'minutes.md'] as const;
export type MeetingFile = (typeof meetingFiles)[number];

/** While people talk, the page is looked at as it grows. */
const refreshSeconds = 10;

export function publicPages(app: App): PublicPages {
  const read = <T>(use: (tx: Tx) => Promise<T>) =>
    app.store.transaction(use).catch(unknownIsNothing);
  return {
    home: () => app.store.transaction((tx) => homePage(tx)),
    series: (slug) => read(async (tx) => indexPage(app, tx, await findSeries(tx, slug))),
    meeting: (slug, date) =>
      read(async (tx) => {
        const series = await findSeries(tx, slug);
        const sheet = await sheetOf(app, tx, series, date);
        const day = meetingDate(series, sheet.meeting.startsAt);
        return meetingPage(sheet, app.clock.now(), {
          seriesUrl: `/${slug}`,
          files: meetingFiles.map((file) => ({ label: file, url: `/${slug}/${day}/${file}` })),
          ...(sheet.meeting.status === 'open' || date === 'now' ? { refreshSeconds } : {}),
        });
      }),
    file: (slug, date, file) =>
      read(async (tx) => {
        const sheet = await sheetOf(app, tx, await findSeries(tx, slug), date);
        switch (file) {
          case 'agenda.txt':
            return agendaText(sheet);
          case 'agenda.md':
            return agendaMarkdown(sheet);
          case 'agenda.json':
            return JSON.stringify(agendaJson(sheet));
          case 'minutes.md':
            return (
              (await tx.minutes.published(sheet.meeting.id)) ?? minutesMarkdown(sheet, 'draft')
            );
        }
      }),
    calendar: (slug) => read(async (tx) => calendarOf(app, tx, await findSeries(tx, slug))),
  };
}

/** What does not exist has no page; anything else is a failure. */
function unknownIsNothing(error: unknown): undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}

async function sheetOf(app: App, tx: Tx, series: SeriesRecord, date: string) {
  const meeting =
    date === 'now' ? await meetingOfNow(tx, series) : await findMeetingOn(tx, series, date);
  return loadSheet(app, tx, meeting.id);
}

/** The open one, or the one that was last held until the next one is called. */
async function meetingOfNow(tx: Tx, series: SeriesRecord) {
  const meetings = await tx.meetings.ofSeries(series.id);
  const coming = chooseMeeting(meetings, 'list');
  const held = meetings.findLast(({ openedAt }) => openedAt !== undefined);
  const meeting = coming?.status === 'scheduled' ? (held ?? coming) : (coming ?? held);
  if (!meeting) throw new UserError(`${series.name} has no meeting yet.`);
  return meeting;
}

async function homePage(tx: Tx): Promise<string> {
  const lines = [];
  for (const series of await tx.series.all()) {
    const next = chooseMeeting(await tx.meetings.ofSeries(series.id), 'list');
    lines.push({
      series,
      community: series.community.name,
      url: `/${series.slug}`,
      ...(next ? { next: { startsAt: next.startsAt, status: next.status } } : {}),
    });
  }
  return startPage(lines);
}
