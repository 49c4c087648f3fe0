import { describe, expect, it } from 'vitest';
import { again } from '../../scripts/crash/arrivals.ts';
import { Boundaries } from '../../scripts/crash/boundaries.ts';
import { tallyOf } from '../../scripts/crash/tally.ts';
import { randomFrom } from '../../scripts/support/random.ts';

const none = { missing: new Map<string, number>(), doubled: new Map<string, number>() };
const clean = { missing: [], doubled: [], missingByRule: [], doubledByRule: [] };

describe('the tally of a crash run', () => {
  it('is empty when all came that comes without a kill', () => {
    expect(tallyOf(new Map([['call', 1]]), new Map([['call', 1]]), none)).toEqual(clean);
  });

  it('shows what is missing, what came twice, and what nobody expected', () => {
    const expected = new Map([
      ['call', 1],
      ['agenda', 2],
    ]);
    const found = new Map([
      ['agenda', 3],
      ['surprise', 1],
    ]);
    expect(tallyOf(expected, found, none)).toEqual({
      ...clean,
      missing: ['call'],
      doubled: ['agenda', 'surprise'],
    });
  });

  it('sees a second copy though another of the same name is missing', () => {
    const found = new Map([
      ['reminder', 1],
      [`reminder${again}`, 1],
    ]);
    expect(tallyOf(new Map([['reminder', 2]]), found, none)).toEqual({
      ...clean,
      missing: ['reminder'],
      doubled: [`reminder${again}`],
    });
  });

  it('excuses no more than the rule does', () => {
    const excuses = { missing: new Map([['reminder', 1]]), doubled: new Map([['call', 1]]) };
    const expected = new Map([
      ['reminder', 2],
      ['call', 1],
    ]);
    const found = new Map([
      ['call', 1],
      [`call${again}`, 1],
    ]);
    expect(tallyOf(expected, found, excuses)).toEqual({
      missing: ['reminder'],
      missingByRule: ['reminder'],
      doubled: [],
      doubledByRule: [`call${again}`],
    });
  });
});

describe('the boundaries of a crash run', () => {
  it('are each taken once before any is taken in another act, and each place has its turn', () => {
    const boundaries = new Boundaries();
    boundaries.add({
      'the call · smtp writes A': 2,
      'the end · smtp writes A': 1,
      'the end · B': 1,
    });
    const random = randomFrom(1);
    boundaries.shuffle(random, { from: 0, only: '' });
    const taken = [1, 2, 3].map(() => boundaries.take(random).name ?? '');
    expect(new Set(taken)).toEqual(new Set(boundaries.places));
    expect(new Set(taken.slice(0, 2).map((name) => name.split(' · ')[1])).size).toBe(2);
    for (const name of taken.slice(0, 2)) boundaries.noteKill(name);
    expect(boundaries.neverKilledAt).toEqual([]);
    expect(boundaries.placesKilledAt).toBe(2);
  });
});
