import { describe, expect, it } from 'vitest';
import { assignTurns, type DutyMeeting, type Rotas } from '../../src/domain/turns.ts';

const day = (date: number) => Temporal.Instant.fromEpochMilliseconds(date * 86_400_000);

const meeting = (id: number, changes: Partial<DutyMeeting> = {}): DutyMeeting => ({
  id: String(id),
  at: day(id),
  held: {},
  unavailable: { chair: [], scribe: [] },
  announced: false,
  ...changes,
});

const rota = (...people: string[]) => ({
  members: people.map((personId) => ({ personId, joinedAt: day(0) })),
  history: [],
});

const rotas = (chairs: string[], scribes: string[] = []): Rotas => ({
  chair: rota(...chairs),
  scribe: rota(...scribes),
});

describe('turns', () => {
  it('go round, whatever order the meetings come in', () => {
    const turns = assignTurns(rotas(['ann', 'bob']), [meeting(3), meeting(1), meeting(2)]);
    expect(turns.map(({ id, chair }) => `${id} ${chair}`)).toEqual(['1 ann', '2 bob', '3 ann']);
  });

  it('give both duties to one person only where nobody else is there', () => {
    const both = assignTurns(rotas(['ann', 'bob'], ['ann', 'bob']), [meeting(1)]);
    expect(both).toEqual([{ id: '1', chair: 'ann', scribe: 'bob' }]);
    expect(assignTurns(rotas(['ann'], ['ann']), [meeting(1)])).toEqual([
      { id: '1', chair: 'ann', scribe: 'ann' },
    ]);
  });

  it('pass to the next in line, and come back to who passed at once', () => {
    const passed = meeting(1, { unavailable: { chair: ['ann'], scribe: [] } });
    const turns = assignTurns(rotas(['ann', 'bob', 'carol']), [passed, meeting(2)]);
    expect(turns.map(({ chair }) => chair)).toEqual(['bob', 'ann']);
  });

  it('stay where people settled them or were told of them, unless that person can’t', () => {
    const held = { chair: { personId: 'bob', settled: true } };
    const told = { chair: { personId: 'bob', settled: false } };
    const chairOf = (changes: Partial<DutyMeeting>) =>
      assignTurns(rotas(['ann', 'bob']), [meeting(1, changes)])[0]?.chair;
    expect(chairOf({ held })).toBe('bob');
    expect(chairOf({ held: told, announced: true })).toBe('bob');
    expect(chairOf({ held: told })).toBe('ann');
    expect(chairOf({ held, unavailable: { chair: ['bob'], scribe: [] } })).toBe('ann');
  });

  it('are nobody’s where all passed', () => {
    const passed = meeting(1, { unavailable: { chair: ['ann'], scribe: [] } });
    expect(assignTurns(rotas(['ann']), [passed])).toEqual([{ id: '1' }]);
  });
});
