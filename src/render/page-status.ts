import type { MeetingStatus } from '../domain/meeting.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Inline } from './document.ts';
import { momentWords, reasonWords, stepTime } from './phrases.ts';
import { words } from './prose.ts';

/** Where a meeting stands, in a word. */
export function statusLabel(status: MeetingStatus): string {
  return labels[status];
}

const labels: Record<MeetingStatus, string> = {
  scheduled: 'Planned',
  called: 'Called',
  confirmed: 'Confirmed',
  open: 'Under way',
  closed: 'Over',
  published: 'Published',
  cancelled: 'Called off',
};

/** Where a meeting stands and what comes next, in a sentence. */
export function statusWords(sheet: Sheet, now: Temporal.Instant): Inline[] {
  const { meeting, items } = sheet;
  switch (meeting.status) {
    case 'scheduled':
      return (
        upcoming('The call for agenda goes out on ', sheet, 'call', now) ?? [
          'The call for agenda is due.',
        ]
      );
    case 'called':
      return (
        upcoming(
          'Items are being collected. Confirmed, or called off, on ',
          sheet,
          'confirm',
          now,
        ) ?? ['Items are being collected.']
      );
    case 'confirmed':
      return ['It takes place, with the agenda below.'];
    case 'open': {
      const current = items.find(({ id }) => id === meeting.currentItemId);
      return current ? ['Now: ', ...words(current.title)] : ['Its minutes are being taken.'];
    }
    case 'closed':
      return (
        upcoming('The draft minutes can be corrected until ', sheet, 'publish', now) ?? [
          'The minutes are about to be published.',
        ]
      );
    case 'published':
      return ['These are its minutes.'];
    case 'cancelled':
      return meeting.cancelReason
        ? ['The reason: ', ...words(reasonWords(meeting.cancelReason))]
        : ['It does not take place.'];
  }
}

function upcoming(
  before: string,
  sheet: Sheet,
  step: 'call' | 'confirm' | 'publish',
  now: Temporal.Instant,
): Inline[] | undefined {
  const at = stepTime(sheet, step);
  return Temporal.Instant.compare(now, at) < 0 ? [before, momentWords(sheet, at), '.'] : undefined;
}
