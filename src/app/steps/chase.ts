import { renderChase } from '../../render/chase.ts';
import { mailPerson, postInChannel } from '../announce.ts';
import type { StepRunner } from '../step-runner.ts';

/** Tells the chair that the draft is about to be published by silence. */
export const runChase: StepRunner = async (context) => {
  const { tx, now, sheet, series } = context;
  if (sheet.meeting.status !== 'closed') return `the meeting is ${sheet.meeting.status}`;
  const publish = (await tx.steps.ofMeeting(sheet.meeting.id)).find(
    ({ step }) => step === 'publish',
  );
  const announcement = {
    what: 'chase',
    kind: 'chase',
    rendered: renderChase(sheet, now, publish?.dueAt ?? now),
  } as const;
  await postInChannel(context, announcement, { inThread: true });
  for (const { personId } of series.chairs) {
    const chair = await tx.people.byId(personId);
    if (chair) await mailPerson(context, announcement, chair);
  }
  return undefined;
};
