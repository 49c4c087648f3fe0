import { confirmMeeting } from '../../domain/confirm.ts';
import { askChair } from '../ask-chair.ts';
import { cancelWith } from '../cancel.ts';
import { confirm } from '../confirm.ts';
import type { StepRunner } from '../step-runner.ts';

/** On, with the agenda; or off, with the reason; or the chair is asked, and it is decided later. */
export const runConfirm: StepRunner = async (context) => {
  const { now, sheet } = context;
  const { status } = sheet.meeting;
  if (status !== 'scheduled' && status !== 'called') return `the meeting is already ${status}`;
  const confirmation = confirmMeeting(sheet, now);
  switch (confirmation.kind) {
    case 'confirmed':
      await confirm(context);
      return undefined;
    case 'cancelled':
      await cancelWith(context, { reason: confirmation.reason, what: 'confirm' });
      return undefined;
    case 'asked':
      await askChair(context, confirmation);
      return { againAt: confirmation.until, note: confirmation.lacking };
  }
};
