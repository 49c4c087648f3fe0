import type { Item } from '../domain/item.ts';
import type { CommandContext } from './context.ts';

/** Keeps what an item was before a change, and who changed it. */
export async function recordChange(
  { tx, now, actor, inboxId }: CommandContext,
  item: Item,
  what: string,
): Promise<void> {
  const { title, details, lead, minutes, outcome, links, status, position } = item;
  await tx.items.addChange({
    itemId: item.id,
    at: now,
    what,
    personId: actor.personId,
    ...(inboxId === undefined ? {} : { inboxId }),
    before: { title, details, lead, minutes, outcome, links, status, position },
  });
}
