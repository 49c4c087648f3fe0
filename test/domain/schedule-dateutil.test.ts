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
    const hourly = withGaps
      .filter(({ zone }) => zone !== 'Pacific/Apia')
      .flatMap(({ gaps = [] }) => gaps);
    expect(hourly.length).toBeGreaterThan(20);
    for (const gap of hourly) expect(gap.uncorrected < gap.utc, gap.wall).toBe(true);
  });
});

function timesOf(
  fixture: ScheduleFixture,
  from = Temporal.Instant.from('2000-01-01T00:00Z'),
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
