import { z } from 'zod';
import { createDelivery, type Senders } from '../../app/deliver.ts';
import { answerStoredChat } from '../../app/handle-chat.ts';
import { plan, planSeries } from '../../app/plan.ts';
import type { App, Job } from '../../app/ports.ts';
import { createMailReading } from '../../app/read-mail.ts';
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
  /** Jobs that an older version left are for one message. */
  'read-mail': z.union([z.array(z.object({ inboxId: uuid })), z.object({ inboxId: uuid })]),
  'answer-chat': z.object({ inboxId: uuid }),
  deliver: z.object({ outboxId: uuid.optional() }),
} satisfies Record<Job['name'], z.ZodType>;

function makeTasks(app: App, deliver: () => Promise<void>): Tasks {
  const readMails = createMailReading(app);
  return {
    'run-step': (payload) => runStep(app, payloads['run-step'].parse(payload)),
    'plan-series': (payload) => planSeries(app, payloads['plan-series'].parse(payload)),
    'read-mail': async (payload) => {
      const messages = [payloads['read-mail'].parse(payload)].flat();
      const failures = await readMails(messages.map(({ inboxId }) => inboxId));
      // Of a list graphile-worker tries those again whose promise is rejected.
      const outcomes = failures.map((failure) =>
        failure ? Promise.reject(failure) : Promise.resolve(),
      );
      if (Array.isArray(payload)) return outcomes;
      await Promise.all(outcomes);
      return undefined;
    },
    'answer-chat': (payload) => answerStoredChat(app, payloads['answer-chat'].parse(payload)),
    deliver: (payload) => {
      payloads.deliver.parse(payload);
      return deliver();
    },
  };
}
