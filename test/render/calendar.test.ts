import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import { meetingCalendar } from '../../src/render/calendar.ts';
import { readCalendar } from '../support/ical-reader.ts';
import { aMeeting, anItem, aSeries, aSheet } from '../support/sheet.ts';

const now = Temporal.Instant.from('2014-06-24T08:00:00Z');
const instant = (text: string) => Temporal.Instant.from(text);

function onlyEntry(text: string) {
  const { entries } = readCalendar(text);
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  if (!entry) throw new Error('no entry');
  return entry;
}

function value(text: string, name: string): string {
  return String(onlyEntry(text).component.getFirstPropertyValue(name));
}

describe('the .ics of a meeting', () => {
  test('holds its time, read through the zone rules that it carries', () => {
    const entry = onlyEntry(meetingCalendar(aSheet(), now, 'REQUEST'));
    expect(entry).toMatchObject({
      start: '2014-06-24T15:00:00Z',
      end: '2014-06-24T16:00:00Z',
      sequence: 0,
      status: 'CONFIRMED',
    });
    expect(value(meetingCalendar(aSheet(), now, 'REQUEST'), 'dtstamp')).toBe(
      '2014-06-24T08:00:00Z',
    );
  });

  test('is read alike by an independent parser', () => {
    const sheet = aSheet({
      items: [anItem({ title: 'Release; ARM, and "more"' })],
      url: 'https://example.org/a,b;c',
    });
    const parsed = nodeIcal.sync.parseICS(meetingCalendar(sheet, now, 'REQUEST'));
    const found = Object.values(parsed).find((component) => component?.type === 'VEVENT');
    if (found?.type !== 'VEVENT') throw new Error('no event');
    expect(found.start.toISOString()).toBe('2014-06-24T15:00:00.000Z');
    expect(found.end?.toISOString()).toBe('2014-06-24T16:00:00.000Z');
    expect(found.summary).toBe('Weekly call');
    expect(found.description).toBe('#1 Release; ARM, and "more"');
  });

  test('keeps its UID and RECURRENCE-ID when the meeting moves or is called off, and raises SEQUENCE', () => {
    const moved = aSheet({
      meeting: aMeeting({ startsAt: instant('2014-06-25T10:00:00Z'), sequence: 1 }),
    });
    const off = aSheet({
      meeting: aMeeting({ status: 'cancelled', cancelReason: 'OSCON', sequence: 2 }),
    });
    const entries = [
      onlyEntry(meetingCalendar(aSheet(), now, 'REQUEST')),
      onlyEntry(meetingCalendar(moved, now, 'REQUEST')),
      onlyEntry(meetingCalendar(off, now, 'CANCEL')),
    ];
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(1);
    expect(entries.map(({ recurrenceId }) => recurrenceId)).toEqual(
      Array(3).fill('2014-06-24T15:00:00Z'),
    );
    expect(entries.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    expect(entries.map(({ start }) => start.slice(0, 10))).toEqual([
      '2014-06-24',
      '2014-06-25',
      '2014-06-24',
    ]);
  });

  test('says that it is called off, and why', () => {
    const off = aSheet({
      meeting: aMeeting({ status: 'cancelled', cancelReason: 'nothing to discuss' }),
    });
    const text = meetingCalendar(off, now, 'CANCEL');
    expect(readCalendar(text).method).toBe('CANCEL');
    expect(value(text, 'status')).toBe('CANCELLED');
    expect(value(text, 'description')).toBe('Called off: nothing to discuss');
  });

  test('is tentative before the meeting is confirmed', () => {
    const called = aSheet({ meeting: aMeeting({ status: 'called' }) });
    expect(value(meetingCalendar(called, now, 'PUBLISH'), 'status')).toBe('TENTATIVE');
  });

  test('lists the agenda in its order, without what is off it', () => {
    const items = [
      anItem({ number: 2, position: 1, title: 'ARM update', lead: 'Anil', minutes: 10 }),
      anItem({ number: 1, position: 2, title: 'Release' }),
      anItem({ number: 3, position: 3, status: 'withdrawn', title: 'Gone' }),
    ];
    const text = meetingCalendar(aSheet({ items }), now, 'REQUEST');
    expect(value(text, 'description')).toBe('#2 ARM update (Anil, 10 min)\n#1 Release');
  });

  test('names nobody unless told, and answers go to the address for replies', () => {
    const text = meetingCalendar(aSheet({ replyTo: 'agenda+t0ken@example.org' }), now, 'REQUEST');
    expect(text).not.toContain('ATTENDEE');
    expect(value(text, 'organizer')).toBe('mailto:agenda+t0ken@example.org');
    const list = meetingCalendar(aSheet({ listAddress: 'list@example.org' }), now, 'REQUEST');
    expect(value(list, 'organizer')).toBe('mailto:list@example.org');
  });

  test('names attendees with their intention', () => {
    const attendees = [
      { name: 'Ann', address: 'ann@example.org', intention: 'coming' as const },
      { name: 'Bob "B" Ob', address: 'bob@example.org' },
    ];
    const { component } = onlyEntry(meetingCalendar(aSheet(), now, 'REQUEST', attendees));
    const named = component.getAllProperties('attendee');
    expect(named.map((property) => property.getParameter('partstat'))).toEqual([
      'ACCEPTED',
      'NEEDS-ACTION',
    ]);
    expect(named[1]?.getParameter('cn')).toBe('Bob "B" Ob');
  });

  test('has lines of at most 75 octets ended by CRLF, whatever people write', () => {
    const title = '日本語の議題 🐫 \\n; '.repeat(60);
    const text = meetingCalendar(aSheet({ items: [anItem({ title })] }), now, 'REQUEST');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const lines = text.slice(0, -2).split('\r\n');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n]/u);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(value(text, 'description')).toBe(`#1 ${title}`);
  });

  test('takes people’s words as words, never as lines of its own', () => {
    const evil = 'x\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:DISPLAY\u0000\u2028';
    const sheet = aSheet({
      series: aSeries({ name: evil }),
      items: [anItem({ title: evil, lead: evil })],
      meeting: aMeeting({ cancelReason: evil }),
      replyTo: 'agenda@example.org\r\nX-EVIL:1',
      url: `https://example.org/\r\nX-EVIL:1`,
    });
    const text = meetingCalendar(sheet, now, 'REQUEST');
    const { root } = readCalendar(text);
    expect(root.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone', 'vevent']);
    expect(onlyEntry(text).component.getAllSubcomponents()).toEqual([]);
    expect(text).not.toMatch(/^(?:X-EVIL|ACTION|BEGIN:VALARM)/mu);
  });

  test('has what RFC 5546 asks of each method', () => {
    for (const method of ['REQUEST', 'CANCEL', 'PUBLISH'] as const) {
      const text = meetingCalendar(aSheet({ replyTo: 'agenda@example.org' }), now, method);
      const { component } = onlyEntry(text);
      for (const name of [
        'uid',
        'dtstamp',
        'dtstart',
        'dtend',
        'summary',
        'sequence',
        'organizer',
        'status',
      ])
        expect(component.getAllProperties(name), `${method} ${name}`).toHaveLength(1);
    }
  });

  test('is written in UTC for a series in UTC', () => {
    const series = aSeries({ zone: 'UTC' });
    const text = meetingCalendar(aSheet({ series }), now, 'REQUEST');
    expect(text).toContain('DTSTART:20140624T150000Z');
    expect(text).not.toContain('VTIMEZONE');
  });

  test('of a series that meets ad hoc has a UID of its own and no RECURRENCE-ID', () => {
    const { rrule: _, ...adHoc } = aSeries();
    const text = meetingCalendar(aSheet({ series: adHoc }), now, 'REQUEST');
    expect(onlyEntry(text)).not.toHaveProperty('recurrenceId');
    expect(onlyEntry(text).uid).toBe(`${adHoc.id}-20140624T150000Z@convoke`);
  });
});

test('ical.js finds nothing to refuse in strict parsing', () => {
  const strict = ICAL.design.strict;
  ICAL.design.strict = true;
  try {
    expect(() => ICAL.parse(meetingCalendar(aSheet(), now, 'REQUEST'))).not.toThrow();
  } finally {
    ICAL.design.strict = strict;
  }
});
