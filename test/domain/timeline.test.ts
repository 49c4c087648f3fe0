import { describe, expect, test } from 'vitest';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { steps, timeline, type TimelineMeeting } from '../../src/domain/timeline.ts';

const london = {
  start: Temporal.PlainDateTime.from('2014-06-24T16:00'),
  zone: 'Europe/London',
  policy: defaultPolicy,
};

/** A meeting of an hour at a local time in London. */
function meetingAt(local: string, zone = 'Europe/London'): TimelineMeeting {
  const startsAt = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  return { startsAt, durationMinutes: 60 };
}

function shown(
  meeting: TimelineMeeting,
  options: { policy?: Partial<Policy>; holidays?: string[]; zone?: string } = {},
): Record<string, string> {
  const { policy, holidays = [], zone = 'Europe/London' } = options;
  const series = { ...london, zone, policy: { ...defaultPolicy, ...policy } };
  const due = timeline(
    series,
    meeting,
    holidays.map((day) => Temporal.PlainDate.from(day)),
  );
  return Object.fromEntries(
    due.map(({ step, at }) => [
      step,
      at.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16),
    ]),
  );
}

describe('the timeline of a meeting', () => {
  test('on Tuesday 24 June 2014 at 16:00 in London is the design’s', () => {
    const due = timeline(london, meetingAt('2014-06-24T16:00'));
    expect(due.map(({ step }) => step)).toEqual(steps);
    expect(shown(meetingAt('2014-06-24T16:00'))).toEqual({
      call: '2014-06-23T09:00', // Monday
      remind: '2014-06-23T17:00',
      confirm: '2014-06-24T09:00', // Tuesday
      agenda: '2014-06-24T15:30',
      open: '2014-06-24T16:00',
      close: '2014-06-24T18:00', // the end and an hour
      draft: '2014-06-24T18:10',
      chase: '2014-06-26T18:10',
      publish: '2014-06-27T18:10',
    });
    expect(String(due[0]?.at)).toBe('2014-06-23T08:00:00Z');
  });

  test('keeps its local hours across a clock change', () => {
    const due = timeline(london, meetingAt('2026-10-25T16:00'));
    expect(due.map(({ at }) => String(at)).slice(0, 3)).toEqual([
      '2026-10-24T08:00:00Z',
      '2026-10-24T16:00:00Z',
      '2026-10-25T09:00:00Z',
    ]);
    expect(shown(meetingAt('2026-10-23T16:00'))['publish']).toBe('2026-10-26T18:10');
  });

  test('places a step at an hour that the clocks skip after the gap', () => {
    const policy = { confirm: { daysBefore: 0, at: '01:30' } };
    expect(shown(meetingAt('2026-03-29T16:00'), { policy })['confirm']).toBe('2026-03-29T02:30');
  });

  test('confirms an early meeting with its agenda, never after it began', () => {
    expect(shown(meetingAt('2014-06-24T07:00'))).toMatchObject({
      call: '2014-06-23T09:00',
      remind: '2014-06-23T17:00',
      confirm: '2014-06-24T06:30',
      agenda: '2014-06-24T06:30',
    });
  });

  test.each([
    ['with or after the confirmation', { remind: { daysBefore: 0, at: '10:00' } }],
    ['before the call', { call: { daysBefore: 0, at: '07:00' } }],
  ])('leaves out a reminder that would come %s', (_, policy) => {
    expect(shown(meetingAt('2014-06-24T16:00'), { policy })).not.toHaveProperty('remind');
  });

  test.each([
    ['with the confirmation', { daysBefore: 0, at: '09:00' }],
    ['after the confirmation', { daysBefore: 0, at: '12:00' }],
    ['after the meeting', { daysBefore: 0, at: '18:00' }],
  ])('leaves out a call, which nobody could answer, that would come %s', (_, call) => {
    const times = shown(meetingAt('2014-06-24T16:00'), { policy: { call } });
    expect(Object.keys(times)).toEqual(
      steps.filter((step) => step !== 'call' && step !== 'remind'),
    );
  });

  test('calls in time for an early meeting, whose confirmation comes earlier too', () => {
    const call = { daysBefore: 0, at: '06:00' };
    expect(shown(meetingAt('2014-06-24T07:00'), { policy: { call } })).toMatchObject({
      call: '2014-06-24T06:00',
      confirm: '2014-06-24T06:30',
    });
  });

  test('counts what follows the meeting from its real end, and silence from the draft', () => {
    const ended = {
      ...meetingAt('2014-06-24T16:00'),
      closedAt: Temporal.Instant.from('2014-06-24T15:40Z'),
    };
    expect(shown(ended)).toMatchObject({
      close: '2014-06-24T16:40',
      draft: '2014-06-24T16:50',
      publish: '2014-06-27T16:50',
    });
    const draftedLate = { ...ended, draftedAt: Temporal.Instant.from('2014-06-26T08:00Z') };
    expect(shown(draftedLate)).toMatchObject({
      draft: '2014-06-24T16:50',
      chase: '2014-06-28T09:00',
      publish: '2014-06-29T09:00',
    });
  });

  test('chases no later than it publishes', () => {
    const times = shown(meetingAt('2014-06-24T16:00'), { policy: { publishDaysAfterDraft: 1 } });
    expect(times['chase']).toBe(times['publish']);
  });

  test('follows the zone that a change brought', () => {
    const change = {
      from: Temporal.PlainDate.from('2014-07-01'),
      start: Temporal.PlainDateTime.from('2014-07-01T16:00'),
      zone: 'America/New_York',
    };
    const series = { ...london, exceptions: { changes: [change] } };
    const [call] = timeline(series, meetingAt('2014-07-08T16:00', 'America/New_York'));
    expect(String(call?.at)).toBe('2014-07-07T13:00:00Z');
  });
});

describe('lead times in working days', () => {
  const policy = { call: { daysBefore: 1, at: '09:00', workingDays: true as const } };

  test('skip the weekend', () => {
    expect(shown(meetingAt('2014-06-23T16:00'), { policy })['call']).toBe('2014-06-20T09:00');
  });

  test('skip holidays', () => {
    expect(shown(meetingAt('2014-08-26T16:00'), { policy, holidays: ['2014-08-25'] })['call']).toBe(
      '2014-08-22T09:00',
    );
  });

  test('count from the last working day where the meeting is on none', () => {
    const sameDay = { call: { daysBefore: 0, at: '08:00', workingDays: true as const } };
    expect(shown(meetingAt('2014-06-22T16:00'), { policy: sameDay })['call']).toBe(
      '2014-06-20T08:00',
    );
    expect(shown(meetingAt('2014-06-22T16:00'), { policy })['call']).toBe('2014-06-20T09:00');
    expect(shown(meetingAt('2014-06-24T16:00'), { policy: sameDay })['call']).toBe(
      '2014-06-24T08:00',
    );
  });

  test('count several', () => {
    const five = { call: { daysBefore: 5, at: '09:00', workingDays: true as const } };
    expect(shown(meetingAt('2014-06-24T16:00'), { policy: five })['call']).toBe('2014-06-17T09:00');
  });

  test('given in plain days keep a holiday', () => {
    expect(shown(meetingAt('2014-08-26T16:00'), { holidays: ['2014-08-25'] })['call']).toBe(
      '2014-08-25T09:00',
    );
  });
});
