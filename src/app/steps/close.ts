import { neverOpened } from '../../domain/close.ts';
import { closeMeeting } from '../close.ts';
import { cancelWith } from '../cancel.ts';
import type { StepRunner } from '../step-runner.ts';

/** Ends a meeting that nobody ended; one that never began is called off, so that its items are not lost. */
export const runClose: StepRunner = async (context) => {
  const { status } = context.sheet.meeting;
  switch (status) {
    case 'open':
      await closeMeeting(context, 'close');
      return undefined;
    case 'scheduled':
    case 'called':
    case 'confirmed':
      await cancelWith(context, { reason: neverOpened, what: 'close' });
      return undefined;
    case 'closed':
    case 'published':
    case 'cancelled':
      return `the meeting is already ${status}`;
  }
};
