import type { Item } from '../domain/item.ts';
import type { MeetingContext } from './context.ts';
import { nextMeeting } from './lay-out-meetings.ts';

/** Moves an item to the next meeting, once, with the count of its deferrals. Returns when that meeting is, if there is one. */
export async function carryItem(
  { app, tx, now, series, sheet }: MeetingContext,
  item: Item,
  by: { what: string; personId?: string; inboxId?: string; counts: boolean },
): Promise<Temporal.Instant | undefined> {
  const next = await nextMeeting(app, tx, series, sheet.meeting);
  if (!next) return undefined;
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
  return next.startsAt;
}
