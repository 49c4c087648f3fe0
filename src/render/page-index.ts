import type { MeetingStatus } from '../domain/meeting.ts';
import type { Series } from '../domain/series.ts';
import { zoneAt } from '../domain/schedule.ts';
import { formatInstant } from './dates.ts';
import { anchor, element, framePage, section, type PageOptions } from './page-frame.ts';
import { statusLabel } from './page-status.ts';
import { countOf } from './phrases.ts';
import { escapeHtml, timeHtml } from './to-html.ts';

/** A line of an index: one meeting of a series. */
export interface MeetingLine {
  startsAt: Temporal.Instant;
  status: MeetingStatus;
  /** Items on its agenda. */
  items: number;
  url: string;
}

/** A series and its meetings, whatever their order. */
export interface SeriesIndex {
  series: Series;
  community: string;
  meetings: readonly MeetingLine[];
  /** Tells a cancelled meeting that is over from one that would have been; without it all are to come. */
  now?: Temporal.Instant;
}

/** A line of the start page: one series. */
export interface SeriesLine {
  series: Series;
  community: string;
  url: string;
  next?: { startsAt: Temporal.Instant; status: MeetingStatus };
}

/** Every meeting of a series: those to come in order, those gone by with the latest first. */
export function seriesPage(
  { series, community, meetings, now }: SeriesIndex,
  options: PageOptions & { feedUrl?: string } = {},
): string {
  const inOrder = meetings.toSorted((left, right) =>
    Temporal.Instant.compare(left.startsAt, right.startsAt),
  );
  const isPast = ({ status, startsAt }: MeetingLine) =>
    status === 'closed' ||
    status === 'published' ||
    (now !== undefined && status === 'cancelled' && Temporal.Instant.compare(startsAt, now) < 0);
  const coming = inOrder.filter((line) => !isPast(line));
  const past = inOrder.filter(isPast).toReversed();
  const body = [
    `<header>\n<p class="community">${escapeHtml(community)}</p>\n<h1>${escapeHtml(series.name)}</h1>`,
    series.paused ? element('p', 'state', 'No calls are planned while it is paused.') : '',
    '</header>',
    section('To come', linesHtml(coming, series, 'Nothing is planned.')),
    past.length === 0 ? '' : section('Gone by', linesHtml(past, series, '')),
    options.feedUrl === undefined
      ? ''
      : `<footer><p>${anchor(options.feedUrl, 'Subscribe in your calendar')}</p></footer>`,
  ];
  return framePage(
    { title: series.name, body: body.filter((part) => part !== '').join('\n') },
    options,
  );
}

function linesHtml(lines: readonly MeetingLine[], series: Series, empty: string): string {
  if (lines.length === 0) return element('p', 'empty', empty);
  return `<ul class="lines">\n${lines.map((line) => lineHtml(line, series)).join('\n')}\n</ul>`;
}

function lineHtml({ startsAt, status, items, url }: MeetingLine, series: Series): string {
  const when = timeHtml(startsAt, formatInstant(startsAt, zoneAt(series, startsAt), 'full'));
  const count = status === 'cancelled' ? '' : element('span', 'count', countOf(items, 'item'));
  return `<li>${anchor(url, when)} <span class="badge ${status}">${statusLabel(status)}</span> ${count}</li>`;
}

/** All series with their next date. */
export function startPage(lines: readonly SeriesLine[], options: PageOptions = {}): string {
  const list =
    lines.length === 0
      ? element(
          'p',
          'empty',
          'There is no series yet. The operator makes one with convoke series create.',
        )
      : `<ul class="lines">\n${lines.map(seriesHtml).join('\n')}\n</ul>`;
  return framePage({ title: 'Calls', body: `<header><h1>Calls</h1></header>\n${list}` }, options);
}

function seriesHtml({ series, community, url, next }: SeriesLine): string {
  const when = next
    ? `${timeHtml(next.startsAt, formatInstant(next.startsAt, zoneAt(series, next.startsAt), 'full'))} <span class="badge ${next.status}">${statusLabel(next.status)}</span>`
    : 'No date is set.';
  return `<li>${anchor(url, escapeHtml(series.name))} <span class="count">${escapeHtml(community)}</span><br>${when}</li>`;
}

/** A page that only says something: that there is no such meeting, or that something failed. */
export function messagePage(
  { title, text }: { title: string; text: string },
  options: PageOptions = {},
): string {
  return framePage(
    { title, body: `<header><h1>${escapeHtml(title)}</h1></header>\n<p>${escapeHtml(text)}</p>` },
    options,
  );
}
