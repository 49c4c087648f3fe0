import { describe, expect, test } from 'vitest';
import { holidayCases, withHolidays } from '../../src/domain/holiday-schedule.ts';
import { decideHoliday, type HolidayRule } from '../../src/domain/holiday.ts';
import { occurrences, type Schedule } from '../../src/domain/schedule.ts';

const local = (text: string) => Temporal.PlainDateTime.from(text);
const day = (text: string, name: string) => ({ date: Temporal.PlainDate.from(text), name });
const christmas = [
  day('2026-12-25', 'Christmas Day'),
  day('2026-12-28', 'Boxing Day (substitute day)'),
];
const later: HolidayRule = { on: 'move', towards: 'later', withinDays: 6 };

describe('a meeting on a holiday', () => {
  const friday = local('2026-12-25T16:00');

  test('is kept when it is none', () => {
    expect(
      decideHoliday({
        local: local('2026-12-24T16:00'),
        holidays: christmas,
        rule: { on: 'skip' },
      }),
    ).toEqual({ decision: 'keep' });
  });

  test('is skipped, or only warned of, with the name of the day', () => {
    expect(
      decideHoliday({ local: friday, holidays: christmas, rule: { on: 'skip' } }),
    ).toMatchObject({ decision: 'skip', reason: 'Christmas Day' });
    expect(
      decideHoliday({ local: friday, holidays: christmas, rule: { on: 'warn' } }),
    ).toMatchObject({ decision: 'warn', holiday: { name: 'Christmas Day' } });
  });

  test('moves to the next working day at the same hour', () => {
    expect(decideHoliday({ local: friday, holidays: christmas, rule: later })).toMatchObject({
      decision: 'move',
      to: local('2026-12-29T16:00'),
    });
    const earlier: HolidayRule = { on: 'move', towards: 'earlier', withinDays: 6 };
    expect(
      decideHoliday({ local: local('2026-12-28T16:00'), holidays: christmas, rule: earlier }),
    ).toMatchObject({ to: local('2026-12-24T16:00') });
  });

  test('at a weekend moves to any free day', () => {
    const holidays = [day('2026-12-26', 'Boxing Day')];
    expect(
      decideHoliday({ local: local('2026-12-26T10:00'), holidays, rule: later }),
    ).toMatchObject({ to: local('2026-12-27T10:00') });
  });

  test('is skipped when no day is free near it, or the series meets before', () => {
    expect(
      decideHoliday({ local: friday, holidays: christmas, rule: { ...later, withinDays: 3 } }),
    ).toMatchObject({ decision: 'skip' });
    const taken = [Temporal.PlainDate.from('2026-12-29')];
    expect(decideHoliday({ local: friday, holidays: christmas, rule: later, taken })).toMatchObject(
      {
        decision: 'skip',
        reason: 'Christmas Day, and no free day near it',
      },
    );
  });
});

describe('a schedule with holidays', () => {
  const schedule: Schedule = {
    rrule: 'FREQ=WEEKLY',
    start: local('2026-12-18T16:00'),
    zone: 'Europe/London',
    exceptions: { skips: [{ occurrence: local('2027-01-08T16:00') }] },
  };
  const window = {
    holidays: [...christmas, day('2027-01-01', 'New Year’s Day')],
    from: Temporal.Instant.from('2026-12-01T00:00Z'),
    to: Temporal.Instant.from('2027-02-01T00:00Z'),
  };
  const starts = (rule: HolidayRule) => {
    const minded = withHolidays(schedule, holidayCases(schedule, { ...window, rule }));
    return [...occurrences(minded, { count: 4 })].map(({ startsAt }) =>
      String(startsAt).slice(0, 10),
    );
  };

  test('skips those dates besides what is skipped already', () => {
    expect(starts({ on: 'skip' })).toEqual([
      '2026-12-18',
      '2027-01-15',
      '2027-01-22',
      '2027-01-29',
    ]);
  });

  test('moves those dates', () => {
    expect(starts(later)).toEqual(['2026-12-18', '2026-12-29', '2027-01-04', '2027-01-15']);
  });

  test('keeps those dates where it only warns', () => {
    expect(starts({ on: 'warn' })).toEqual([
      '2026-12-18',
      '2026-12-25',
      '2027-01-01',
      '2027-01-15',
    ]);
    expect(holidayCases(schedule, { ...window, rule: { on: 'warn' } })).toHaveLength(2);
  });

  test('leaves alone what people moved there themselves', () => {
    const moves = [{ occurrence: local('2026-12-18T16:00'), to: local('2026-12-25T11:00') }];
    const cases = holidayCases(
      { ...schedule, exceptions: { moves } },
      { ...window, rule: { on: 'skip' } },
    );
    expect(cases.map(({ found }) => found.kind)).toEqual(['regular', 'regular']);
  });
});
