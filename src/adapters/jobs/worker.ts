import { z } from 'zod';
import { createDelivery, type Senders } from '../../app/deliver.ts';
import { answerStoredChat } from '../../app/handle-chat.ts';
import { plan, planSeries } from '../../app/plan.ts';
import type { App, Job } from '../../app/ports.ts';
import { readMail } from '../../app/read-mail.ts';
import { runStep } from '../../app/run-step.ts';
import { steps } from '../../domain/timeline.ts';
import { keepTrying } from './keep-trying.ts';
import type { Replica } from './replica.ts';
import { startRunner, type Tasks } from './runner.ts';

export interface Jobs {
  /** Hands over what is due; answers when there is more to do. */
  wake(): Promise<Temporal.Instant | undefined>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  app: App;
  senders: Senders;
  replica: Replica;
  databaseUrl: string;
  /** Jobs run at once. */
  concurrency?: number;
}

/** Starts the workers: they run jobs as soon as the transaction that added them has committed. */
export async function startJobs({
  app,
  senders,
  replica,
  databaseUrl,
  concurrency = 4,
}: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController();
  const deliver = createDelivery(app, {
    senders,
    replicaId: replica.id,
    keepTrying: (work) => keepTrying(work, { log: app.log, signal: stopping.signal }),
  });
  const runner = await startRunner({
    app,
    databaseUrl,
    concurrency,
    replica,
    tasks: makeTasks(app, deliver),
  });
  return {
    wake: async () => {
      // A full batch may have left some.
      while ((await plan(app)) > 0);
      return app.store.transaction((tx) => tx.jobs.nextDueAt(app.clock.now()));
    },
    stop: async () => {
      await runner.stop();
      stopping.abort();
    },
  };
}

const uuid = z.uuid();
const payloads = {
  'run-step': z.object({ meetingId: uuid, step: z.enum(steps) }),
  'plan-series': z.object({ seriesId: uuid }),
  'read-mail': z.object({ inboxId: uuid }),
  'answer-chat': z.object({ inboxId: uuid }),
  deliver: z.object({ outboxId: uuid.optional() }),
} satisfies Record<Job['name'], z.ZodType>;

function makeTasks(app: App, deliver: () => Promise<void>): Tasks {
  return {
    'run-step': (payload) => runStep(app, payloads['run-step'].parse(payload)),
    'plan-series': (payload) => planSeries(app, payloads['plan-series'].parse(payload)),
    'read-mail': (payload) => readMail(app, payloads['read-mail'].parse(payload)),
    'answer-chat': (payload) => answerStoredChat(app, payloads['answer-chat'].parse(payload)),
    deliver: (payload) => {
      payloads.deliver.parse(payload);
      return deliver();
    },
  };
}
