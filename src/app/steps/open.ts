import { openMeeting } from '../open.ts';
import type { StepRunner } from '../step-runner.ts';

/** Opens a confirmed meeting at its hour, should the chair not have done it. */
export const runOpen: StepRunner = async (context) => {
  const { status } = context.sheet.meeting;
  if (status !== 'confirmed') return `the meeting is ${status}`;
  await openMeeting(context);
  return undefined;
};
