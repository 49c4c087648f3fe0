import { describe, expect, it } from 'vitest';
import { readHolidays } from '../../src/cli/holiday-file.ts';

const now = Temporal.Instant.from('2026-11-22T12:00:00Z');

const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines, index) => ['BEGIN:VEVENT', `UID:${index}`, ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const read = (...events: string[][]) =>
  readHolidays(calendar(...events), now).map(({ date, name }) => `${String(date)} ${name}`);

describe('a calendar of holidays', () => {
  it('gives each of its whole days, and no entry with an hour', () => {
    expect(
      read(
        [
          'DTSTART;VALUE=DATE:20261225',
          'DTEND;VALUE=DATE:20261227',
          'SUMMARY;LANGUAGE=en:Christmas',
        ],
        ['DTSTART;VALUE=DATE:20261101', 'SUMMARY:All Saints'],
        ['DTSTART:20261130T100000Z', 'SUMMARY:A meeting'],
      ),
    ).toEqual(['2026-11-01 All Saints', '2026-12-25 Christmas', '2026-12-26 Christmas']);
  });

  it('repeats what comes every year, as far ahead as anybody plans', () => {
    const days = read(['DTSTART;VALUE=DATE:20000101', 'RRULE:FREQ=YEARLY', 'SUMMARY:New Year']);
    expect(days.slice(0, 2)).toEqual(['2026-01-01 New Year', '2027-01-01 New Year']);
    expect(days).toHaveLength(11);
  });

  it.each([
    ['no calendar at all', 'a,b,c', /no iCalendar file/u],
    ['a calendar without a whole day', calendar(), /holds no whole day/u],
    [
      'one of long ago',
      calendar(['DTSTART;VALUE=DATE:19990101', 'SUMMARY:Old']),
      /holds no whole day/u,
    ],
  ])('is refused when it is %s', (_, text, reason) => {
    expect(() => readHolidays(text, now)).toThrow(reason);
  });
});
