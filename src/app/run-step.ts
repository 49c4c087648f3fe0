import { lateRule } from '../domain/timeline-late.ts';
import { timeline, type Step } from '../domain/timeline.ts';
import { loadMeeting } from './context.ts';
import type { App } from './ports.ts';
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

/** Runs a queued step once: the state, what it says and its own record commit together. */
export async function runStep(
  app: App,
  { meetingId, step }: { meetingId: string; step: Step },
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const context = await loadMeeting(app, tx, meetingId);
    const record = (await tx.steps.ofMeeting(meetingId)).find(
      (candidate) => candidate.step === step,
    );
    if (record?.status !== 'queued') return;
    const { now, series, sheet } = context;
    const due = timeline(series, sheet.meeting).find((candidate) => candidate.step === step);
    const decision = due ? lateRule({ ...due, at: record.dueAt }, now) : 'run';
    const skip = decision === 'run' ? await runners[step](context) : decision.skip;
    await tx.steps.settle(meetingId, step, {
      status: skip === undefined ? 'done' : 'skipped',
      at: now,
      ...(skip === undefined ? {} : { note: skip }),
    });
    if (decision !== 'run')
      await tellChair(context, { what: `skipped-${step}`, text: `${decision.skip} (${step})` });
    const facts = { series: series.slug, meeting: meetingId, step, dueAt: record.dueAt.toString() };
    app.log.info(
      skip === undefined ? facts : { ...facts, skip },
      skip === undefined ? `step ${step} done` : `step ${step} skipped`,
    );
  });
}
