import type { Item } from '../domain/item.ts';
import { carryInto, type CarriedBy } from './carry-into.ts';
import type { MeetingContext } from './context.ts';
import { nextMeeting } from './lay-out-meetings.ts';

/** Moves an item to the next meeting, once, with the count of its deferrals. Returns when that meeting is, if there is one. */
export async function carryItem(
  context: MeetingContext,
  item: Item,
  by: CarriedBy,
): Promise<Temporal.Instant | undefined> {
  const { app, tx, series, sheet } = context;
  const next = await nextMeeting(app, tx, series, sheet.meeting);
  if (!next) return undefined;
  await carryInto(context, item, { next, by });
  return next.startsAt;
}
