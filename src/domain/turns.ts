import { nextOnDuty, type Duty, type RotaMember } from './rota.ts';
import type { Role } from './sheet.ts';

/** A coming meeting, and who has its duties so far. */
export interface DutyMeeting {
  id: string;
  at: Temporal.Instant;
  held: Partial<Record<Role, { personId: string; settled: boolean }>>;
  /** Who passed, or sent regrets. */
  unavailable: Record<Role, readonly string[]>;
  /** People were told who it is: nobody but those who can't is replaced. */
  announced: boolean;
}

export type Rotas = Record<Role, { members: readonly RotaMember[]; history: readonly Duty[] }>;

export interface Turns extends Partial<Record<Role, string>> {
  id: string;
}

/**
 * Who chairs and who writes in each of the coming meetings. What people settled among themselves, and what was
 * announced, stays; the rest goes by turns, never both duties to one person unless nobody else is there.
 */
export function assignTurns(rotas: Rotas, coming: readonly DutyMeeting[]): Turns[] {
  const history = { chair: [...rotas.chair.history], scribe: [...rotas.scribe.history] };
  const inOrder = coming.toSorted((left, right) => Temporal.Instant.compare(left.at, right.at));
  return inOrder.map((meeting) => {
    const { id, at, unavailable } = meeting;
    const next = (role: Role, besides: readonly string[] = []) =>
      nextOnDuty(rotas[role].members, [...history[role], ...ahead(inOrder, meeting, role)], {
        at,
        unavailable: [...unavailable[role], ...besides],
      });
    const chair = kept(meeting, 'chair') ?? next('chair', keptBy(meeting, 'scribe'));
    const scribe =
      kept(meeting, 'scribe') ??
      next('scribe', chair === undefined ? [] : [chair]) ??
      next('scribe');
    if (chair !== undefined) history.chair.push({ at, personId: chair });
    if (scribe !== undefined) history.scribe.push({ at, personId: scribe });
    return {
      id,
      ...(chair === undefined ? {} : { chair }),
      ...(scribe === undefined ? {} : { scribe }),
    };
  });
}

/** A later turn that is settled counts as if it had just been taken: nobody gets another one before it. */
function ahead(meetings: readonly DutyMeeting[], { at }: DutyMeeting, role: Role): Duty[] {
  const justBefore = at.subtract({ milliseconds: 1 });
  return meetings
    .filter((other) => Temporal.Instant.compare(other.at, at) > 0)
    .flatMap((other) => {
      const personId = kept(other, role);
      return personId === undefined ? [] : [{ at: justBefore, personId }];
    });
}

function kept({ held, unavailable, announced }: DutyMeeting, role: Role): string | undefined {
  const holder = held[role];
  if (!holder || unavailable[role].includes(holder.personId)) return undefined;
  return holder.settled || announced ? holder.personId : undefined;
}

/** Someone agreed to write: they needn't chair as well. */
function keptBy(meeting: DutyMeeting, role: Role): string[] {
  const holder = kept(meeting, role);
  return holder !== undefined && meeting.held[role]?.settled ? [holder] : [];
}
