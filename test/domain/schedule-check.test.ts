import { describe, expect, test } from 'vitest';
import { checkRule, type RuleInput } from '../../src/domain/schedule-check.ts';
import { UserError } from '../../src/domain/user-error.ts';

const good: RuleInput = {
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  start: '2026-10-27T16:00',
  zone: 'Europe/London',
};

/** What a person is told about an input that is wrong in one field. */
function complaint(wrong: Partial<RuleInput>): string {
  try {
    checkRule({ ...good, ...wrong });
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('checkRule', () => {
  test('gives the slot in the usual spelling', () => {
    const slot = checkRule({
      rrule: 'rrule:freq=weekly;byday=tu;',
      start: '2026-10-27 16:00',
      zone: 'europe/london',
    });
    expect(slot).toEqual({
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
      start: Temporal.PlainDateTime.from('2026-10-27T16:00'),
      zone: 'Europe/London',
    });
  });

  test('takes a series without a rule, and several rules', () => {
    expect(checkRule({ start: good.start, zone: 'UTC' })).not.toHaveProperty('rrule');
    const both = checkRule({ ...good, rrule: ['FREQ=WEEKLY;BYDAY=TU', 'FREQ=MONTHLY;BYDAY=1FR'] });
    expect(both.rrule).toBe('FREQ=WEEKLY;BYDAY=TU\nFREQ=MONTHLY;BYDAY=1FR');
  });

  test.each([
    ['every tuesday', 'Rules look like'],
    ['', 'Rules look like'],
    ['BYDAY=TU', 'lacks FREQ'],
    ['FREQ=FORTNIGHTLY', 'none of DAILY, WEEKLY, MONTHLY, YEARLY'],
    ['FREQ=HOURLY', 'Use DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['FREQ=MINUTELY;BYHOUR=3', 'Use DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['FREQ=SECONDLY', 'Use DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['FREQ=WEEKLY;INTERVAL=0', 'INTERVAL=0 must be one whole number from 1 to 1000'],
    ['FREQ=WEEKLY;INTERVAL=2,3', 'must be one whole number'],
    ['FREQ=WEEKLY;INTERVAL=-1', 'must be one whole number'],
    ['FREQ=WEEKLY;COUNT=99999', 'COUNT=99999 must be one whole number'],
    ['FREQ=WEEKLY;BYDAY=TUE', 'Write TU'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'needs FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYDAY=0TU', 'BYDAY=0TU is no weekday'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST=XX must be one of'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'Use FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYYEARDAY=3', 'needs FREQ=YEARLY'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'needs FREQ=YEARLY'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'add one, such as BYDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'from 1 to 31'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'from 1 to 31'],
    ['FREQ=DAILY;BYHOUR=24', 'from 0 to 23'],
    ['FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6;BYMINUTE=0,30', 'more than 12 times a day'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20270101', 'both COUNT and UNTIL'],
    ['FREQ=WEEKLY;UNTIL=20270230', 'no date that exists'],
    ['FREQ=WEEKLY;UNTIL=soon', 'no date that exists'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'says FREQ twice'],
    ['FREQ=WEEKLY;BYEASTER=1', 'BYEASTER is not known'],
    ['RSCALE=HEBREW;FREQ=YEARLY', 'RSCALE is not known'],
    ['FREQ=WEEKLY;BYDAY', 'needs the form NAME=VALUE'],
    [`FREQ=WEEKLY;BYDAY=${'TU,'.repeat(300)}TU`, 'no recurrence rule'],
  ])('refuses the rule %j and says what to do', (rrule, said) => {
    expect(complaint({ rrule })).toContain(said);
  });

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYDAY=6TU',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', // Anchored to 2026: no leap year ever.
    'FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1',
    'FREQ=WEEKLY;UNTIL=20260101',
    'FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4,6,9,11',
  ])('refuses %s, which never occurs', (rrule) => {
    expect(complaint({ rrule })).toContain('gives no date in the 40 years after 2026-10-27 16:00');
  });

  test('takes a rule that occurs seldom', () => {
    expect(complaint({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU' })).toBe('nothing');
  });

  test.each([
    ['2026-02-30T16:00', '2026-02-30 does not exist: February 2026 has 28 days'],
    ['2026-13-01T16:00', 'months run from 01 to 12'],
    ['2026-00-01T16:00', 'months run from 01 to 12'],
    ['2026-01-00T16:00', '2026-01-00 does not exist'],
    ['2026-01-01T24:00', 'Hours run from 00 to 23'],
    ['2026-01-01T12:60', 'minutes from 00 to 59'],
    ['2026-01-01', 'year-month-dayThour:minute'],
    ['24/06/2014 16:00', 'year-month-dayThour:minute'],
    ['2026-01-01T12:00Z', 'without a zone'],
    ['0001-01-01T12:00', 'years run from 1970 to 2200'],
    ['', 'year-month-dayThour:minute'],
  ])('refuses the start %j', (start, said) => {
    expect(complaint({ start })).toContain(said);
  });

  test.each([
    ['Europe/Lodnon', 'Do you mean Europe/London?'],
    ['london', 'Do you mean Europe/London?'],
    ['New York', 'Do you mean America/New_York?'],
    ['America/Sao Paolo', 'Do you mean America/Sao_Paulo?'],
    ['Xyzzy', 'Names look like Europe/London'],
    ['', 'Names look like Europe/London'],
    ['+01:00', "doesn't know when clocks change"],
    ['UTC+1', "doesn't know when clocks change"],
    ['BST', 'Do you mean Europe/London?'],
    ['est', 'Do you mean America/New_York?'],
    ['../../etc/passwd', 'There is no time zone'],
  ])('refuses the zone %j', (zone, said) => {
    expect(complaint({ zone })).toContain(said);
  });
});
