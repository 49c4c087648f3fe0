import { chooseMeeting } from '../domain/choose-meeting.ts';
import { UserError } from '../domain/user-error.ts';
import { startPage } from '../render/page-index.ts';
import { meetingPage } from '../render/page.ts';
import { agendaJson, agendaMarkdown, agendaText } from '../render/agenda.ts';
import { minutesMarkdown } from '../render/minutes.ts';
import { loadSheet } from './context.ts';
import { findMeetingOn, findSeries } from './find-meeting.ts';
import { meetingPath, seriesPath } from './links.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';
import { calendarOf, indexPage } from './series-pages.ts';

/** What Convoke's public pages show. Paths are relative to the site, so that they hold behind any host name. */
export interface PublicPages {
  home(): Promise<string>;
  community(slug: string): Promise<string | undefined>;
  series(name: SeriesName): Promise<string | undefined>;
  /** `date` is the meeting's local date, or `now` for the one that matters now. */
  meeting(name: SeriesName, date: string): Promise<string | undefined>;
  file(name: SeriesName, date: string, file: MeetingFile): Promise<string | undefined>;
  calendar(name: SeriesName): Promise<string | undefined>;
}

/** The short names that stand in the address of a series. */
export interface SeriesName {
  community: string;
  series: string;
}

export const meetingFiles = ['agenda.txt', 'agenda.md', 'agenda.json', 'minutes.md'] as const;
export type MeetingFile = (typeof meetingFiles)[number];

/** While people talk, the page is looked at as it grows. */
const refreshSeconds = 10;

export function publicPages(app: App): PublicPages {
  const read = <T>(use: (tx: Tx) => Promise<T>) =>
    app.store.transaction(use).catch(unknownIsNothing);
  return {
    home: () => app.store.transaction(async (tx) => startPageOf(tx, await tx.series.all())),
    community: (slug) =>
      read(async (tx) => {
        const all = await tx.series.all();
        const ours = all.filter(({ community }) => community.slug === slug);
        return ours.length === 0 ? undefined : startPageOf(tx, ours);
      }),
    series: (name) => read(async (tx) => indexPage(app, tx, await find(tx, name))),
    meeting: (name, date) =>
      read(async (tx) => {
        const series = await find(tx, name);
        const sheet = await sheetOf(app, tx, series, date);
        const path = meetingPath(series, sheet.meeting.startsAt);
        return meetingPage(sheet, app.clock.now(), {
          seriesUrl: seriesPath(series),
          files: meetingFiles.map((file) => ({ label: file, url: `${path}/${file}` })),
          ...(sheet.meeting.status === 'open' || date === 'now' ? { refreshSeconds } : {}),
        });
      }),
    file: (name, date, file) =>
      read(async (tx) => {
        const sheet = await sheetOf(app, tx, await find(tx, name), date);
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
    calendar: (name) => read(async (tx) => calendarOf(app, tx, await find(tx, name))),
  };
}

const find = (tx: Tx, { community, series }: SeriesName) =>
  findSeries(tx, `${community}/${series}`);

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

async function startPageOf(tx: Tx, all: readonly SeriesRecord[]): Promise<string> {
  const lines = [];
  for (const series of all) {
    const next = chooseMeeting(await tx.meetings.ofSeries(series.id), 'list');
    lines.push({
      series,
      community: series.community.name,
      url: seriesPath(series),
      ...(next ? { next: { startsAt: next.startsAt, status: next.status } } : {}),
    });
  }
  return startPage(lines);
}
