import { sendDraft } from '../draft.ts';
import type { StepRunner } from '../step-runner.ts';

/** Sends the draft minutes, should the chair not have done it. */
export const runDraft: StepRunner = async (context) => {
  const { meeting } = context.sheet;
  if (meeting.status !== 'closed') return `the meeting is ${meeting.status}`;
  if (meeting.draftedAt !== undefined) return 'the draft is already out';
  await sendDraft(context);
  return undefined;
};
