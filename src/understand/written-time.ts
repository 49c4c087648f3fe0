import { UserError } from '../domain/user-error.ts';
import { readDate } from './written-date.ts';

/** What a written time is read against. */
export interface TimeContext {
  /** The IANA zone in which days and times are meant: the series', where none is named. */
  zone: string;
  now: Temporal.Instant;
  /** When the meeting is now: what is not said stays as it is. */
  startsAt: Temporal.Instant;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const names = weekdays.join('|');
const weekdayForm = new RegExp(
  `\\b(?:(next|this) )?(${names}|${weekdays.map((day) => day.slice(0, 3)).join('|')}|tues|thurs)\\b\\.?,?`,
  'iu',
);
const months = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';

const example = 'Write it as in: 2026-06-30 16:00.';

/**
 * Reads a date, a time or both as people write them: "Wednesday 17:00", "25 June, 5 pm", "17:30", "2026-06-30". What is
 * left out stays as it is. Throws a UserError that asks back where it can be read in two ways, or not at all.
 */
export function readWrittenTime(text: string, context: TimeContext): Temporal.PlainDateTime {
  const { zone, startsAt } = context;
  const { rest, zone: said } = takeZone(text.replace(/\s+/gu, ' ').trim(), zone);
  const { rest: noTime, time } = takeTime(rest);
  const { rest: left, date } = takeDate(noTime, { ...context, zone: said ?? zone });
  if (leftover(left) !== '')
    throw new UserError(`“${leftover(left)}” in “${text}” can’t be read as a time. ${example}`);
  if (!date && !time) throw new UserError(`“${text}” names no time. ${example}`);
  const current = startsAt.toZonedDateTimeISO(said ?? zone).toPlainDateTime();
  const local = (date ?? current.toPlainDate()).toPlainDateTime(time ?? current.toPlainTime());
  if (said === undefined) return local;
  return local.toZonedDateTime(said).withTimeZone(zone).toPlainDateTime();
}

/** Reads a date alone. Throws a UserError as above. */
export function readWrittenDate(text: string, context: TimeContext): Temporal.PlainDate {
  const { rest, date } = takeDate(text.replace(/\s+/gu, ' ').trim(), context);
  if (!date || leftover(rest) !== '')
    throw new UserError(`“${text}” is no date. Write it as in: 2026-06-30.`);
  return date;
}

function leftover(text: string): string {
  return text.replace(/\b(?:at|on|the)\b|[,\s@–-]+/giu, ' ').trim();
}

/** A zone by its IANA name, or UTC. Abbreviations are asked back: IST is three zones. */
function takeZone(text: string, own: string): { rest: string; zone?: string } {
  const named = /\s*\(?((?:[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+)|UTC|GMT|Z)\)?$/u.exec(text);
  if (named) {
    const zone = named[1] === 'Z' || named[1] === 'GMT' ? 'UTC' : named[1]!;
    return { rest: text.slice(0, named.index), zone: checkZone(zone) };
  }
  const abbreviation = /(?<=\d|[ap]m|noon) ?\(?([A-Z]{2,5}|[+-]\d\d:?\d\d)\)?$/u.exec(text)?.[1];
  if (abbreviation !== undefined && !/^[AP]M$/u.test(abbreviation))
    throw new UserError(
      `“${abbreviation}” could be several zones. Leave it out for ${own}, or write the zone by its city, as in: 2026-06-30 16:00 Europe/Berlin.`,
    );
  return { rest: text };
}

function checkZone(zone: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch (cause) {
    throw new UserError(`There is no zone “${zone}”. Write it by its city: Europe/Berlin.`, {
      cause,
    });
  }
}

function takeTime(text: string): { rest: string; time?: Temporal.PlainTime } {
  const noon = /\b(noon|midday|midnight)\b/iu.exec(text);
  if (noon) {
    if (noon[1]!.toLowerCase() === 'midnight')
      throw new UserError(
        'Midnight is the end of one day and the beginning of another. Write 00:00 or 23:59 with the date.',
      );
    return { rest: without(text, noon), time: Temporal.PlainTime.from('12:00') };
  }
  const match =
    /(?<![\d:./-])(\d{1,2})(?:[:.](\d\d)(?::00)?)? ?([ap])\.?m\b\.?/iu.exec(text) ??
    /(?:(?<=\dT)|(?<![\d:./-]))(\d{1,2}):(\d\d)(?::00)?(?! ?[\d:])()/u.exec(text) ??
    /(?<=\bat )(\d{1,2})\.(\d\d)(?![\d.])()/u.exec(text) ??
    /(?<![\d:./-])(\d{1,2}) ?h(?:(\d\d)|rs?|ours?)?\b()/iu.exec(text);
  if (!match) return { rest: text };
  const [, written = '', minutes = '0', half = ''] = match;
  const hour = hourOf(written, half.toLowerCase());
  const minute = Number(minutes);
  if (hour > 23 || minute > 59)
    throw new UserError(`“${match[0].trim()}” is no time of day. Hours run from 00 to 23.`);
  return {
    rest: without(text, match).replace(/T(?=\s|$)/u, ' '),
    time: new Temporal.PlainTime(hour, minute),
  };
}

function hourOf(written: string, half: string): number {
  const hour = Number(written);
  if (half !== '') {
    if (hour < 1 || hour > 12) throw new UserError(`“${written} ${half}m” is no time of day.`);
    return (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (written.length === 1 && hour > 0 && hour < 8)
    throw new UserError(
      `Is “${written}” in the morning or in the afternoon? Write 0${hour}:00 or ${hour + 12}:00.`,
    );
  return hour;
}

function takeDate(text: string, context: TimeContext): { rest: string; date?: Temporal.PlainDate } {
  const { rest, date } = takeWritten(text, context);
  const weekday = weekdayForm.exec(rest);
  if (!weekday) return { rest, ...(date ? { date } : {}) };
  const wanted =
    weekdays.findIndex((day) => day.startsWith(weekday[2]!.slice(0, 3).toLowerCase())) + 1;
  if (!date) return { rest: without(rest, weekday), date: comingDay(weekday, wanted, context) };
  if (date.dayOfWeek !== wanted)
    throw new UserError(
      `${String(date)} is a ${titled(weekdays[date.dayOfWeek - 1]!)}, not a ${titled(weekdays[wanted - 1]!)}. Which do you mean?`,
    );
  return { rest: without(rest, weekday), date };
}

function comingDay(
  [whole, which]: RegExpExecArray,
  wanted: number,
  context: TimeContext,
): Temporal.PlainDate {
  const today = todayIn(context);
  const ahead = (wanted - today.dayOfWeek + 7) % 7;
  const one = today.add({ days: ahead });
  if (ahead === 0 || which?.toLowerCase() === 'next')
    throw new UserError(
      `“${whole.trim()}” may be ${String(one)} or ${String(one.add({ days: 7 }))}. Write the date.`,
    );
  const fromMeeting = nearMeeting(wanted, context);
  if (which === undefined && Temporal.PlainDate.compare(one, fromMeeting) < 0)
    throw new UserError(
      `“${whole.trim()}” may be ${String(one)} or ${String(fromMeeting)}. Write the date.`,
    );
  return one;
}

/** A meeting is seldom moved ahead by more days than these. */
const mostDaysAhead = 3;

/** The first such weekday around the meeting, which is what one may count from rather than today. */
function nearMeeting(wanted: number, { startsAt, zone }: TimeContext): Temporal.PlainDate {
  const from = startsAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: mostDaysAhead });
  return from.add({ days: (wanted - from.dayOfWeek + 7) % 7 });
}

/** A date in digits or with its month's name, "today" or "tomorrow". */
function takeWritten(
  text: string,
  context: TimeContext,
): { rest: string; date?: Temporal.PlainDate } {
  const near = /\b(today|tomorrow)\b/iu.exec(text);
  if (near)
    return {
      rest: without(text, near),
      date: todayIn(context).add({ days: near[1]!.toLowerCase() === 'today' ? 0 : 1 }),
    };
  const iso = /\b\d{4}-\d\d-\d\d(?=T?\b|T$)/u.exec(text);
  if (iso) return { rest: without(text, iso), date: exactDate(iso[0]) };
  const digits = /(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)/u.exec(text);
  if (digits) return { rest: without(text, digits), date: dateInDigits(digits) };
  const named = new RegExp(
    `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${months}|${months}\\.? \\d{1,2}(?:st|nd|rd|th)?)\\b\\.?(?:,? (\\d{4})\\b)?`,
    'iu',
  ).exec(text);
  if (!named) return { rest: text };
  return { rest: without(text, named), date: dateByName(named, context) };
}

function exactDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (cause) {
    throw new UserError(`${text} does not exist.`, { cause });
  }
}

/** 25.6.2026 is the day before the month; with slashes that depends on the country. */
function dateInDigits([whole, first, mark, second, year]: RegExpExecArray): Temporal.PlainDate {
  const pad = (part = '') => part.padStart(2, '0');
  const dayFirst = `${year}-${pad(second)}-${pad(first)}`;
  const monthFirst = `${year}-${pad(first)}-${pad(second)}`;
  if (mark === '.' || Number(first) > 12 || first === second) return exactDate(dayFirst);
  if (Number(second) > 12) return exactDate(monthFirst);
  throw new UserError(`“${whole}” may be ${dayFirst} or ${monthFirst}. Write it like that.`);
}

/** Without a year the next such day. */
function dateByName([whole, year]: RegExpExecArray, context: TimeContext): Temporal.PlainDate {
  const today = todayIn(context);
  const plain = whole.replace(/\.$/u, '').replace(/\./gu, '');
  const read = (inYear: number) => readDate(year === undefined ? `${plain} ${inYear}` : plain);
  const date = read(today.year);
  if (!date) throw new UserError(`“${whole.trim()}” does not exist.`);
  if (year !== undefined || Temporal.PlainDate.compare(date, today) >= 0) return date;
  return read(today.year + 1) ?? date;
}

function todayIn({ now, zone }: TimeContext): Temporal.PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}

function without(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
}

function titled(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
