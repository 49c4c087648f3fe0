import type { InstantStyle } from './document.ts';

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

/** An instant in words, always derived: weekday, date and hour can't disagree. */
export function formatInstant(at: Temporal.Instant, zone: string, style: InstantStyle): string {
  const local = at.toZonedDateTimeISO(zone);
  const date = local.toPlainDate();
  switch (style) {
    case 'full':
      return `${formatDate(date)}, ${formatTime(at, zone)} (${zone})`;
    case 'date':
      return formatDate(date);
    case 'day':
      return `${date.day} ${monthName(date)}`;
    case 'time':
      return formatTime(at, zone);
  }
}

/** `Tuesday 24 June 2014` */
export function formatDate(date: Temporal.PlainDate): string {
  return `${weekdays[date.dayOfWeek - 1]} ${date.day} ${monthName(date)} ${date.year}`;
}

/** `16:00`, on a 24-hour clock. */
export function formatTime(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `2014-06-24`, the meeting's date where it is held. */
export function isoDate(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

function monthName(date: Temporal.PlainDate): string {
  return months[date.month - 1] ?? '';
}
