import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { vtimezone } from '../../src/render/calendar-zone.ts';
import { toUtc } from '../support/ical-reader.ts';

const from = Temporal.Instant.from('2005-06-01T00:00:00Z');
const to = Temporal.Instant.from('2026-01-01T00:00:00Z');

function read(zone: string, span = { from, to }): ICAL.Timezone {
  return new ICAL.Timezone(new ICAL.Component(ICAL.parse(vtimezone(zone, span))));
}

/** The offset in hours that a calendar program applies at a local time. */
function icalUtc(zone: ICAL.Timezone, wall: Temporal.PlainDateTime): string {
  return toUtc(ICAL.Time.fromDateTimeString(wall.toString({ smallestUnit: 'second' })), zone);
}

describe('a zone written for calendars', () => {
  test.each([
    'Europe/London',
    'Europe/Dublin',
    'America/New_York',
    'America/St_Johns',
    'America/Asuncion',
    'America/Caracas',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Tehran',
    'Asia/Gaza',
    'Asia/Kathmandu',
    'Asia/Pyongyang',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Pacific/Chatham',
    'Europe/Istanbul',
    'Antarctica/Troll',
  ])('%s gives the moments that the zone data gives, hour by hour around each change', (name) => {
    const zone = read(name);
    let change = from.toZonedDateTimeISO(name).getTimeZoneTransition('next');
    const walls = [
      Temporal.PlainDateTime.from('2006-02-01T12:00'),
      Temporal.PlainDateTime.from('2025-12-30T12:00'),
    ];
    for (
      ;
      change && Temporal.Instant.compare(change.toInstant(), to) < 0;
      change = change.getTimeZoneTransition('next')
    )
      for (const hours of [-26, -5, -3, 3, 5, 26])
        walls.push(change.toPlainDateTime().add({ hours }));
    for (const wall of walls.filter((one) => isPlain(one, name)))
      expect(icalUtc(zone, wall), String(wall)).toBe(
        String(wall.toZonedDateTime(name).toInstant()),
      );
  });

  test('is right before its first and after its last change', () => {
    const span = {
      from: Temporal.Instant.from('2014-06-24T15:00Z'),
      to: Temporal.Instant.from('2015-06-24T15:00Z'),
    };
    const zone = read('Europe/London', span);
    expect(icalUtc(zone, Temporal.PlainDateTime.from('2014-06-24T16:00'))).toBe(
      '2014-06-24T15:00:00Z',
    );
    expect(icalUtc(zone, Temporal.PlainDateTime.from('2014-12-24T16:00'))).toBe(
      '2014-12-24T16:00:00Z',
    );
    expect(icalUtc(zone, Temporal.PlainDateTime.from('2015-05-24T16:00'))).toBe(
      '2015-05-24T15:00:00Z',
    );
  });

  test('that never changes has one observance', () => {
    const text = vtimezone('Etc/GMT+5', { from, to });
    expect(text.match(/BEGIN:(?:STANDARD|DAYLIGHT)/gu)).toEqual(['BEGIN:STANDARD']);
    expect(text).toContain('TZOFFSETTO:-0500');
  });
});

/** A wall-clock time that comes once: programs differ on others. */
function isPlain(wall: Temporal.PlainDateTime, zone: string): boolean {
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  return earlier !== undefined && later !== undefined && earlier.equals(later);
}
