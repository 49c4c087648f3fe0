import { lateRule } from '../domain/timeline-late.ts';
import { steps, timeline, type Step } from '../domain/timeline.ts';
import { loadMeeting, reload, type MeetingContext } from './context.ts';
import type { App, StepRecord } from './ports.ts';
import type { StepRunner } from './step-runner.ts';
import { tellChair } from './tell-chair.ts';
import { runAgenda } from './steps/agenda.ts';
import { runCall } from './steps/call.ts';
import { runChase } from './steps/chase.ts';
import { runClose } from './steps/close.ts';
import { runConfirm } from './steps/confirm.ts';
import { runDraft } from './steps/draft.ts';
import { runOpen } from './steps/open.ts';
import { runPublish } from './steps/publish.ts';
import { runRemind } from './steps/remind.ts';

const runners: Record<Step, StepRunner> = {
  call: runCall,
  remind: runRemind,
  confirm: runConfirm,
  agenda: runAgenda,
  open: runOpen,
  close: runClose,
  draft: runDraft,
  chase: runChase,
  publish: runPublish,
};

/**
 * Runs a queued step once: the state, what it says and its own record commit together. Whatever else of the same meeting
 * is due runs with it, in order, so that an agenda is never posted before its confirmation; and what it was too late
 * for is told to the chair in one message.
 */
export async function runStep(
  app: App,
  { meetingId, step }: { meetingId: string; step: Step },
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const context = await loadMeeting(app, tx, meetingId);
    const records = await tx.steps.ofMeeting(meetingId);
    if (records.find((record) => record.step === step)?.status !== 'queued') return;
    // A step that was queued is due, wherever the clock has jumped to since.
    const isDue = (record: StepRecord) =>
      isWaiting(record) &&
      (record.step === step || Temporal.Instant.compare(record.dueAt, context.now) <= 0);
    const due = inOrder(records.filter(isDue));
    const tooLate: string[] = [];
    for (const { step: next } of due) {
      // What one step does may move, settle or put off the next.
      const record = (await tx.steps.ofMeeting(meetingId)).find((one) => one.step === next);
      if (!record || !isDue(record)) continue;
      const reason = await runOne(await reload(context), record);
      if (reason !== undefined) tooLate.push(`${reason} (${next})`);
    }
    if (tooLate.length > 0)
      await tellChair(context, { what: `skipped-${step}`, text: tooLate.join(' ') });
  });
}

function isWaiting({ status }: StepRecord): boolean {
  return status === 'queued' || status === 'pending';
}

function inOrder(records: StepRecord[]): StepRecord[] {
  return records.toSorted((left, right) => steps.indexOf(left.step) - steps.indexOf(right.step));
}

/** Returns why it was too late for this step, if it was. */
async function runOne(context: MeetingContext, record: StepRecord): Promise<string | undefined> {
  const { app, tx, now, series, sheet } = context;
  const { meetingId, step, dueAt } = record;
  const due = timeline(series, sheet.meeting).find((candidate) => candidate.step === step);
  const decision = due ? lateRule({ ...due, at: dueAt }, now) : 'run';
  const result = decision === 'run' ? await runners[step](context) : decision.skip;
  const facts = { series: series.slug, meeting: meetingId, step, dueAt: dueAt.toString() };
  if (typeof result === 'object') {
    await tx.steps.postpone(meetingId, step, result.againAt, result.note);
    app.log.info({ ...facts, againAt: String(result.againAt) }, `step ${step} put off`);
    return undefined;
  }
  await tx.steps.settle(meetingId, step, {
    status: result === undefined ? 'done' : 'skipped',
    at: now,
    ...(result === undefined ? {} : { note: result }),
  });
  app.log.info(
    result === undefined ? facts : { ...facts, skip: result },
    result === undefined ? `step ${step} done` : `step ${step} skipped`,
  );
  return decision === 'run' ? undefined : decision.skip;
}
