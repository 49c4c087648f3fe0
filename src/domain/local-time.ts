import { UserError } from './user-error.ts';

/**
 * The moment a wall-clock time stands for. RFC 5545 §3.3.5 says which when the clocks change: a time that is
 * skipped is read with the offset before the gap, so it moves forward by the gap's length (01:30 becomes 02:30);
 * a time that comes twice means the first. A zone that skips a whole day (Apia, 30 December 2011) moves it a day on.
 */
export function instantOf(local: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant();
}

/** What the clocks on the wall of `zone` show at `instant`. */
export function localTimeOf(instant: Temporal.Instant, zone: string): Temporal.PlainDateTime {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime();
}

const monthNames = [
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
] as const;

const earliestYear = 1970;
const latestYear = 2200;

/** Reads `2026-10-27T16:00`; a space for the T and seconds of 00 are fine. Throws a UserError that says what is wrong. */
export function readLocalTime(text: string): Temporal.PlainDateTime {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::00)?$/iu.exec(text.trim());
  if (!parts)
    throw new UserError(
      `“${text}” is no date and time. Write it as year-month-dayThour:minute, such as 2026-10-27T16:00, without a zone.`,
    );
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const date = checkDate({ year, month, day });
  if (hour > 23 || minute > 59)
    throw new UserError(
      `${parts[4]}:${parts[5]} is no time of day. Hours run from 00 to 23, minutes from 00 to 59.`,
    );
  return date.toPlainDateTime({ hour, minute });
}

/** Reads `2026-10-27`. Throws a UserError that says what is wrong. */
export function readLocalDate(text: string): Temporal.PlainDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text.trim());
  if (!parts)
    throw new UserError(`“${text}” is no date. Write it as year-month-day, such as 2026-10-27.`);
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  return checkDate({ year, month, day });
}

function checkDate(date: { year: number; month: number; day: number }): Temporal.PlainDate {
  const { year, month, day } = date;
  const shown = [String(year).padStart(4, '0'), pad(month), pad(day)].join('-');
  if (month < 1 || month > 12)
    throw new UserError(
      `${shown} does not exist: months run from 01 to 12, written year-month-day.`,
    );
  if (year < earliestYear || year > latestYear)
    throw new UserError(
      `${shown} is out of range: years run from ${earliestYear} to ${latestYear}.`,
    );
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  if (day < 1 || day > daysInMonth)
    throw new UserError(
      `${shown} does not exist: ${monthNames[month - 1]} ${year} has ${daysInMonth} days.`,
    );
  return Temporal.PlainDate.from(date);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
