import type { MeetingStatus } from './meeting.ts';

/** Whether a message that could not go out in time would now only mislead: it is dropped. */
export function isOutdated(kind: string, status: MeetingStatus): boolean {
  switch (kind) {
    case 'call':
    case 'remind':
      return status !== 'scheduled' && status !== 'called';
    case 'confirm':
    case 'agenda':
    case 'open':
      return status === 'cancelled' || status === 'closed' || status === 'published';
    default:
      return false;
  }
}
