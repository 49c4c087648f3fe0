import type { Item } from '../domain/item.ts';
import type { MeetingContext } from './context.ts';

export interface CarriedBy {
  /** The command or step that does it. */
  what: string;
  personId?: string;
  inboxId?: string;
  /** Whether it is a deferral: the meeting took place without reaching it. */
  counts: boolean;
}

/** Puts an item on a later meeting's agenda, with its history. */
export async function carryInto(
  { tx, now }: Pick<MeetingContext, 'tx' | 'now'>,
  item: Item,
  { next, by }: { next: { id: string }; by: CarriedBy },
): Promise<void> {
  // Its agenda may grow at this moment from elsewhere. Later meetings are locked after earlier ones, never before.
  await tx.meetings.lock(next.id);
  const { title, details, lead, minutes, outcome, links, proposerId } = item;
  await tx.items.insert(
    {
      meetingId: next.id,
      title,
      links,
      ...(details === undefined ? {} : { details }),
      ...(lead === undefined ? {} : { lead }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(proposerId === undefined ? {} : { proposerId }),
      carriedFromId: item.id,
      deferrals: item.deferrals + (by.counts ? 1 : 0),
    },
    now,
  );
  await tx.items.update(item.id, { status: 'deferred' });
  const { what, personId, inboxId } = by;
  await tx.items.addChange({
    itemId: item.id,
    at: now,
    what,
    ...(personId === undefined ? {} : { personId }),
    ...(inboxId === undefined ? {} : { inboxId }),
    before: { status: item.status },
  });
}
