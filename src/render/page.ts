import type { Sheet } from '../domain/sheet.ts';
import { cleanLine } from './clean-text.ts';
import { formatTime } from './dates.ts';
import { bullets, type Inline } from './document.ts';
import { minutesOf, type MinutesRecord } from './minutes-record.ts';
import { agendaHtml } from './page-agenda.ts';
import { anchor, blocksHtml, framePage, section, type PageOptions } from './page-frame.ts';
import { minutesHtml } from './page-minutes.ts';
import { statusLabel, statusWords } from './page-status.ts';
import { actionWords, listOf, momentWords, zoneOf } from './phrases.ts';
import { words } from './prose.ts';
import { subject } from './subjects.ts';
import { escapeHtml, inlineHtml, timeHtml } from './to-html.ts';
import { whenTable } from './when.ts';

export interface MeetingPageOptions extends PageOptions {
  /** Where the series' own page is. */
  seriesUrl?: string;
  /** The meeting in other formats. */
  files?: { label: string; url: string }[];
}

/** The public page of a meeting: what is planned, and what is said as it is said. */
export function meetingPage(
  sheet: Sheet,
  now: Temporal.Instant,
  options: MeetingPageOptions = {},
): string {
  const record = minutesOf(sheet);
  const body = [
    headerHtml(sheet, now, options),
    agendaHtml(sheet),
    minutesHtml(sheet, record),
    carriedHtml(sheet, record),
    actionsHtml(sheet, record, now),
    peopleHtml(sheet, record),
    footerHtml(sheet, options),
  ];
  return framePage({ title: subject(sheet), body: body.join('\n') }, options);
}

function headerHtml(
  sheet: Sheet,
  now: Temporal.Instant,
  { seriesUrl }: MeetingPageOptions,
): string {
  const { meeting, series, community } = sheet;
  const name = escapeHtml(cleanLine(series.name));
  const zone = zoneOf(sheet);
  const start = inlineHtml([momentWords(sheet, meeting.startsAt, 'date')]);
  const hour = timeHtml(meeting.startsAt, formatTime(meeting.startsAt, zone));
  return `<header>
<p class="community">${escapeHtml(community.name)}</p>
<h1>${seriesUrl === undefined ? name : anchor(seriesUrl, name)}</h1>
<p class="when">${start}, ${hour} <span class="zone">${escapeHtml(zone)}</span></p>
<p class="state"><span class="badge ${meeting.status}">${statusLabel(meeting.status)}</span> ${inlineHtml(statusWords(sheet, now))}</p>
<details><summary>The same moment elsewhere</summary>
${blocksHtml([whenTable(sheet)])}
</details>
</header>`;
}

function carriedHtml(sheet: Sheet, { carried }: MinutesRecord): string {
  if (carried.length === 0) return '';
  const to: Inline = sheet.next ? momentWords(sheet, sheet.next.startsAt, 'day') : 'the next call';
  return section(
    `Carried to ${inlineHtml([to])}`,
    blocksHtml([bullets(...carried.map(({ title }) => words(title)))]),
  );
}

function actionsHtml(sheet: Sheet, { actions }: MinutesRecord, now: Temporal.Instant): string {
  const today = now.toZonedDateTimeISO(zoneOf(sheet)).toPlainDate();
  const lines = (list: Sheet['actions']): string =>
    blocksHtml([bullets(...list.map((action) => actionWords(action, today)))]);
  const own = actions.length === 0 ? '' : section('Actions', lines(actions));
  const open =
    sheet.openActions.length === 0
      ? ''
      : section('Still open from earlier calls', lines(sheet.openActions));
  return [own, open].filter((part) => part !== '').join('\n');
}

function peopleHtml(sheet: Sheet, { attendees, regrets, absentRoles }: MinutesRecord): string {
  const coming = sheet.attendance.filter(
    ({ present, intention }) => !present && intention === 'coming',
  );
  const maybe = sheet.attendance.filter(
    ({ present, intention }) => !present && intention === 'maybe',
  );
  const present = attendees.map(({ name, roles }) =>
    roles.length > 0 ? `${name} (${roles.join(', ')})` : name,
  );
  const rows: [term: string, names: string[]][] = [
    ...absentRoles.map(({ role, name }): [string, string[]] => [
      role === 'chair' ? 'Chair' : 'Scribe',
      [name],
    ]),
    ['Present', present],
    ['Coming', coming.map(({ name }) => name)],
    ['Perhaps', maybe.map(({ name }) => name)],
    ['Regrets', regrets],
  ];
  const known = rows.filter(([, names]) => names.length > 0);
  if (known.length === 0) return '';
  const table = known.map(([term, names]) => ({ term: [term], value: [listOf(names)] }));
  return section('People', blocksHtml([{ kind: 'table', rows: table }]));
}

function footerHtml(sheet: Sheet, { files = [] }: MeetingPageOptions): string {
  const { lastMinutes, next } = sheet;
  const formats = files.map(({ label, url }) => anchor(url, escapeHtml(label)));
  const lines = [
    ...(next ? [`Next call: ${linked(next.url, momentWords(sheet, next.startsAt))}`] : []),
    ...(lastMinutes
      ? [
          `Last minutes: ${linked(lastMinutes.url, momentWords(sheet, lastMinutes.startsAt, 'date'))}`,
        ]
      : []),
    ...(formats.length > 0 ? [`This page as ${formats.join(', ')}`] : []),
  ];
  if (lines.length === 0) return '';
  return `<footer>\n${lines.map((line) => `<p>${line}</p>`).join('\n')}\n</footer>`;
}

function linked(url: string | undefined, label: Inline): string {
  const text = inlineHtml([label]);
  return url === undefined ? text : anchor(url, text);
}
