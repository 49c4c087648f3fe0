import type { Role } from '../domain/sheet.ts';
import { assignTurns, type DutyMeeting, type Rotas } from '../domain/turns.ts';
import type { SeriesRecord, TurnRecord, Tx } from './ports.ts';

/** A duty that went to another person, or to one for the first time. */
export interface TurnChange {
  meetingId: string;
  startsAt: Temporal.Instant;
  role: Role;
  from?: string;
  to?: string;
  /** People had been told who it is. */
  announced: boolean;
}

const roles = ['chair', 'scribe'] as const;

/** Gives the duties of the coming meetings to whose turn it is; safe to run again. Returns what changed. */
export async function takeTurns(
  tx: Tx,
  series: SeriesRecord,
  now: Temporal.Instant,
): Promise<TurnChange[]> {
  if (series.chairs.length + series.scribes.length === 0) return [];
  const records = await tx.meetings.turns(series.id);
  const coming = records.filter((record) => isComing(record, now));
  const past = records.filter((record) => !coming.includes(record));
  const assigned = assignTurns(rotasOf(series, past), coming.map(toDutyMeeting));
  const changes: TurnChange[] = [];
  for (const record of coming) {
    const turns = assigned.find(({ id }) => id === record.meetingId);
    for (const role of roles) {
      const [from, to] = [holderOf(record, role), turns?.[role]];
      if (from === to) continue;
      await tx.meetings.setRole(record.meetingId, role, to);
      changes.push({
        meetingId: record.meetingId,
        startsAt: record.startsAt,
        role,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        announced: record.status !== 'scheduled',
      });
    }
  }
  return changes;
}

function isComing({ status, startsAt }: TurnRecord, now: Temporal.Instant): boolean {
  const isBegun = status === 'open' || status === 'closed' || status === 'published';
  return !isBegun && Temporal.Instant.compare(startsAt, now) > 0;
}

function rotasOf(series: SeriesRecord, past: readonly TurnRecord[]): Rotas {
  const history = (role: Role) =>
    past.flatMap((record) => {
      const personId = holderOf(record, role);
      return personId === undefined ? [] : [{ at: record.startsAt, personId }];
    });
  return {
    chair: { members: series.chairs, history: history('chair') },
    scribe: { members: series.scribes, history: history('scribe') },
  };
}

function toDutyMeeting(record: TurnRecord): DutyMeeting {
  const unavailable = (role: Role) => [
    ...record.declines.filter((decline) => decline.role === role).map(({ personId }) => personId),
    // Regrets alone take nobody's turn away: whoever says so surely enough has passed it too.
    ...record.regrets.filter((personId) => personId !== holderOf(record, role)),
  ];
  return {
    id: record.meetingId,
    at: record.startsAt,
    held: Object.fromEntries(
      record.roles.map(({ role, personId, settled }) => [role, { personId, settled }]),
    ),
    unavailable: { chair: unavailable('chair'), scribe: unavailable('scribe') },
    announced: record.status !== 'scheduled',
  };
}

export function holderOf({ roles: held }: TurnRecord, role: Role): string | undefined {
  return held.find((place) => place.role === role)?.personId;
}
