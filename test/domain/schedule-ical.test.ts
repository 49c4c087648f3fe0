import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { slotTimes } from '../../src/domain/schedule-times.ts';
import { scheduleFixtures, type ScheduleFixture } from '../support/schedule-fixtures.ts';

const { cases, until } = scheduleFixtures;

const judged = cases.filter((fixture) => !beyondIcal(fixture));
const batches = [...Array(8).keys()].map((batch) =>
  judged.filter((_, index) => index % 8 === batch),
);

test('ical.js can follow most of the rules', () => {
  expect(judged.length).toBeGreaterThan(300);
});

test.each(batches.entries().toArray())(
  'ical.js gives the same wall-clock times over twenty years (batch %i)',
  (_, batch) => {
    for (const fixture of batch)
      expect(ourWalls(fixture), fixture.rule).toEqual(icalWalls(fixture));
  },
);

/** What ical.js 2.2 gets wrong, by RFC 5545 and by dateutil alike. */
function beyondIcal({ rule, start }: ScheduleFixture): boolean {
  const weekNumber = rule.includes('BYWEEKNO'); // It takes every week of the year.
  const nthOfYear = /FREQ=YEARLY;BYDAY=\d/u.test(rule); // Likewise.
  const leapDay = rule === 'FREQ=YEARLY' && start.includes('-02-29'); // It meets on 1 March in other years.
  const limited = /BYMONTH=|BYSETPOS|DAILY.*BYDAY/u.test(rule);
  const countsStart = limited && rule.includes('COUNT') && !startFits({ rule, start }); // It counts a start that doesn't fit.
  return weekNumber || nthOfYear || leapDay || countsStart;
}

/** Whether the anchor is itself a date of the rule. */
function startFits({ rule, start }: Pick<ScheduleFixture, 'rule' | 'start'>): boolean {
  return wallsOf(rule.replace(/;COUNT=\d+/u, ''), start, 1)[0] === `${start}:00`;
}

function ourWalls({ rule, start }: ScheduleFixture): string[] {
  return wallsOf(rule, start, Infinity);
}

function wallsOf(rrule: string, start: string, count: number): string[] {
  const walls: string[] = [];
  const from = Temporal.Instant.from('1990-01-01T00:00Z');
  // In UTC the wall clock shows every time once: what is compared is the rule, without the zone.
  for (const time of slotTimes(
    { rrule, start: Temporal.PlainDateTime.from(start), zone: 'UTC' },
    from,
  )) {
    const wall = time.toString().slice(0, 19);
    if (wall > until || walls.length === count) break;
    walls.push(wall);
  }
  return walls;
}

function icalWalls({ rule, start }: ScheduleFixture): string[] {
  const dates = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(`${start}:00`));
  const walls: string[] = [];
  for (let date = dates.next(); date && date.toString() <= until; date = dates.next())
    walls.push(date.toString());
  // With a limiting part (BYMONTH, BYSETPOS, BYDAY of a daily rule) it gives a first date that doesn't fit the rule:
  // the start itself or its week's. dateutil gives none, nor does it without such a part.
  return walls.filter((wall, index) => index > 0 || fitsLimits(rule, wall));
}

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function fitsLimits(rule: string, wall: string): boolean {
  const at = Temporal.PlainDateTime.from(wall);
  const months = /BYMONTH=([\d,]+)/u.exec(rule)?.[1]?.split(',');
  const weekdays = /FREQ=DAILY.*BYDAY=([\w,]+)/u.exec(rule)?.[1]?.split(',');
  const last = /BYSETPOS=-1/u.test(rule)
    ? /BYDAY=([\w,]+)/u.exec(rule)?.[1]?.split(',')
    : undefined;
  if (months && !months.includes(String(at.month))) return false;
  if (weekdays && !weekdays.includes(days[at.dayOfWeek - 1] ?? '')) return false;
  return !last || !laterInMonth(at, last);
}

function laterInMonth(at: Temporal.PlainDateTime, weekdays: string[]): boolean {
  for (let next = at.add({ days: 1 }); next.month === at.month; next = next.add({ days: 1 }))
    if (weekdays.includes(days[next.dayOfWeek - 1] ?? '')) return true;
  return false;
}
