import { describe, expect, test } from 'vitest';
import { occurrences, zoneAt, type Schedule, type Window } from '../../src/domain/schedule.ts';

const local = (text: string) => Temporal.PlainDateTime.from(text);
const date = (text: string) => Temporal.PlainDate.from(text);
const instant = (text: string) => Temporal.Instant.from(text);

const fortnightly: Schedule = {
  rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
  start: local('2014-06-24T16:00'),
  zone: 'Europe/London',
};

/** The local starts of a schedule's occurrences, with their zone where it isn't London. */
function starts(schedule: Schedule, window: Window): string[] {
  return [...occurrences(schedule, window)].map(({ startsAt, zone }) => {
    const wall = startsAt.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16);
    return zone === 'Europe/London' ? wall : `${wall} ${zone}`;
  });
}

describe('occurrences', () => {
  test('keep their local hour over clock changes', () => {
    const found = [...occurrences(fortnightly, { from: instant('2014-10-01T00:00Z'), count: 3 })];
    expect(found.map(({ startsAt }) => String(startsAt))).toEqual([
      '2014-10-14T15:00:00Z',
      '2014-10-28T16:00:00Z',
      '2014-11-11T16:00:00Z',
    ]);
  });

  test('are anchored to the start, not to the parity of week numbers, over a year of 53 weeks', () => {
    const schedule = { ...fortnightly, start: local('2020-12-15T16:00') };
    expect(starts(schedule, { count: 3 })).toEqual([
      '2020-12-15T16:00',
      '2020-12-29T16:00',
      '2021-01-12T16:00',
    ]);
  });

  test('lie from the beginning of the window, inclusive, to its end, exclusive', () => {
    const window = { from: instant('2014-06-24T15:00Z'), to: instant('2014-07-22T15:00Z') };
    expect(starts(fortnightly, window)).toEqual(['2014-06-24T16:00', '2014-07-08T16:00']);
  });

  test('of a series without a rule are its start and its extra dates', () => {
    const adHoc: Schedule = {
      start: local('2026-03-03T16:00'),
      zone: 'Europe/London',
      exceptions: { extras: [local('2026-04-09T17:00'), local('2026-02-01T12:00')] },
    };
    expect(starts(adHoc, {})).toEqual(['2026-02-01T12:00', '2026-03-03T16:00', '2026-04-09T17:00']);
  });

  test('end with UNTIL, the day named included, and with COUNT', () => {
    const until = { ...fortnightly, rrule: 'FREQ=WEEKLY;UNTIL=20140708' };
    expect(starts(until, {})).toEqual(['2014-06-24T16:00', '2014-07-01T16:00', '2014-07-08T16:00']);
    const untilMoment = { ...fortnightly, rrule: 'FREQ=WEEKLY;UNTIL=20140708T145959Z' };
    expect(starts(untilMoment, {})).toEqual(['2014-06-24T16:00', '2014-07-01T16:00']);
    const counted = { ...fortnightly, rrule: 'FREQ=WEEKLY;COUNT=3' };
    expect(starts(counted, { from: instant('2014-07-05T00:00Z') })).toEqual(['2014-07-08T16:00']);
  });

  test('do not hold a start that does not fit the rule', () => {
    const schedule = { ...fortnightly, rrule: 'FREQ=WEEKLY;BYDAY=TH' };
    expect(starts(schedule, { count: 2 })).toEqual(['2014-06-26T16:00', '2014-07-03T16:00']);
  });

  test('of several rules are merged, what they share given once', () => {
    const schedule = {
      ...fortnightly,
      rrule: 'FREQ=MONTHLY;BYDAY=1TU\nFREQ=WEEKLY;BYDAY=TU;UNTIL=20140708',
    };
    expect(starts(schedule, { count: 4 })).toEqual([
      '2014-06-24T16:00',
      '2014-07-01T16:00',
      '2014-07-08T16:00',
      '2014-08-05T16:00',
    ]);
  });

  test('of a rule without end are given lazily, and end at last', () => {
    const yearly = { ...fortnightly, rrule: 'FREQ=YEARLY' };
    expect([...occurrences(yearly)].length).toBe(2400 - 2014 + 1);
  });

  test('of none are none', () => {
    expect(starts(fortnightly, { count: 0 })).toEqual([]);
    expect(starts({ ...fortnightly, rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30' }, {})).toEqual(
      [],
    );
  });
});

describe('clock changes', () => {
  const daily = (start: string, zone = 'Europe/London'): Schedule => ({
    rrule: 'FREQ=DAILY',
    start: local(start),
    zone,
  });

  test('move a skipped time forward by the gap, and nothing after it', () => {
    expect(starts(daily('2026-03-28T01:30'), { count: 3 })).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T02:30',
      '2026-03-30T01:30',
    ]);
  });

  test('take the first of a time that comes twice', () => {
    const found = [...occurrences(daily('2026-10-25T01:30'), { count: 1 })];
    expect(String(found[0]?.startsAt)).toBe('2026-10-25T00:30:00Z');
  });

  test('of half an hour move a time by half an hour', () => {
    const [, skipped] = starts(daily('2026-10-03T02:15', 'Australia/Lord_Howe'), { count: 2 });
    expect(skipped).toBe('2026-10-04T02:45 Australia/Lord_Howe');
  });

  test('that skip a day give the meeting of the next day once', () => {
    expect(starts(daily('2011-12-29T12:00', 'Pacific/Apia'), { count: 3 })).toEqual([
      '2011-12-29T12:00 Pacific/Apia',
      '2011-12-31T12:00 Pacific/Apia',
      '2012-01-01T12:00 Pacific/Apia',
    ]);
  });

  test('keep the order when a skipped time lands after the next one', () => {
    const schedule = {
      ...daily('2026-03-29T01:45'),
      rrule: 'FREQ=DAILY;BYHOUR=1,2;BYMINUTE=15,45',
    };
    const found = [...occurrences(schedule, { count: 3 })].map(({ startsAt }) => String(startsAt));
    // 01:45 becomes 02:45, which is there already; 02:15 comes before it.
    expect(found).toEqual(['2026-03-29T01:15:00Z', '2026-03-29T01:45:00Z', '2026-03-30T00:15:00Z']);
  });
});

describe('exceptions', () => {
  test('skip an occurrence', () => {
    const schedule = {
      ...fortnightly,
      exceptions: { skips: [{ occurrence: local('2014-07-08T16:00'), reason: 'OSCON' }] },
    };
    expect(starts(schedule, { count: 2 })).toEqual(['2014-06-24T16:00', '2014-07-22T16:00']);
  });

  test('move an occurrence, which keeps its name', () => {
    const moves = [{ occurrence: local('2014-07-08T16:00'), to: local('2014-07-24T11:00') }];
    const schedule = { ...fortnightly, exceptions: { moves } };
    expect(starts(schedule, { count: 3 })).toEqual([
      '2014-06-24T16:00',
      '2014-07-22T16:00',
      '2014-07-24T11:00',
    ]);
    const moved = [...occurrences(schedule, { count: 3 })].find(({ kind }) => kind === 'moved');
    expect(String(moved?.occurrence)).toBe('2014-07-08T15:00:00Z');
  });

  test('move an occurrence into a window that its rule date lies outside of', () => {
    const moves = [{ occurrence: local('2014-07-08T16:00'), to: local('2014-07-24T11:00') }];
    const window = { from: instant('2014-07-23T00:00Z'), to: instant('2014-07-30T00:00Z') };
    expect(starts({ ...fortnightly, exceptions: { moves } }, window)).toEqual(['2014-07-24T11:00']);
  });

  test('forget a move of an occurrence that the rule does not give, or that is skipped', () => {
    const moves = [
      { occurrence: local('2014-07-01T16:00'), to: local('2014-07-02T16:00') },
      { occurrence: local('2014-07-08T16:00'), to: local('2014-07-09T16:00') },
    ];
    const schedule = {
      ...fortnightly,
      exceptions: { moves, skips: [{ occurrence: local('2014-07-08T16:00') }] },
    };
    expect(starts(schedule, { count: 2 })).toEqual(['2014-06-24T16:00', '2014-07-22T16:00']);
  });

  test('add a date, once, even where the rule has it already', () => {
    const extras = [local('2014-07-01T16:00'), local('2014-07-08T16:00')];
    const schedule = { ...fortnightly, exceptions: { extras } };
    expect(starts(schedule, { count: 4 })).toEqual([
      '2014-06-24T16:00',
      '2014-07-01T16:00',
      '2014-07-08T16:00',
      '2014-07-22T16:00',
    ]);
  });

  test('change rule, hour and zone from a date on', () => {
    const changes = [
      {
        from: date('2014-07-10'),
        rrule: 'FREQ=WEEKLY',
        start: local('2014-07-10T11:00'),
        zone: 'America/New_York',
      },
      {
        from: date('2014-07-24'),
        rrule: 'FREQ=WEEKLY;INTERVAL=2',
        start: local('2014-06-27T10:00'),
        zone: 'Europe/London',
      },
    ];
    const schedule = { ...fortnightly, exceptions: { changes } };
    expect(starts(schedule, { count: 6 })).toEqual([
      '2014-06-24T16:00',
      '2014-07-08T16:00',
      '2014-07-10T11:00 America/New_York',
      '2014-07-17T11:00 America/New_York',
      '2014-07-25T10:00',
      '2014-08-08T10:00',
    ]);
    expect(starts(schedule, { from: instant('2014-07-12T00:00Z'), count: 1 })).toEqual([
      '2014-07-17T11:00 America/New_York',
    ]);
    expect(zoneAt(schedule, instant('2014-07-20T00:00Z'))).toBe('America/New_York');
  });

  test('after a change are read in the zone that holds then', () => {
    const change = {
      from: date('2014-07-10'),
      rrule: 'FREQ=WEEKLY',
      start: local('2014-07-10T11:00'),
      zone: 'America/New_York',
    };
    const skips = [{ occurrence: local('2014-07-17T11:00') }];
    const schedule = { ...fortnightly, exceptions: { changes: [change], skips } };
    expect(starts(schedule, { from: instant('2014-07-12T00:00Z'), count: 1 })).toEqual([
      '2014-07-24T11:00 America/New_York',
    ]);
  });
});

describe('other slots', () => {
  const zone = 'Europe/London';

  test('alternate with the usual one', () => {
    const slots = [{ rrule: 'FREQ=WEEKLY;INTERVAL=2', start: local('2026-01-13T21:00'), zone }];
    const schedule = {
      rrule: 'FREQ=WEEKLY;INTERVAL=2',
      start: local('2026-01-06T16:00'),
      zone,
      slots,
    };
    expect(starts(schedule, { count: 4 })).toEqual([
      '2026-01-06T16:00',
      '2026-01-13T21:00',
      '2026-01-20T16:00',
      '2026-01-27T21:00',
    ]);
  });

  test('take the place of the usual one every fourth week', () => {
    const slots = [
      {
        rrule: 'FREQ=WEEKLY;INTERVAL=4',
        start: local('2026-01-27T21:00'),
        zone,
        instead: true as const,
      },
    ];
    const schedule = { rrule: 'FREQ=WEEKLY', start: local('2026-01-06T16:00'), zone, slots };
    expect(starts(schedule, { count: 5 })).toEqual([
      '2026-01-06T16:00',
      '2026-01-13T16:00',
      '2026-01-20T16:00',
      '2026-01-27T21:00',
      '2026-02-03T16:00',
    ]);
    expect(starts(schedule, { from: instant('2026-01-27T00:00Z'), count: 1 })).toEqual([
      '2026-01-27T21:00',
    ]);
  });

  test('take the place of the nearest only, in a daily series', () => {
    const slots = [{ start: local('2026-01-06T21:00'), zone, instead: true as const }];
    const schedule = { rrule: 'FREQ=DAILY', start: local('2026-01-05T16:00'), zone, slots };
    expect(starts(schedule, { count: 3 })).toEqual([
      '2026-01-05T16:00',
      '2026-01-06T21:00',
      '2026-01-07T16:00',
    ]);
  });

  test('may follow the clock of another zone', () => {
    const slots = [
      { rrule: 'FREQ=WEEKLY;INTERVAL=2', start: local('2026-01-14T09:00'), zone: 'Asia/Tokyo' },
    ];
    const schedule = {
      rrule: 'FREQ=WEEKLY;INTERVAL=2',
      start: local('2026-01-06T16:00'),
      zone,
      slots,
    };
    expect(starts(schedule, { count: 2 })).toEqual(['2026-01-06T16:00', '2026-01-14T00:00']);
  });
});
