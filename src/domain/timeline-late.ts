import { isBefore } from './schedule-times.ts';
import type { Due, Step } from './timeline.ts';

export type LateDecision = 'run' | { skip: string };

/** A step so little late is on time: the planner wakes once a minute, and a restart takes a moment. */
const punctualMinutes = 5;

/**
 * What to do now with a step that was due at `due.at`. The reasons are worded for the chair.
 *
 * | step | runs late until |
 * |---|---|
 * | call, remind | the confirmation |
 * | confirm, agenda | the start |
 * | open | the planned end |
 * | chase | the publication |
 * | close, draft, publish | always |
 */
export function lateRule(due: Due, now: Temporal.Instant): LateDecision {
  if (!due.usefulUntil || isBefore(now, due.usefulUntil)) return 'run';
  if (!isBefore(due.at.add({ minutes: punctualMinutes }), now)) return 'run';
  return { skip: tooLate[due.step] };
}

const tooLate: Record<Step, string> = {
  call: 'It was too late to call for agenda items: the meeting was already due to be confirmed.',
  remind: 'It was too late for a reminder: the meeting was already due to be confirmed.',
  confirm: 'It was too late to confirm the meeting: it had already begun.',
  agenda: 'It was too late to post the final agenda: the meeting had already begun.',
  open: 'It was too late to open the meeting: its time was already over.',
  close: 'It was too late to close the meeting.',
  draft: 'It was too late to draft the minutes.',
  chase:
    'It was too late to ask for approval of the minutes: they were already due to be published.',
  publish: 'It was too late to publish the minutes.',
};

export interface Remaining {
  /** Still to do, in order; those whose time is past are due at once. */
  steps: Due[];
  /** Left out for good; the chair is told. */
  skipped: (Due & { reason: string })[];
}

/** What is left of a meeting's timeline when it is created, moved or found again at `now`; `done` names what has run. */
export function remainingSteps(
  timeline: readonly Due[],
  now: Temporal.Instant,
  done: readonly Step[] = [],
): Remaining {
  const remaining: Remaining = { steps: [], skipped: [] };
  for (const due of timeline.filter(({ step }) => !done.includes(step))) {
    const decision = lateRule(due, now);
    if (decision === 'run') remaining.steps.push(due);
    else remaining.skipped.push({ ...due, reason: decision.skip });
  }
  return remaining;
}
