import { isOnAgenda, type Item } from './item.ts';
import type { Sheet } from './sheet.ts';

/** Why a meeting is called off whose end has come, and that nobody opened. */
export const neverOpened = 'it was never opened';

/** What the people came to: the items under which something was said, or that were taken up. */
export function isReached(item: Item, sheet: Pick<Sheet, 'notes' | 'actions'>): boolean {
  if (item.status === 'discussed') return true;
  return [...sheet.notes, ...sheet.actions].some(({ itemId }) => itemId === item.id);
}

/** The items that wait for the next meeting. A standing item comes anyway. */
export function unreachedItems(sheet: Pick<Sheet, 'items' | 'notes' | 'actions'>): Item[] {
  return sheet.items.filter(
    (item) => isOnAgenda(item) && !item.standing && !isReached(item, sheet),
  );
}
