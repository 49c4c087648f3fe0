import { followSchedule } from './follow-schedule.ts';
import type { App } from './ports.ts';

/** How many due things one transaction hands over at most. */
const batch = 200;

/** Hands over what is due to the workers. Marking it and queueing its job commit together. Returns how many things were due. */
export async function plan(app: App): Promise<number> {
  return app.store.transaction(async (tx) => {
    const now = app.clock.now();
    const series = await tx.series.takeDue(now, batch);
    if (series.length > 0) await tx.series.setPlanAt(series, now.add({ hours: 1 }));
    await tx.jobs.addAll(series.map((seriesId) => ({ name: 'plan-series', seriesId })));
    const steps = await tx.steps.queueDue(now, batch);
    await tx.jobs.addAll(
      steps.map(({ meetingId, step }) => ({ name: 'run-step', meetingId, step })),
    );
    // A message's own job is long over when its time comes again; one job takes all that are due.
    if (await tx.outbox.isDue(now)) await tx.jobs.add({ name: 'deliver' });
    return series.length + steps.length;
  });
}

/** Brings the coming meetings of one series to what its schedule says now: a new year may bring new holidays. */
export async function planSeries(app: App, { seriesId }: { seriesId: string }): Promise<void> {
  await app.store.transaction(async (tx) => {
    const series = await tx.series.byId(seriesId);
    if (series && !series.paused) await followSchedule(app, tx, series);
  });
}
