import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRule } from '../../src/domain/schedule-check.ts';
import { occurrences } from '../../src/domain/schedule.ts';
import { UserError } from '../../src/domain/user-error.ts';

const names = [
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTH',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYSETPOS',
  'BYHOUR',
  'WKST',
];
const values = [
  '1',
  '2',
  '53',
  '-1',
  '31',
  '366',
  '9999',
  '1,2,3',
  'MO',
  '5MO',
  '-1FR',
  'MO,WE',
  'TUE',
  '20270101',
  '20260230',
  '',
  '1;',
  '23',
];
const part = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...values))
  .map(([name, value]) => `${name}=${value}`);
const frequency = fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY');
const rule = fc
  .tuple(frequency, fc.uniqueArray(part, { maxLength: 4 }))
  .map(([freq, parts]) => [`FREQ=${freq}`, ...parts].join(';'));

function dates(rrule: string): string[] | UserError {
  try {
    const slot = checkRule({ rrule, start: '2026-01-06T01:30', zone: 'Europe/London' });
    return [...occurrences(slot, { count: 5 })].map(({ startsAt }) => String(startsAt));
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

test('any rule gives dates in order, or words for the person who wrote it', () => {
  fc.assert(
    fc.property(rule, (rrule) => {
      const found = dates(rrule);
      if (found instanceof UserError) expect(found.message.length).toBeGreaterThan(20);
      else {
        expect(found.length).toBeGreaterThan(0);
        expect(found).toEqual([...new Set(found)].sort());
      }
    }),
    { numRuns: 400 },
  );
});

test('any text is refused with words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      expect(dates(text)).toBeInstanceOf(UserError);
    }),
    { numRuns: 300 },
  );
});
