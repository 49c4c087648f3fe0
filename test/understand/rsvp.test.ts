import { describe, expect, it } from 'vitest';
import { readRsvp } from '../../src/understand/rsvp.ts';

const reply = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'METHOD:REPLY', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  );

describe('an answer to an invitation', () => {
  it.each([
    ['ACCEPTED', 'coming'],
    ['TENTATIVE', 'maybe'],
    ['DECLINED', 'regrets'],
    ['DELEGATED', 'regrets'],
  ])('of %s means %s', (status, intention) => {
    const text = reply('UID:a@convoke', `ATTENDEE;PARTSTAT=${status}:mailto:Ann@Example.org`);
    expect(readRsvp([text])).toEqual({
      uid: 'a@convoke',
      attendee: 'ann@example.org',
      intention,
      sequence: 0,
    });
  });

  it('is read through folded lines, quoted parameters and what lies within the event', () => {
    const text = reply(
      'BEGIN:VALARM',
      'UID:of-the-alarm',
      'END:VALARM',
      'UID:0196f2a0-6c1e-7f3b-9a58',
      ' -1f0f5f4f6a01@convoke',
      'SEQUENCE:3',
      'RECURRENCE-ID;TZID="Europe/London":20140624T160000',
      'ATTENDEE;CN="Chaudhry, Amir: chair";X-A=b;PARTSTAT=ACC',
      '\tEPTED;RSVP=TRUE:MAILTO:amir@member.test',
    );
    expect(readRsvp(['no calendar', text])).toEqual({
      uid: '0196f2a0-6c1e-7f3b-9a58-1f0f5f4f6a01@convoke',
      attendee: 'amir@member.test',
      intention: 'coming',
      sequence: 3,
      recurrence: { local: Temporal.PlainDateTime.from('2014-06-24T16:00') },
    });
  });

  it('names a moment in UTC as such', () => {
    const text = reply(
      'UID:a',
      'RECURRENCE-ID:20140624T150000Z',
      'ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.test',
    );
    expect(readRsvp([text])?.recurrence).toEqual({
      at: Temporal.Instant.from('2014-06-24T15:00:00Z'),
    });
  });

  it.each([
    ['an invitation', reply('UID:a').replace('REPLY', 'REQUEST')],
    ['one not decided', reply('UID:a', 'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@b.test')],
    ['one without a UID', reply('ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.test')],
    ['nonsense', 'METHOD:REPLY;;;\n:::\nUID'],
    ['an empty part', ''],
  ])('is not %s', (_, text) => {
    expect(readRsvp([text])).toBeUndefined();
  });

  it('of a megabyte is left alone', () => {
    expect(readRsvp([reply(`UID:${'a'.repeat(1_000_000)}`)])).toBeUndefined();
  });
});
