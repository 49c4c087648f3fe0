import { remainingSteps } from '../domain/timeline-late.ts';
import { timeline } from '../domain/timeline.ts';
import { formatInstant } from '../render/dates.ts';
import { zoneOf } from '../render/phrases.ts';
import type { MeetingContext } from './context.ts';
import { tellChair } from './tell-chair.ts';

/**
 * Gives a meeting that was created, moved or taken up again what is left of its timeline. What it is too late for is
 * left out, and the chair is told so once.
 */
export async function planSteps(context: MeetingContext): Promise<void> {
  const { tx, now, series, sheet } = context;
  const { meeting } = sheet;
  const records = await tx.steps.ofMeeting(meeting.id);
  const done = records.filter(({ status }) => status === 'done').map(({ step }) => step);
  const { steps, skipped } = remainingSteps(timeline(series, meeting), now, done);
  const leftOut = skipped.map(({ step, at, reason }) => ({ step, at, skipped: reason }));
  await tx.steps.plan(meeting.id, [...steps, ...leftOut], now);
  const known = records.filter(({ status }) => status === 'skipped').map(({ step }) => step);
  const fresh = skipped.filter(({ step }) => !known.includes(step));
  if (fresh.length === 0) return;
  const reasons = fresh.map(({ reason }) => reason).join(' ');
  const when = formatInstant(meeting.startsAt, zoneOf(sheet), 'full');
  const coming = steps.map(({ step }) => step).join(', ');
  await tellChair(context, {
    what: `late-${meeting.revivals ?? 0}-${meeting.sequence}`,
    text: `The ${series.name} of ${when} begins in the middle of its week. ${reasons} Still to come: ${coming}.`,
  });
}
