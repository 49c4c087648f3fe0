import type { Meeting, MeetingStatus } from './meeting.ts';
import { isBefore } from './schedule-times.ts';
import { momentBefore, type TimelineSeries } from './timeline.ts';
import { UserError } from './user-error.ts';

/** Whether anything may still be put on the agenda: a cancelled call's items go to the next one. */
export function takesItems({ status }: Pick<Meeting, 'status'>): boolean {
  switch (status) {
    case 'scheduled':
    case 'called':
    case 'confirmed':
    case 'open':
      return true;
    case 'closed':
    case 'published':
    case 'cancelled':
      return false;
  }
}

/** Items that come from now on are late: the agenda is confirmed, or the policy's time for items is over. */
export function isLate(
  series: TimelineSeries,
  { status, startsAt }: Pick<Meeting, 'status' | 'startsAt'>,
  now: Temporal.Instant,
): boolean {
  if (status === 'confirmed' || status === 'open') return true;
  const { itemsUntil } = series.policy;
  return itemsUntil !== undefined && !isBefore(now, momentBefore(series, startsAt, itemsUntil));
}

/** Throws a UserError when the meeting can't be called off any more. */
export function assertCancellable({ status }: Pick<Meeting, 'status'>): void {
  switch (status) {
    case 'scheduled':
    case 'called':
    case 'confirmed':
    case 'open':
      return;
    case 'cancelled':
      throw new UserError('This meeting is already cancelled.');
    case 'closed':
    case 'published':
      throw new UserError('This meeting is over; it can no longer be cancelled.');
  }
}

/** Throws a UserError unless minutes can be taken now. */
export function assertOpen({ status }: Pick<Meeting, 'status'>): void {
  if (status !== 'open')
    throw new UserError(`${notOpen(status)} Minutes are taken while it is open.`);
}

export function notOpen(status: MeetingStatus): string {
  switch (status) {
    case 'scheduled':
    case 'called':
    case 'confirmed':
      return 'The meeting has not begun; the chair opens it with /meeting start.';
    case 'open':
      return 'The meeting is open.';
    case 'closed':
    case 'published':
      return 'The meeting is over.';
    case 'cancelled':
      return 'The meeting is cancelled.';
  }
}
