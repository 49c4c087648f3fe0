import { offsetWords, placeOf } from '../../src/render/zones.ts';

/** What a text may speak of: the moments in it, and the zones of its readers. */
export interface TimeContext {
  /** The first is the one that a date without a year is near to. */
  instants: readonly Temporal.Instant[];
  zones: readonly string[];
}

/**
 * What is wrong with the times in a rendered text: a weekday that disagrees with its date, a date that does not exist,
 * an hour or offset that no moment of the context has in that place, a Discord timestamp of another moment. A text
 * without any is fine, so assert besides that it names what it should.
 */
export function timeLint(text: string, context: TimeContext): string[] {
  return [
    ...weekdayFaults(text, context),
    ...offsetFaults(text, context),
    ...rowFaults(text, context),
    ...zoneFaults(text, context),
    ...discordFaults(text, context),
  ];
}

/** The same for HTML: the words that a reader sees. */
export function timeLintHtml(html: string, context: TimeContext): string[] {
  const text = html
    .replace(/<(?:style|head)\b[^]*?<\/(?:style|head)>/gu, ' ')
    .replace(
      /<\/?(?:p|li|ul|ol|td|th|tr|table|h\d|div|br|dt|dd|dl|section|header|footer)\b[^>]*>/gu,
      ' ',
    )
    .replace(/<[^>]*>/gu, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  return timeLint(text.replace(/\s+/gu, ' '), context);
}

/** The same for iCalendar: when its meetings start, and which they are. */
export function timeLintCalendar(calendar: string, { instants }: TimeContext): string[] {
  const known = new Set(instants.map((at) => at.epochMilliseconds));
  const stamped =
    /^(?:DTSTART|RECURRENCE-ID)(?:;TZID=(?<zone>[^:;]+))?:(?<local>\d{8}T\d{6})(?<utc>Z?)$/gmu;
  return [...calendar.replaceAll('\r\n ', '').replaceAll('\r', '').matchAll(stamped)].flatMap(
    ({ 0: found, groups = {} }) => {
      const zone = groups['zone'] ?? (groups['utc'] === 'Z' ? 'UTC' : undefined);
      if (zone === undefined) return []; // A rule of a time zone, on its own clock.
      const at = Temporal.PlainDateTime.from(groups['local'] ?? '').toZonedDateTime(zone);
      return known.has(at.epochMilliseconds) ? [] : [`${found} is no moment of the text`];
    },
  );
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const weekday = `(?<weekday>${weekdays.map((day) => `${day.slice(0, 3)}(?:${day.slice(3)})?`).join('|')})`;
const month = `(?<month>${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';

/** `Tuesday 24 June 2014`, `Tue, 24th of June`, `Tuesday, June 24, 2014`, `Tuesday 2014-06-24`. */
const dated = [
  `\\b${weekday}\\.?,? (?:the )?${day}(?: of)? ${month}\\b\\.?,?(?: (?<year>\\d{4}))?`,
  `\\b${weekday}\\.?,? ${month}\\.? ${day}\\b(?:,? (?<year>\\d{4}))?`,
  `\\b${weekday}\\.?,? (?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})\\b`,
].map((pattern) => new RegExp(pattern, 'gu'));

function weekdayFaults(text: string, { instants }: TimeContext): string[] {
  const near = instants[0]?.toZonedDateTimeISO('UTC').toPlainDate();
  return dated.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: found, groups = {} }) => {
      const date = nearestDate(
        { month: monthNumber(groups['month'] ?? ''), day: Number(groups['day']) },
        groups['year'],
        near,
      );
      if (!date) return [`“${found}” is no date`];
      const right = weekdays[date.dayOfWeek - 1] ?? '';
      return right.startsWith(groups['weekday'] ?? '') ? [] : [`“${found}” is a ${right}`];
    }),
  );
}

function monthNumber(text: string): number {
  return /^\d/u.test(text) ? Number(text) : months.findIndex((name) => name.startsWith(text)) + 1;
}

/** A date without a year is the one nearest to the text's own moment. */
function nearestDate(
  fields: { month: number; day: number },
  year: string | undefined,
  near: Temporal.PlainDate | undefined,
): Temporal.PlainDate | undefined {
  const years =
    year !== undefined ? [Number(year)] : near ? [near.year, near.year + 1, near.year - 1] : [];
  const dates = years.flatMap((candidate) => {
    try {
      return [Temporal.PlainDate.from({ year: candidate, ...fields }, { overflow: 'reject' })];
    } catch {
      return [];
    }
  });
  const distance = (date: Temporal.PlainDate) => (near ? Math.abs(near.until(date).days) : 0);
  return dates.toSorted((left, right) => distance(left) - distance(right))[0];
}

/** `16:00 London (UTC+1)`, `09:00 London and Lisbon (UTC+1)`. */
const placed =
  /\b(?<time>\d{2}:\d{2}) (?<places>[\p{Lu}][\p{L}.' -]*?(?:(?:,| and) \p{Lu}[\p{L}.' -]*?)*) \((?<offset>UTC(?:[+-]\d[\d:]*)?)\)/gu;

function offsetFaults(text: string, { instants, zones }: TimeContext): string[] {
  return [...text.matchAll(placed)].flatMap(({ 0: found, groups = {} }) =>
    (groups['places'] ?? '').split(/, | and /u).flatMap((place) => {
      const zone = zones.find((candidate) => placeOf(candidate) === place);
      if (zone === undefined) return [`“${found}” names ${place}, which is no zone of the text`];
      const right = instants.some((at) => {
        const time = at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
        return time === groups['time'] && offsetWords(at, zone) === groups['offset'];
      });
      return right ? [] : [`“${found}” is no moment of the text in ${zone}`];
    }),
  );
}

/** `London  16:00 (UTC+1)`, `| Tokyo | 00:00 (UTC+9) on Wednesday 25 June 2014 |`: a row of the table of hours. */
function rowFaults(text: string, { instants, zones }: TimeContext): string[] {
  const places = zones.flatMap((zone) => placeOf(zone) ?? []).map((place) => RegExp.escape(place));
  if (places.length === 0) return [];
  const place = `(?:${places.join('|')})`;
  const row = new RegExp(
    `(?<![\\p{L}/])(?<places>${place}(?:, ${place})*)[\\s|*]+(?<time>\\d{2}:\\d{2}) \\((?<offset>UTC[^)]*)\\)(?: on \\w+ (?<date>\\d{1,2} \\w+ \\d{4}))?`,
    'gu',
  );
  return [...text.matchAll(row)].flatMap(({ 0: found, groups = {} }) =>
    (groups['places'] ?? '').split(', ').flatMap((name) => {
      const zone = zones.find((candidate) => placeOf(candidate) === name) ?? 'UTC';
      const right = instants.some((at) => {
        const local = at.toZonedDateTimeISO(zone);
        const date = `${local.day} ${months[local.month - 1]} ${local.year}`;
        return (
          local.toPlainTime().toString({ smallestUnit: 'minute' }) === groups['time'] &&
          offsetWords(at, zone) === groups['offset'] &&
          (groups['date'] ?? date) === date
        );
      });
      return right ? [] : [`“${found}” is no moment of the text in ${zone}`];
    }),
  );
}

/** `16:00 (Europe/London)`. */
function zoneFaults(text: string, { instants }: TimeContext): string[] {
  return [...text.matchAll(/(\d{2}:\d{2}) \(([A-Z]\w+(?:\/[\w+-]+)+)\)/gu)].flatMap(
    ([found, time = '', zone = '']) =>
      instants.some(
        (at) =>
          at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) === time,
      )
        ? []
        : [`“${found}” is no moment of the text`],
  );
}

function discordFaults(text: string, { instants }: TimeContext): string[] {
  const known = new Set(instants.map((at) => String(Math.floor(at.epochMilliseconds / 1000))));
  return [...text.matchAll(/<t:(-?\d+)(?::\w)?>/gu)].flatMap(({ 0: found, 1: seconds = '' }) =>
    known.has(seconds) ? [] : [`${found} is no moment of the text`],
  );
}
