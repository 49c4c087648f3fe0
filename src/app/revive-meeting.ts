import { renderRevived } from '../render/revived.ts';
import { announceChange } from './announce.ts';
import { calendarPart } from './calendar-part.ts';
import { reload, type MeetingContext } from './context.ts';
import { planSteps } from './plan-steps.ts';

/**
 * Takes up a meeting that was called off, at this time. Its week begins anew with what is left of it, and whoever heard
 * of it hears that it is on again. Returns whether anybody was told.
 */
export async function reviveMeeting(
  context: MeetingContext,
  startsAt: Temporal.Instant,
): Promise<boolean> {
  const { tx, now, sheet } = context;
  const { id, sequence, revivals = 0 } = sheet.meeting;
  const wasHeardOf = await tx.meetings.wasHeardOf(id, { andCalledOff: true });
  await tx.meetings.update(id, {
    status: 'scheduled',
    startsAt,
    cancelReason: null,
    askedAt: null,
    sequence: sequence + 1,
    revivals: revivals + 1,
  });
  for (const { step } of await tx.steps.ofMeeting(id))
    await tx.steps.settle(id, step, { status: 'skipped', at: now });
  await tx.steps.plan(id, [], now);
  const revived = await reload(context);
  await planSteps(revived);
  if (!wasHeardOf) return false;
  await announceChange(revived, {
    what: 'revive',
    kind: 'move',
    rendered: renderRevived(revived.sheet, now),
    calendar: calendarPart(revived, 'REQUEST'),
  });
  return true;
}
