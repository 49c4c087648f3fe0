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

/** Throws a UserError when the items are what was talked about, and no longer what will be. */
export function assertAgendaChangeable({ status }: Pick<Meeting, 'status'>): void {
  if (status === 'closed' || status === 'published')
    throw new UserError('The meeting is over; its items can no longer be changed.');
}

/** Throws a UserError when who was there stands in minutes that everyone has. */
export function assertAttendanceChangeable({ status }: Pick<Meeting, 'status'>): void {
  if (status === 'published')
    throw new UserError('The minutes are published; who was there can no longer be changed.');
  if (status === 'cancelled') throw new UserError('The meeting is cancelled.');
}

/** The chair may note who is there while people gather. */
const gatheringMinutes = 60;

/** Throws a UserError while nobody can be there yet. */
export function assertGathering(
  { status, startsAt }: Pick<Meeting, 'status' | 'startsAt'>,
  now: Temporal.Instant,
): void {
  if (status === 'open' || status === 'closed') return;
  const isNear = !isBefore(now, startsAt.subtract({ minutes: gatheringMinutes }));
  if (status !== 'confirmed' || !isNear)
    throw new UserError(
      'The meeting has not begun, so nobody is there yet. To say that you will be, use /meeting coming, or write: coming.',
    );
}

/** Throws a UserError unless minutes can be taken now. */
export function assertOpen({ status }: Pick<Meeting, 'status'>): void {
  if (status !== 'open')
    throw new UserError(`${notOpen(status)} Minutes are taken while it is open.`);
}

function notOpen(status: MeetingStatus): string {
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
