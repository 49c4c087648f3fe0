import { describe, expect, test } from 'vitest';
import { clockChanges, clockChangeWords } from '../../src/render/time-line-changes.ts';
import { discordTime, timeLine } from '../../src/render/time-line.ts';
import { offsetWords, placeOf } from '../../src/render/zones.ts';
import { timeLint, timeLintCalendar, timeLintHtml } from '../support/time-lint.ts';

const instant = (text: string) => Temporal.Instant.from(text);
const meeting = instant('2014-06-24T15:00:00Z');

describe('a time line', () => {
  test('shows the reference zone first, the others from west to east, UTC last', () => {
    expect(
      timeLine(
        meeting,
        ['America/New_York', 'Europe/Berlin', 'America/Los_Angeles'],
        'Europe/London',
      ).text,
    ).toBe(
      'Tuesday 24 June 2014: 16:00 London (UTC+1), 08:00 Los Angeles (UTC-7), 11:00 New York (UTC-4), 17:00 Berlin (UTC+2), 15:00 UTC',
    );
  });

  test('names the date where it is another', () => {
    expect(timeLine(meeting, ['Asia/Tokyo'], 'Europe/London').text).toBe(
      'Tuesday 24 June 2014: 16:00 London (UTC+1), 00:00 Tokyo (UTC+9) on Wednesday 25 June 2014, 15:00 UTC',
    );
    const early = timeLine(
      instant('2014-06-24T03:00:00Z'),
      ['America/Los_Angeles'],
      'Europe/London',
    );
    expect(early.entries[1]).toMatchObject({ time: '20:00', date: 'Monday 23 June 2014' });
  });

  test('lets places with the same clock share an entry, which need not hold on another date', () => {
    const zones = ['Europe/Lisbon', 'Africa/Lagos', 'Europe/London'];
    expect(timeLine(meeting, zones, 'Europe/London').entries[0]?.places).toEqual([
      'London',
      'Lisbon',
      'Lagos',
    ]);
    const winter = timeLine(instant('2014-12-23T16:00:00Z'), zones, 'Europe/London');
    expect(winter.entries.map(({ places, time }) => `${places.join('+')} ${time}`)).toEqual([
      'London+Lisbon 16:00',
      'Lagos 17:00',
    ]);
  });

  test('shows a meeting in UTC once', () => {
    expect(timeLine(meeting, ['UTC', 'Etc/UTC'], 'UTC').text).toBe(
      'Tuesday 24 June 2014: 15:00 UTC',
    );
  });

  test('reads zones as people name their cities, with offsets and no abbreviation', () => {
    expect(
      [
        'America/New_York',
        'America/Sao_Paulo',
        'America/Argentina/Buenos_Aires',
        'Asia/Calcutta',
        'Etc/GMT+5',
      ].map(placeOf),
    ).toEqual(['New York', 'São Paulo', 'Buenos Aires', 'Kolkata', undefined]);
    expect(
      ['Asia/Kathmandu', 'America/St_Johns', 'Etc/GMT+5', 'UTC'].map((zone) =>
        offsetWords(meeting, zone),
      ),
    ).toEqual(['UTC+5:45', 'UTC-2:30', 'UTC-5', 'UTC']);
  });

  test('never disagrees with itself, at any hour of two years, in zones with odd changes', () => {
    const zones = [
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
      'America/Asuncion',
      'Pacific/Kiritimati',
      'Pacific/Apia',
      'America/St_Johns',
    ];
    for (
      let at = instant('2011-06-01T00:10:00Z');
      at.epochMilliseconds < Date.UTC(2013, 5);
      at = at.add({ hours: 61 })
    ) {
      const { text } = timeLine(at, zones, 'Europe/London');
      expect(timeLint(text, { instants: [at], zones: ['Europe/London', ...zones] }), text).toEqual(
        [],
      );
    }
  });
});

test('a Discord timestamp is in whole seconds', () => {
  expect(discordTime(meeting)).toBe('<t:1403622000:F>');
  expect(discordTime(meeting.add({ milliseconds: 999 }), 'R')).toBe('<t:1403622000:R>');
});

describe('clock changes between two meetings', () => {
  const zones = ['America/New_York', 'Europe/London'];
  const referenceZone = 'Europe/London';

  test('are found with their size and moment', () => {
    const changes = clockChanges({
      zones,
      from: instant('2014-10-14T15:00Z'),
      to: instant('2014-10-28T16:00Z'),
    });
    expect(
      changes.map(({ zone, byMinutes, at }) => `${zone} ${byMinutes} ${at.toString()}`),
    ).toEqual(['Europe/London -60 2014-10-26T01:00:00Z']);
  });

  test('are told to those whose hour changes', () => {
    const from = instant('2014-10-14T15:00Z');
    const to = instant('2014-10-28T16:00Z');
    expect(
      clockChangeWords({
        zones: ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin'],
        referenceZone,
        from,
        to,
      }),
    ).toBe(
      'Clocks in London and Berlin go back an hour on Sunday 26 October 2014; people in New York and Tokyo meet an hour later than usual.',
    );
  });

  test('elsewhere only are told, too', () => {
    const words = clockChangeWords({
      zones,
      referenceZone,
      from: instant('2026-03-03T16:00Z'),
      to: instant('2026-03-10T16:00Z'),
    });
    expect(words).toBe(
      'Clocks in New York go forward an hour on Sunday 8 March 2026; people in New York meet an hour later than usual.',
    );
  });

  test('of half an hour are told as such', () => {
    const from = instant('2026-10-01T06:00Z');
    const to = instant('2026-10-08T06:00Z');
    expect(
      clockChangeWords({ zones: ['Australia/Lord_Howe'], referenceZone: 'Asia/Tokyo', from, to }),
    ).toBe(
      'Clocks in Lord Howe go forward half an hour on Sunday 4 October 2026; people in Lord Howe meet half an hour later than usual.',
    );
  });

  test('are not told when they are the same for all, or there are none', () => {
    const from = instant('2014-10-14T15:00Z');
    expect(
      clockChangeWords({
        zones: ['Europe/Berlin'],
        referenceZone,
        from,
        to: instant('2014-10-28T16:00Z'),
      }),
    ).toBeUndefined();
    expect(
      clockChangeWords({ zones, referenceZone, from, to: instant('2014-10-21T15:00Z') }),
    ).toBeUndefined();
    expect(clockChanges({ zones, from, to: from })).toEqual([]);
  });
});

describe('the linter of times', () => {
  const context = {
    instants: [meeting],
    zones: ['Europe/London', 'America/New_York', 'Asia/Tokyo'],
  };

  test.each([
    'Tuesday 24 June 2014',
    'Tue, 24 Jun 2014',
    'Tuesday, June 24th, 2014',
    'Tuesday the 24th of June',
    'Tuesday 2014-06-24',
    'the call on Tuesday 24 June, and Wednesday 25 June',
    '16:00 London (UTC+1), 11:00 New York (UTC-4)',
    '<t:1403622000:F>',
    'no time at all, on a Friday in May',
  ])('passes %j', (text) => {
    expect(timeLint(text, context)).toEqual([]);
  });

  test.each([
    ['Wednesday 24 June 2014', 'is a Tuesday'],
    ['Mon 24 June', 'is a Tuesday'],
    ['Tuesday, June 25, 2014', 'is a Wednesday'],
    ['Tuesday 2014-06-25', 'is a Wednesday'],
    ['Friday 31 June 2014', 'is no date'],
    ['15:00 London (UTC+1)', 'is no moment of the text'],
    ['16:00 London (UTC)', 'is no moment of the text'],
    ['11:00 New York (UTC-5)', 'is no moment of the text'],
    ['16:00 Paris (UTC+2)', 'no zone of the text'],
    ['<t:1403622001:F>', 'is no moment of the text'],
    ['London       15:00 (UTC+1)', 'is no moment of the text'],
    ['London       16:00 (UTC)', 'is no moment of the text'],
    ['| Tokyo | 00:00 (UTC+9) on Tuesday 24 June 2014 |', 'is no moment of the text'],
    ['**New York** 11:30 (UTC-4)', 'is no moment of the text'],
    ['Tuesday 24 June 2014, 15:00 (Europe/London)', 'is no moment of the text'],
  ])('refuses %j', (text, said) => {
    expect(timeLint(text, context).join('\n')).toContain(said);
  });

  test.each([
    'London       16:00 (UTC+1)',
    '| Tokyo | 00:00 (UTC+9) on Wednesday 25 June 2014 |',
    'Tuesday 24 June 2014, 16:00 (Europe/London)',
  ])('passes the row %j', (text) => {
    expect(timeLint(text, context)).toEqual([]);
  });

  test.each([
    '<p>Wednesday <b>24 June</b> 2014</p>',
    '<td>London</td><td>15:00 (UTC+1)</td>',
    '<td>Tokyo</td><td>00:00 (UTC+9) on <i>Tuesday 24 June 2014</i></td>',
  ])('refuses the HTML %j', (html) => {
    expect(timeLintHtml(html, context)).not.toEqual([]);
  });

  test.each([
    'DTSTART;TZID=Europe/London:20140624T150000',
    'DTSTART:20140624T160000Z',
    'RECURRENCE-ID;TZID=Europe/London:2014062\r\n 4T170000',
  ])('refuses the calendar entry %j', (entry) => {
    expect(timeLintCalendar(`BEGIN:VEVENT\r\n${entry}\r\nEND:VEVENT\r\n`, context)).not.toEqual([]);
  });

  test('finds any hour or day that is shifted in a whole message', () => {
    const { text } = timeLine(meeting, context.zones, 'Europe/London');
    const shifts: [RegExp, string][] = [
      [/Tuesday/u, 'Monday'],
      [/24 June/u, '25 June'],
      [/16:00/u, '17:00'],
      [/UTC\+1/u, 'UTC+2'],
      [/11:00/u, '10:00'],
      [/UTC\+9/u, 'UTC+8'],
      [/Wednesday/u, 'Thursday'],
    ];
    expect(timeLint(text, context)).toEqual([]);
    for (const [from, to] of shifts)
      expect(timeLint(text.replace(from, to), context), `${from} to ${to}`).not.toEqual([]);
  });
});
