import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/domain/local-time.ts';
import { isBefore, slotTimes } from '../../src/domain/schedule-times.ts';
import { digest, scheduleFixtures, type ScheduleFixture } from '../support/schedule-fixtures.ts';

const { cases, until } = scheduleFixtures;

/**
 * dateutil loses or invents days at the turn of the year for weeks 52 and 53: it takes 1 January 2022, which lies in
 * week 52 of 2021, for week 53. There the ISO calendar, as Temporal has it, is the judge.
 */
const wrongInDateutil = [
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA',
  'FREQ=YEARLY;BYWEEKNO=52;BYDAY=WE,SA',
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=WE,SA,SU',
];

describe('a rule followed for twenty years', () => {
  const judged = cases.filter(({ rule }) => !wrongInDateutil.includes(rule));
  const zones = [...new Set(judged.map(({ zone }) => zone))];

  test('is checked for a few hundred rules', () => {
    expect(judged.length).toBeGreaterThan(340);
    expect(zones.length).toBeGreaterThan(20);
  });

  test.each(zones)('agrees with python-dateutil, moment by moment, in %s', (zone) => {
    const inZone = judged.filter((fixture) => fixture.zone === zone);
    const differing = inZone.filter((fixture) => digest(timesOf(fixture)) !== fixture.sha256);
    expect(differing.map(({ rule, start }) => `${rule} ${start}`)).toEqual([]);
  });

  test('agrees with the ISO calendar where dateutil does not', () => {
    const misjudged = cases.filter(({ rule }) => wrongInDateutil.includes(rule));
    expect(misjudged).toHaveLength(3);
    for (const fixture of misjudged) expect(timesOf(fixture)).toEqual(timesByIsoCalendar(fixture));
  });

  test('is entered in the middle as if it had been followed from its start', () => {
    for (const fixture of cases.filter((_, index) => index % 8 === 0)) {
      const all = timesOf(fixture);
      const middle = all[Math.floor(all.length / 2)];
      if (!middle) continue;
      const rest = timesOf(fixture, Temporal.Instant.from(middle));
      expect(rest, fixture.rule).toEqual(all.slice(all.indexOf(middle)));
    }
  });
});

describe('a zone with odd changes', () => {
  test.each([
    ['Australia/Lord_Howe', '2008-04-05T15:00:00Z', 'half an hour'],
    ['Africa/Casablanca', '2018-06-17T02:00:00Z', 'the end of Ramadan'],
    ['Africa/Casablanca', '2019-05-05T02:00:00Z', 'summer time as the standard, less in Ramadan'],
    ['Africa/Cairo', '2014-05-15T22:00:00Z', 'summer time again after three years'],
    ['Africa/Cairo', '2023-04-27T22:00:00Z', 'and again after eight'],
    ['America/Asuncion', '2024-10-06T04:00:00Z', 'summer time for good'],
    ['Pacific/Kiritimati', '1994-12-31T10:00:00Z', 'a day left out'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', 'a day left out'],
    ['Pacific/Fakaofo', '2011-12-30T11:00:00Z', 'a day left out'],
    ['America/Caracas', '2016-05-01T07:00:00Z', 'half an hour for good'],
    ['Asia/Pyongyang', '2018-05-04T15:00:00Z', 'half an hour for good'],
    ['Antarctica/Troll', '2014-03-30T01:00:00Z', 'two hours'],
  ])('is followed by some rule across its change: %s at %s (%s)', (zone, moment) => {
    const at = Temporal.Instant.from(moment);
    const before = at.subtract({ seconds: 1 }).toZonedDateTimeISO(zone);
    expect(at.toZonedDateTimeISO(zone).offset).not.toBe(before.offset);
    const across = cases.filter(
      (one) =>
        one.zone === zone &&
        one.start < before.toPlainDateTime().subtract({ months: 1 }).toString() &&
        (one.last.at(-1) ?? '') > moment &&
        one.count > 100,
    );
    expect(across.map(({ rule }) => rule)).not.toEqual([]);
  });
});

describe('a time that a clock change skips', () => {
  const withGaps = cases.filter((fixture) => fixture.gaps);

  test('moves forward by the length of the gap in every zone that has one', () => {
    const zones = withGaps.map(({ zone }) => zone);
    for (const zone of [
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
      'America/Asuncion',
      'Pacific/Apia',
      'Pacific/Kiritimati',
      'America/Caracas',
      'Antarctica/Troll',
    ])
      expect(zones).toContain(zone);
    for (const { gaps = [], zone } of withGaps)
      for (const gap of gaps)
        expect(
          String(instantOf(Temporal.PlainDateTime.from(gap.wall), zone)),
          `${gap.wall} ${zone}`,
        ).toBe(gap.utc);
  });

  // RFC 5545 §3.3.5 reads a skipped time with the offset before the gap; dateutil's own zones take the one after it
  // (01:30 becomes 00:30), unless asked by `resolve_imaginary`, which the fixtures do.
  test('differs from what dateutil makes of it uncorrected', () => {
    // A lasting change it reads as the fixtures do.
    const lasting = /^Pacific\/|America\/Caracas|Asia\/Pyongyang/u;
    const hourly = withGaps
      .filter(({ zone }) => !lasting.test(zone))
      .flatMap(({ gaps = [] }) => gaps);
    expect(hourly.length).toBeGreaterThan(20);
    for (const gap of hourly) expect(gap.uncorrected < gap.utc, gap.wall).toBe(true);
  });
});

function timesOf(
  fixture: ScheduleFixture,
  from = Temporal.Instant.from('1990-01-01T00:00Z'),
): string[] {
  const { rule, zone } = fixture;
  const end = instantOf(Temporal.PlainDateTime.from(until), zone);
  const times: string[] = [];
  for (const time of slotTimes(
    { rrule: rule, start: Temporal.PlainDateTime.from(fixture.start), zone },
    from,
  )) {
    if (isBefore(end, time)) break;
    times.push(time.toString());
  }
  return times;
}

/** Every day of the window whose ISO week and weekday a BYWEEKNO rule names. */
function timesByIsoCalendar({ rule, start, zone }: ScheduleFixture): string[] {
  const week = Number(/BYWEEKNO=(\d+)/u.exec(rule)?.[1]);
  const days = /BYDAY=([\w,]+)/u.exec(rule)?.[1]?.split(',') ?? [];
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const end = Temporal.PlainDateTime.from(until);
  const times: string[] = [];
  for (
    let at = Temporal.PlainDateTime.from(start);
    Temporal.PlainDateTime.compare(at, end) <= 0;
    at = at.add({ days: 1 })
  )
    if (at.weekOfYear === week && days.includes(names[at.dayOfWeek - 1] ?? ''))
      times.push(instantOf(at, zone).toString());
  return times;
}
