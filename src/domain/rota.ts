import { isBefore } from './schedule-times.ts';
import { UserError } from './user-error.ts';

/** Someone who takes turns at a duty, chairing or scribing. */
export interface RotaMember {
  personId: string;
  /** Since when; absent: since their first duty, or from now on. */
  joinedAt?: Temporal.Instant;
}

/** Who had, or is to have, the duty in a meeting. */
export interface Duty {
  at: Temporal.Instant;
  personId: string;
}

/** A meeting that needs someone. */
export interface OpenDuty {
  at: Temporal.Instant;
  /** Who declined, sent regrets, or has another duty then. */
  unavailable?: readonly string[];
  /** Settled by hand or by a swap: stays, whoever's turn it would be. */
  settledFor?: string;
}

/**
 * Whose turn it is: who had the duty least often since all of these people have been taking turns, then whose last
 * time is longest ago, then the order of the rota. Nobody makes up for the time before they joined, and who declines
 * stays first in line for the next meeting.
 */
export function nextOnDuty(
  members: readonly RotaMember[],
  history: readonly Duty[],
  open: OpenDuty,
): string | undefined {
  const past = history.filter(({ at }) => isBefore(at, open.at));
  const since = commonSince(members, past);
  const standing = members
    .filter(({ personId }) => !open.unavailable?.includes(personId))
    .map(({ personId }, place) => {
      const own = past
        .filter((duty) => duty.personId === personId)
        .map(({ at }) => at.epochMilliseconds);
      const count = own.filter((at) => at >= since).length;
      return { personId, place, count, last: Math.max(-Infinity, ...own) };
    });
  return standing.toSorted((left, right) => compareStanding(left, right))[0]?.personId;
}

interface Standing {
  place: number;
  count: number;
  last: number;
}

function compareStanding(left: Standing, right: Standing): number {
  if (left.count !== right.count) return left.count - right.count;
  if (left.last !== right.last) return left.last < right.last ? -1 : 1;
  return left.place - right.place;
}

/** When the newest of the members joined, in milliseconds since 1970. */
function commonSince(members: readonly RotaMember[], past: readonly Duty[]): number {
  const joined = members.map(({ personId, joinedAt }) => {
    if (joinedAt) return joinedAt.epochMilliseconds;
    const own = past
      .filter((duty) => duty.personId === personId)
      .map(({ at }) => at.epochMilliseconds);
    return own.length > 0 ? Math.min(...own) : Infinity;
  });
  return Math.max(-Infinity, ...joined);
}

/** Who is to have the duty in each of the coming meetings, in order; nobody where all are unavailable. */
export function planRota(
  members: readonly RotaMember[],
  history: readonly Duty[],
  coming: readonly OpenDuty[],
): { at: Temporal.Instant; personId?: string }[] {
  const duties = [...history];
  const inOrder = coming.toSorted((left, right) => Temporal.Instant.compare(left.at, right.at));
  return inOrder.map((open) => {
    const personId = open.settledFor ?? nextOnDuty(members, duties, open);
    if (personId === undefined) return { at: open.at };
    duties.push({ at: open.at, personId });
    return { at: open.at, personId };
  });
}

/** Chair and scribe of one meeting: never the same person, unless nobody else is there. */
export function rolesFor(
  rotas: Record<'chair' | 'scribe', { members: readonly RotaMember[]; history: readonly Duty[] }>,
  open: OpenDuty,
): { chair?: string; scribe?: string } {
  const { unavailable = [] } = open;
  const chair = nextOnDuty(rotas.chair.members, rotas.chair.history, open);
  const others = chair === undefined ? unavailable : [...unavailable, chair];
  const { members, history } = rotas.scribe;
  const scribe =
    nextOnDuty(members, history, { ...open, unavailable: others }) ??
    nextOnDuty(members, history, open);
  return { ...(chair === undefined ? {} : { chair }), ...(scribe === undefined ? {} : { scribe }) };
}

/** Two people exchange their meetings; both are then settled. Throws a UserError when there is nothing to exchange. */
export function swapDuties(
  planned: readonly Duty[],
  meetings: { one: Temporal.Instant; other: Temporal.Instant },
): OpenDuty[] {
  const [one, other] = [meetings.one, meetings.other].map((at) =>
    planned.find((duty) => duty.at.equals(at)),
  );
  if (!one || !other)
    throw new UserError(
      'One of these meetings has nobody for this duty yet. Swap with one that has.',
    );
  if (one.personId === other.personId)
    throw new UserError(
      'The same person has both meetings. Swap with a meeting that is another person’s turn.',
    );
  return [
    { at: one.at, settledFor: other.personId },
    { at: other.at, settledFor: one.personId },
  ];
}
