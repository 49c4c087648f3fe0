import { unreachedItems } from '../domain/close.ts';
import type { Item } from '../domain/item.ts';
import type { Meeting } from '../domain/meeting.ts';
import { isBefore } from '../domain/schedule-times.ts';
import type { SeriesRecord, Tx } from './ports.ts';

export interface WaitingItems {
  items: Item[];
  /** They were on a meeting that took place without reaching them. */
  counts: boolean;
}

/**
 * The items of the meeting before a new one, for which there was no next meeting when that was over. That meeting is
 * locked here, before the new one is inserted: earlier meetings are always locked first.
 */
export async function waitingItems(
  tx: Tx,
  series: SeriesRecord,
  startsAt: Temporal.Instant,
): Promise<WaitingItems> {
  const before = (await tx.meetings.ofSeries(series.id)).findLast((meeting) =>
    isBefore(meeting.startsAt, startsAt),
  );
  if (!before || !isOver(before)) return { items: [], counts: false };
  await tx.meetings.lock(before.id);
  const sheet = await tx.meetings.sheet(before.id);
  return { items: unreachedItems(sheet), counts: sheet.meeting.status !== 'cancelled' };
}

function isOver({ status }: Meeting): boolean {
  switch (status) {
    case 'closed':
    case 'published':
    case 'cancelled':
      return true;
    case 'scheduled':
    case 'called':
    case 'confirmed':
    case 'open':
      return false;
  }
}
