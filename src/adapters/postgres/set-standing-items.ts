import type { ItemDraft } from '../../domain/item.ts';
import type { Client } from './client.ts';

/** Standing items are kept by their title: agendas that hold them already know them by it. */
export async function setStandingItems(
  client: Client,
  seriesId: string,
  drafts: readonly ItemDraft[],
): Promise<void> {
  const before = await client.standingItem.findMany({ where: { seriesId } });
  const known = new Map(before.map(({ id, title }) => [title, id]));
  const placed = drafts.map((draft, position) => {
    const id = known.get(draft.title);
    known.delete(draft.title);
    return { id, data: { ...draft, position } };
  });
  const gone = before.map(({ id }) => id).filter((id) => !placed.some((one) => one.id === id));
  // On agendas that were called already they stay, as people read them.
  await client.item.deleteMany({
    where: { standingItemId: { in: gone }, meeting: { status: 'scheduled' } },
  });
  await client.standingItem.deleteMany({ where: { id: { in: gone } } });
  // A position exists once, so those that stay make room first.
  await client.standingItem.updateMany({
    where: { seriesId },
    data: { position: { increment: before.length + drafts.length } },
  });
  for (const { id, data } of placed)
    if (id === undefined) await client.standingItem.create({ data: { ...data, seriesId } });
    else await client.standingItem.update({ where: { id }, data });
}
