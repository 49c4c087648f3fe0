import { expect, it } from 'vitest';
import { readWrittenDate, readWrittenTime } from '../../src/understand/written-time.ts';

const zone = 'Europe/London';
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
// A Monday; the call is on the Tuesday.
const context = { zone, now: at('2014-06-23T10:00'), startsAt: at('2014-06-24T16:00') };
const read = (text: string) => readWrittenTime(text, context).toString({ smallestUnit: 'minute' });

it.each([
  ['2014-06-25 17:00', '2014-06-25T17:00'],
  ['2014-06-25T17:00', '2014-06-25T17:00'],
  ['2014-06-25T17:00:00', '2014-06-25T17:00'],
  ['2014-06-25 at 17:00', '2014-06-25T17:00'],
  ['25 June 2014 17:00', '2014-06-25T17:00'],
  ['25 June, 17:00', '2014-06-25T17:00'],
  ['17:00 on 25 June', '2014-06-25T17:00'],
  ['the 25th of June at 5 pm', '2014-06-25T17:00'],
  ['June 25, 5:30pm', '2014-06-25T17:30'],
  ['June 25th 2014 at 17h30', '2014-06-25T17:30'],
  ['Wed, 25 Jun 2014 17:00', '2014-06-25T17:00'],
  ['Wednesday 17:00', '2014-06-25T17:00'],
  ['wednesday at 17.30', '2014-06-25T17:30'],
  ['this Thursday', '2014-06-26T16:00'],
  ['tomorrow 17:00', '2014-06-24T17:00'],
  ['today, noon', '2014-06-23T12:00'],
  ['17:00', '2014-06-24T17:00'],
  ['5 pm', '2014-06-24T17:00'],
  ['12 am', '2014-06-24T00:00'],
  ['25.06.2014 17:00', '2014-06-25T17:00'],
  ['25/06/2014 17:00', '2014-06-25T17:00'],
  ['06/25/2014 5pm', '2014-06-25T17:00'],
  ['2 January 17:00', '2015-01-02T17:00'],
  ['2014-06-25 16:00 UTC', '2014-06-25T17:00'],
  ['2014-06-25 18:00 Europe/Berlin', '2014-06-25T17:00'],
  ['2014-06-25 18:00 (Europe/Berlin)', '2014-06-25T17:00'],
  ['2014-06-25T16:00Z', '2014-06-25T17:00'],
])('reads %s', (text, local) => {
  expect(read(text)).toBe(local);
});

it.each([
  ['06/07/2014 17:00', /2014-07-06 or 2014-06-07/u],
  ['next Wednesday 17:00', /2014-06-25 or 2014-07-02/u],
  ['Monday 17:00', /2014-06-23 or 2014-06-30/u],
  ['5:00', /morning or in the afternoon/u],
  ['25 June 5', /can’t be read/u],
  ['Thursday 25 June 17:00', /is a Wednesday, not a Thursday/u],
  ['2014-06-25 17:00 CEST', /several zones/u],
  ['2014-06-25 17:00 IST', /several zones/u],
  ['2014-06-25 17:00 Mars/Base', /no zone/u],
  ['2014-06-31 17:00', /does not exist/u],
  ['25:00', /no time of day/u],
  ['13 pm', /no time of day/u],
  ['midnight', /Midnight/u],
  ['next week', /can’t be read/u],
  ['never', /can’t be read/u],
  ['2014-06-25 17:00 or 18:00', /can’t be read/u],
  ['17:00 - 18:00', /can’t be read/u],
])('asks back about %s', (text, words) => {
  expect(() => read(text)).toThrow(words);
});

it('reads a date alone', () => {
  expect(String(readWrittenDate('8 July', context))).toBe('2014-07-08');
  expect(() => readWrittenDate('8 July 17:00', context)).toThrow(/no date/u);
});

it('asks back about a weekday well before the meeting, which may be the one after it', () => {
  const later = { ...context, startsAt: at('2014-06-30T16:00') };
  expect(() => readWrittenTime('Wednesday 17:00', later)).toThrow(/2014-06-25 or 2014-07-02/u);
  expect(String(readWrittenTime('this Wednesday 17:00', later))).toBe('2014-06-25T17:00:00');
  expect(String(readWrittenTime('Friday 17:00', later))).toBe('2014-06-27T17:00:00');
});

it('takes today and tomorrow from the zone that is named', () => {
  const evening = { ...context, now: at('2014-06-23T17:00') };
  // It is Tuesday 01:00 in Tokyo, so tomorrow is Wednesday.
  expect(String(readWrittenTime('tomorrow 00:30 Asia/Tokyo', evening))).toBe('2014-06-24T16:30:00');
});
