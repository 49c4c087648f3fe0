import type { CommandName } from './command.ts';
import type { Meeting } from './meeting.ts';

/**
 * Which meeting of a series a command means when nobody named one: the open one; else, for minutes and who was there, the one
 * just closed; else the next one to come. A closed one stands for itself only where its minutes are meant.
 */
export function chooseMeeting(
  meetings: readonly Meeting[],
  command: CommandName,
): Meeting | undefined {
  const inOrder = meetings.toSorted((left, right) =>
    Temporal.Instant.compare(left.startsAt, right.startsAt),
  );
  const open = inOrder.find(({ status }) => status === 'open');
  if (open && command !== 'draft') return open;
  if (command === 'draft' || command === 'present') {
    const closed = inOrder.findLast(({ status }) => status === 'closed');
    if (closed ?? open) return closed ?? open;
  }
  return inOrder.find(
    ({ status }) => status === 'confirmed' || status === 'called' || status === 'scheduled',
  );
}
