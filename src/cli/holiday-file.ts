import ical, { type CalendarResponse, type VEvent } from 'node-ical';
import type { Holiday } from '../domain/holiday.ts';
import { UserError } from '../domain/user-error.ts';

/** A calendar repeats its holidays for ever; nobody plans further ahead than this. */
const years = { back: 1, ahead: 10 };
const mostHolidays = 5_000;
const longestDays = 31;

/**
 * The whole days of an .ics, one entry a day, as calendars of public holidays hold them. Entries with an hour are no
 * holidays. Throws a UserError when there is none.
 */
export function readHolidays(text: string, now: Temporal.Instant): Holiday[] {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const from = today.subtract({ years: years.back });
  const to = today.add({ years: years.ahead });
  const events = Object.values(parse(text)).filter(
    (entry) => entry?.type === 'VEVENT' && entry.datetype === 'date',
  ) as VEvent[];
  const days = events.flatMap((event) => daysOf(event, { from, to }));
  const byDate = new Map(days.map((day) => [String(day.date), day]));
  if (byDate.size === 0)
    throw new UserError(
      `This file holds no whole day between ${String(from)} and ${String(to)}. Give an .ics of public holidays, whose entries last whole days.`,
    );
  if (byDate.size > mostHolidays)
    throw new UserError(`This file holds ${byDate.size} days; at most ${mostHolidays} are kept.`);
  return [...byDate.values()].toSorted((left, right) =>
    Temporal.PlainDate.compare(left.date, right.date),
  );
}

function parse(text: string): CalendarResponse {
  if (!/^BEGIN:VCALENDAR/mu.test(text))
    throw new UserError('This file is no iCalendar file: it lacks BEGIN:VCALENDAR.');
  try {
    return ical.sync.parseICS(text);
  } catch (cause) {
    throw new UserError('This file can’t be read as an iCalendar file.', { cause });
  }
}

function daysOf(
  event: VEvent,
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
): Holiday[] {
  const name = nameOf(event);
  const starts = event.rrule
    ? ical
        .expandRecurringEvent(event, { from: toDate(from), to: toDate(to) })
        .map(({ start }) => dayOf(start))
    : [dayOf(event.start)];
  const lasts = Math.max(1, dayOf(event.start).until(dayOf(event.end ?? event.start)).days);
  return starts.flatMap((start) =>
    Array.from({ length: Math.min(lasts, longestDays) }, (_, days) => ({
      date: start.add({ days }),
      name,
    })).filter(
      ({ date }) =>
        Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, to) <= 0,
    ),
  );
}

function nameOf({ summary }: VEvent): string {
  const text = typeof summary === 'string' ? summary : summary?.val;
  return (text ?? '').replace(/\s+/gu, ' ').trim().slice(0, 100) || 'a holiday';
}

/** node-ical gives a whole day as midnight on this machine's clock. */
function dayOf(date: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from({
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
  });
}

function toDate({ year, month, day }: Temporal.PlainDate): Date {
  return new Date(year, month - 1, day);
}
