import { renderCall } from '../../render/call.ts';
import { announce } from '../announce.ts';
import { calendarPart } from '../calendar-part.ts';
import { putDiscordEvent } from '../put-discord-event.ts';
import type { StepRunner } from '../step-runner.ts';

/** Asks the list and the channel for items. */
export const runCall: StepRunner = async (context) => {
  const { tx, now, sheet, series } = context;
  if (sheet.meeting.status !== 'scheduled') return `the meeting is already ${sheet.meeting.status}`;
  await tx.meetings.update(sheet.meeting.id, { status: 'called', calledAt: now });
  await announce(context, {
    what: 'call',
    kind: 'call',
    rendered: renderCall(sheet, now),
    // Where it is counted who comes, the invitation goes out early, so that it can be answered.
    ...(series.policy.minimumPeople ? { calendar: calendarPart(context, 'REQUEST') } : {}),
  });
  // Nothing else has changed: a herd of calls needn't read everything again.
  const called = { ...sheet, meeting: { ...sheet.meeting, status: 'called' as const } };
  await putDiscordEvent({ ...context, sheet: called }, 'call');
  return undefined;
};
