import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import { occurrences } from '../../src/domain/schedule.ts';
import type { Series } from '../../src/domain/series.ts';
import { meetingCalendar } from '../../src/render/calendar.ts';
import { seriesCalendar } from '../../src/render/calendar-series.ts';
import { readCalendar, shownDates } from '../support/ical-reader.ts';
import { aMeeting, anItem, aSeries, aSheet } from '../support/sheet.ts';

const now = Temporal.Instant.from('2014-07-01T12:00:00Z');
const local = (text: string) => Temporal.PlainDateTime.from(text);

/** What the feed shows over a year from now beside what the schedule says. */
function expectAgreement(series: Series): void {
  const to = now.add({ hours: 24 * 365 });
  const due = [...occurrences(series, { from: now, to })].map(({ startsAt }) => String(startsAt));
  expect(due.length).toBeGreaterThan(5);
  const shown = shownDates(seriesCalendar({ series, meetings: [] }, now), {
    from: String(now),
    count: 400,
  });
  expect(shown.filter((date) => date < String(to))).toEqual(due);
}

describe('the feed of a series shows the dates of its schedule', () => {
  test.each<[string, Partial<Series>]>([
    ['a plain rule', {}],
    ['a rule in UTC', { zone: 'UTC' }],
    ['a start that does not fit the rule', { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH' }],
    ['a nth weekday', { rrule: 'FREQ=MONTHLY;BYDAY=-1FR', zone: 'America/New_York' }],
    ['an end by date', { rrule: 'FREQ=WEEKLY;UNTIL=20141118' }],
    ['an end by moment', { rrule: 'FREQ=WEEKLY;UNTIL=20141118T160000Z' }],
    ['a count', { rrule: 'FREQ=WEEKLY;COUNT=20' }],
    ['several rules', { rrule: 'FREQ=WEEKLY;BYDAY=TU\nFREQ=MONTHLY;BYDAY=1FR' }],
    ['a zone without yearly rules', { zone: 'Africa/Casablanca', rrule: 'FREQ=WEEKLY' }],
    [
      'skips, extras and moves',
      {
        exceptions: {
          skips: [{ occurrence: local('2014-07-22T16:00') }],
          extras: [local('2014-07-30T17:00')],
          moves: [{ occurrence: local('2014-08-05T16:00'), to: local('2014-08-06T10:00') }],
        },
      },
    ],
    [
      'another hour every fourth week',
      {
        rrule: 'FREQ=WEEKLY',
        slots: [
          {
            rrule: 'FREQ=WEEKLY;INTERVAL=4',
            start: local('2014-07-15T21:00'),
            zone: 'Europe/London',
            instead: true,
          },
        ],
      },
    ],
    [
      'changes from now on',
      {
        exceptions: {
          changes: [
            {
              from: Temporal.PlainDate.from('2014-09-01'),
              rrule: 'FREQ=WEEKLY;BYDAY=MO',
              start: local('2014-09-01T11:00'),
              zone: 'America/New_York',
            },
            {
              from: Temporal.PlainDate.from('2015-01-01'),
              rrule: 'FREQ=WEEKLY;INTERVAL=3;COUNT=12',
              start: local('2014-12-01T11:00'),
              zone: 'UTC',
            },
          ],
        },
      },
    ],
  ])('%s', (_, changes) => {
    expectAgreement(aSeries(changes));
  });
});

describe('the feed of a series', () => {
  const series = aSeries();
  const moved = aMeeting({
    occurrence: Temporal.Instant.from('2014-07-08T15:00:00Z'),
    startsAt: Temporal.Instant.from('2014-07-09T09:00:00Z'),
    sequence: 3,
  });

  test('shows a meeting as its mails do, under the same UID and RECURRENCE-ID', () => {
    const mailed = readCalendar(meetingCalendar(aSheet({ meeting: moved }), now, 'REQUEST'))
      .entries[0];
    const fed = readCalendar(
      seriesCalendar({ series, meetings: [{ meeting: moved, items: [anItem()] }] }, now),
    ).entries;
    const { component: _mail, ...expected } = mailed ?? { component: undefined };
    expect(fed.find(({ recurrenceId }) => recurrenceId !== undefined)).toMatchObject(expected);
    expect(
      shownDates(seriesCalendar({ series, meetings: [{ meeting: moved, items: [] }] }, now), {
        from: String(now),
        count: 2,
      }),
    ).toEqual(['2014-07-09T09:00:00Z', '2014-07-22T15:00:00Z']);
  });

  test('shows a cancelled meeting as cancelled, also when its date is skipped', () => {
    const off = { ...moved, startsAt: moved.occurrence, status: 'cancelled' as const };
    const skips = [{ occurrence: local('2014-07-08T16:00') }];
    const text = seriesCalendar(
      { series: aSeries({ exceptions: { skips } }), meetings: [{ meeting: off, items: [] }] },
      now,
    );
    expect(text).not.toContain('EXDATE');
    expect(readCalendar(text).entries.map(({ status }) => status)).toContain('CANCELLED');
    expect(shownDates(text, { from: String(now), count: 1 })).toEqual(['2014-07-22T15:00:00Z']);
  });

  test('names nobody and can be published', () => {
    const text = seriesCalendar(
      { series, meetings: [{ meeting: moved, items: [] }], url: 'https://example.org/weekly' },
      now,
    );
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|mailto/iu);
    expect(readCalendar(text).method).toBe('PUBLISH');
    expect(text).toContain('X-WR-CALNAME:Weekly call\r\n');
  });

  test('of a paused series shows no further meetings', () => {
    const text = seriesCalendar({ series: aSeries({ paused: true }), meetings: [] }, now);
    expect(shownDates(text, { from: String(now), count: 5 })).toEqual([]);
    expect(shownDates(text, { from: '2014-06-01', count: 5 })).toEqual(['2014-06-24T15:00:00Z']);
  });

  test('of a series that never met is a calendar without entries', () => {
    const text = seriesCalendar(
      { series: aSeries({ paused: true, start: local('2030-01-01T16:00') }), meetings: [] },
      now,
    );
    expect(readCalendar(text).entries).toEqual([]);
  });

  test('is read by an independent parser, which finds the same dates', () => {
    const text = seriesCalendar({ series, meetings: [{ meeting: moved, items: [] }] }, now);
    const master = Object.values(nodeIcal.sync.parseICS(text)).find(
      (found) => found?.type === 'VEVENT' && found.rrule,
    );
    if (master?.type !== 'VEVENT' || !master.rrule) throw new Error('no repeating entry');
    const dates = master.rrule.between(new Date('2014-10-01'), new Date('2014-11-30'));
    expect(dates.map((date) => date.toISOString())).toEqual([
      '2014-10-14T15:00:00.000Z',
      '2014-10-28T16:00:00.000Z',
      '2014-11-11T16:00:00.000Z',
      '2014-11-25T16:00:00.000Z',
    ]);
    expect(Object.values(master.recurrences ?? {})).not.toHaveLength(0);
  });
});
