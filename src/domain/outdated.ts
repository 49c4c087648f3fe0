import type { Meeting, MeetingStatus } from './meeting.ts';

/** Kinds of message that say by themselves whether and when a meeting takes place. */
export const statementKinds = ['call', 'confirm', 'cancel', 'move'] as const;

/** Kinds of mail that say when a meeting is: once it has another time, they would only mislead. */
const timedKinds = [...statementKinds, 'remind', 'undecided'];

/** A message of a meeting on its way to one recipient. */
export interface Saying {
  channel: 'mail' | 'discord';
  kind: string;
  /** The meeting's SEQUENCE when it was written; absent: it says nothing of when the meeting is. */
  sequence?: number;
}

/**
 * What becomes of a message that goes out later than it was written. `drop`: it would only mislead by now, or a later
 * one says it all. `replace`: it would mislead, and its recipient is told nothing else of how the meeting stands.
 *
 * @param overtaken a later statement of the same meeting went to the same recipient, or is on its way there. Posts are
 *   never overtaken: a channel gets them in the order in which they were written.
 */
export function fateOf(
  saying: Saying,
  meeting: Pick<Meeting, 'status' | 'sequence'>,
  overtaken: boolean,
): 'send' | 'drop' | 'replace' {
  const isStatement = saying.channel === 'mail' && isOneOf(statementKinds, saying.kind);
  if (isStatement && overtaken) return 'drop';
  const isStale =
    isOutdated(saying.kind, meeting.status) ||
    (saying.channel === 'mail' &&
      isOneOf(timedKinds, saying.kind) &&
      (saying.sequence ?? meeting.sequence) < meeting.sequence);
  if (!isStale) return 'send';
  return isStatement && meeting.status !== 'closed' && meeting.status !== 'published'
    ? 'replace'
    : 'drop';
}

/** Whether a message is too late for what became of its meeting. */
function isOutdated(kind: string, status: MeetingStatus): boolean {
  switch (kind) {
    case 'call':
    case 'remind':
    case 'undecided':
      return status !== 'scheduled' && status !== 'called';
    case 'confirm':
    case 'agenda':
    case 'open':
      return status === 'cancelled' || status === 'closed' || status === 'published';
    default:
      return false;
  }
}

function isOneOf(kinds: readonly string[], kind: string): boolean {
  return kinds.includes(kind);
}
