import { confirmMeeting } from '../../domain/confirm.ts';
import { cancelWith } from '../cancel.ts';
import { confirm } from '../confirm.ts';
import type { StepRunner } from '../step-runner.ts';

/** On, with the agenda; or off, with the reason. */
export const runConfirm: StepRunner = async (context) => {
  const { sheet, series } = context;
  const { status } = sheet.meeting;
  if (status !== 'scheduled' && status !== 'called') return `the meeting is already ${status}`;
  const confirmation = confirmMeeting(sheet.items, series.policy);
  switch (confirmation.kind) {
    case 'confirmed':
      await confirm(context);
      return undefined;
    case 'cancelled':
      await cancelWith(context, { reason: confirmation.reason, what: 'confirm' });
      return undefined;
  }
};
