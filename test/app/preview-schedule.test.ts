import { describe, expect, test } from 'vitest';
import { previewSchedule } from '../../src/app/preview-schedule.ts';
import { UserError } from '../../src/domain/user-error.ts';

const fortnightly = {
  rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
  start: '2026-10-13T16:00',
  zone: 'Europe/London',
};

describe('the preview of a schedule', () => {
  test('shows each meeting in its zone and in UTC, and says when clocks changed since the last', () => {
    const shown = previewSchedule({ ...fortnightly, count: 3 });
    expect(
      shown.map(({ start, utc, note }) => ({ start, utc, ...(note ? { note } : {}) })),
    ).toEqual([
      { start: '2026-10-13T16:00:00+01:00[Europe/London]', utc: '2026-10-13T15:00:00Z' },
      {
        start: '2026-10-27T16:00:00+00:00[Europe/London]',
        utc: '2026-10-27T16:00:00Z',
        note: 'clocks change',
      },
      { start: '2026-11-10T16:00:00+00:00[Europe/London]', utc: '2026-11-10T16:00:00Z' },
    ]);
  });

  test('shows each step in the form of the start', () => {
    const [, second] = previewSchedule({ ...fortnightly, count: 2 });
    expect(second?.steps.slice(0, 2)).toEqual([
      { step: 'call', at: '2026-10-26T09:00:00+00:00[Europe/London]' },
      { step: 'remind', at: '2026-10-26T17:00:00+00:00[Europe/London]' },
    ]);
    expect(second?.steps).toHaveLength(9);
  });

  test('shows ten unless told, fewer where the rule ends', () => {
    expect(previewSchedule(fortnightly)).toHaveLength(10);
    expect(previewSchedule({ ...fortnightly, rrule: 'RRULE:FREQ=WEEKLY;COUNT=4' })).toHaveLength(4);
  });

  test('prints nothing but JSON values', () => {
    const shown = previewSchedule({ ...fortnightly, count: 2 });
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  });

  test.each([0, -1, 1.5, Number.NaN, 1001])('refuses a count of %s', (count) => {
    expect(() => previewSchedule({ ...fortnightly, count })).toThrow(UserError);
  });
});
