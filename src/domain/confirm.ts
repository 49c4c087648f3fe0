import { isOnAgenda, type Item } from './item.ts';
import type { Policy } from './policy.ts';

export type Confirmation = { kind: 'confirmed' } | { kind: 'cancelled'; reason: string };

/** Whether the call takes place, by the policy's minimum of items; standing ones don't count. */
export function confirmMeeting(items: readonly Item[], policy: Policy): Confirmation {
  const count = items.filter((item) => isOnAgenda(item) && !item.standing).length;
  if (count >= policy.minimumItems) return { kind: 'confirmed' };
  return { kind: 'cancelled', reason: tooFew(count, policy.minimumItems) };
}

function tooFew(count: number, minimum: number): string {
  if (count === 0) return 'no agenda items came in';
  return `only ${count} of the ${minimum} agenda items that make a call came in`;
}
