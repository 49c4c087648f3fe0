import { loadMeeting } from './context.ts';
import { planSteps } from './plan-steps.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** Meetings that were laid out, and not called yet, follow new lead times, holidays and a new duration. */
export async function replan(
  app: App,
  tx: Tx,
  { id, durationMinutes }: SeriesRecord,
): Promise<void> {
  for (const meeting of await tx.meetings.ofSeries(id, app.clock.now())) {
    if (meeting.status !== 'scheduled') continue;
    await tx.meetings.lock(meeting.id);
    await tx.meetings.update(meeting.id, { durationMinutes });
    await planSteps(await loadMeeting(app, tx, meeting.id));
  }
}
