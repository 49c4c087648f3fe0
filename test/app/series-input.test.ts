import { describe, expect, it } from 'vitest';
import { readNewSeries, readSeriesChanges } from '../../src/app/series-input.ts';
import { fortnightly } from '../support/week.ts';

describe('what an operator says of a series', () => {
  it('empties a field with "none", a list of them with one', () => {
    expect(
      readSeriesChanges({
        rrule: ['none'],
        slots: ['none'],
        chairs: ['none'],
        listAddress: 'none',
        policy: { quorum: 'none', whenSilent: 'none' },
      }),
    ).toEqual({
      rrule: null,
      slots: [],
      chairs: [],
      listAddress: null,
      policy: { quorum: null, whenSilent: null },
    });
  });

  it('leaves alone what it does not name', () => {
    expect(readSeriesChanges({})).toEqual({});
    expect(readSeriesChanges({ policy: { quorum: '3' } })).toEqual({ policy: { quorum: 3 } });
  });

  it('keeps several rules, one a line', () => {
    const rrule = ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=1TU'];
    expect(readNewSeries({ ...fortnightly, rrule }).rrule).toBe(rrule.join('\n'));
  });
});
