import { describe, expect, test } from 'vitest';
import {
  nextOnDuty,
  planRota,
  rolesFor,
  swapDuties,
  type Duty,
  type OpenDuty,
} from '../../src/domain/rota.ts';
import { UserError } from '../../src/domain/user-error.ts';

const week = (number: number) =>
  Temporal.Instant.from('2026-01-06T16:00:00Z').add({ hours: 168 * number });
const people = (...names: string[]) => names.map((personId) => ({ personId }));
const weeks = (first: number, last: number): OpenDuty[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({ at: week(first + index) }));
const history = (...names: string[]): Duty[] =>
  names.map((personId, index) => ({ at: week(index), personId }));
const named = (planned: { personId?: string }[]) =>
  planned.map(({ personId }) => personId ?? 'nobody').join(' ');

describe('a rota', () => {
  test('takes its members in turn', () => {
    expect(named(planRota(people('ann', 'bob', 'cat'), [], weeks(0, 6)))).toBe(
      'ann bob cat ann bob cat ann',
    );
  });

  test('gives the duty to who had it least, then to whose last time is longest ago', () => {
    expect(
      nextOnDuty(people('ann', 'bob', 'cat'), history('ann', 'bob', 'cat', 'ann', 'bob'), {
        at: week(5),
      }),
    ).toBe('cat');
    expect(nextOnDuty(people('ann', 'bob'), history('bob', 'ann'), { at: week(2) })).toBe('bob');
  });

  test('passes over who declined, and asks them first next time', () => {
    const [first, ...rest] = weeks(0, 3);
    const coming = [{ ...first, at: week(0), unavailable: ['ann'] }, ...rest];
    expect(named(planRota(people('ann', 'bob', 'cat'), [], coming))).toBe('bob ann cat bob');
  });

  test('does not make a newcomer catch up', () => {
    const past = history('ann', 'bob', 'ann', 'bob', 'ann', 'bob');
    expect(named(planRota(people('ann', 'bob', 'new'), past, weeks(6, 11)))).toBe(
      'new ann bob new ann bob',
    );
  });

  test('counts from when the newest member joined', () => {
    const members = [{ personId: 'ann' }, { personId: 'bob', joinedAt: week(2) }];
    const past = history('ann', 'ann', 'bob', 'bob', 'ann');
    expect(nextOnDuty(members, past, { at: week(5) })).toBe('ann');
  });

  test('ignores who left', () => {
    expect(nextOnDuty(people('bob', 'cat'), history('ann', 'bob'), { at: week(2) })).toBe('cat');
  });

  test('has nobody when all are unavailable, or there is no member', () => {
    expect(nextOnDuty(people('ann'), [], { at: week(0), unavailable: ['ann'] })).toBeUndefined();
    expect(planRota([], [], weeks(0, 0))).toEqual([{ at: week(0) }]);
  });

  test('stays fair over a year of declines', () => {
    const coming = weeks(0, 51).map((open, index) => ({
      ...open,
      unavailable: index % 3 === 0 ? ['ann'] : index % 5 === 0 ? ['bob'] : [],
    }));
    const planned = planRota(people('ann', 'bob', 'cat', 'dan'), [], coming);
    const counts = ['ann', 'bob', 'cat', 'dan'].map(
      (name) => planned.filter(({ personId }) => personId === name).length,
    );
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
});

describe('a swap', () => {
  const members = people('ann', 'bob', 'cat');
  const planned = planRota(members, [], weeks(0, 2)) as Duty[];

  test('settles both meetings, and the rota goes on from there', () => {
    const settled = swapDuties(planned, { one: week(0), other: week(1) });
    const coming = weeks(0, 4).map((open) => settled.find(({ at }) => at.equals(open.at)) ?? open);
    expect(named(planRota(members, [], coming))).toBe('bob ann cat bob ann');
  });

  test('is refused where there is nothing to exchange', () => {
    expect(() => swapDuties(planned, { one: week(0), other: week(9) })).toThrow(UserError);
    expect(() => swapDuties(planned, { one: week(0), other: week(0) })).toThrow(UserError);
  });
});

describe('chair and scribe', () => {
  const rotas = (chairs: string[], scribes: string[]) => ({
    chair: { members: people(...chairs), history: [] },
    scribe: { members: people(...scribes), history: [] },
  });

  test('are two people where there are two', () => {
    expect(rolesFor(rotas(['ann', 'bob'], ['ann', 'bob']), { at: week(0) })).toEqual({
      chair: 'ann',
      scribe: 'bob',
    });
  });

  test('are one where there is one', () => {
    expect(rolesFor(rotas(['ann'], ['ann']), { at: week(0) })).toEqual({
      chair: 'ann',
      scribe: 'ann',
    });
  });

  test('are absent where nobody can', () => {
    expect(rolesFor(rotas(['ann'], []), { at: week(0), unavailable: ['ann'] })).toEqual({});
  });
});
