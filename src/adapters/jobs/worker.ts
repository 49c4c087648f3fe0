import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { deliver, type Senders } from '../../app/deliver.ts';
import { plan, planSeries } from '../../app/plan.ts';
import type { App, Job, Log } from '../../app/ports.ts';
import { readMail } from '../../app/read-mail.ts';
import { runStep } from '../../app/run-step.ts';
import { steps } from '../../domain/timeline.ts';
import { keepAlive } from './liveness.ts';

export interface Jobs {
  /** Hands over what is due; answers when there is more to do. */
  wake(): Promise<Temporal.Instant | undefined>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  app: App;
  senders: Senders;
  databaseUrl: string;
  /** Jobs run at once. */
  concurrency?: number;
}

/** Starts the workers: they run jobs as soon as the transaction that added them has committed. */
export async function startJobs({ app, senders, databaseUrl, concurrency = 4 }: JobsOptions): Promise<Jobs> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency + 3 });
  // A connection that is cut is replaced by the pool, and the work on it is tried again.
  const wasCut = (error: Error) => app.log.warn({ err: error }, 'a database connection was cut');
  pool.on('error', wasCut);
  pool.on('connect', (client) => client.on('error', wasCut));
  const events: WorkerEvents = new EventEmitter();
  const workerIds = new Set<string>();
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId));
  events.on('job:failed', ({ job, error }) =>
    app.log.error({ err: error, job: job.task_identifier, jobId: job.id }, 'a job failed for good'),
  );
  const liveness = await keepAlive({ pool, log: app.log, workerIds });
  const runner = await run({
    pgPool: pool,
    taskList: makeTasks(app, senders),
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    events,
    logger: quietLogger(app.log),
  });
  return {
    wake: async () => {
      // A full batch may have left some.
      while ((await plan(app)) > 0);
      return app.store.transaction((tx) => tx.jobs.nextDueAt(app.clock.now()));
    },
    stop: async () => {
      await runner.stop();
      await liveness.stop();
      await pool.end();
    },
  };
}

const uuid = z.uuid();
const payloads = {
  'run-step': z.object({ meetingId: uuid, step: z.enum(steps) }),
  'plan-series': z.object({ seriesId: uuid }),
  'read-mail': z.object({ inboxId: uuid }),
  deliver: z.object({ outboxId: uuid }),
} satisfies Record<Job['name'], z.ZodType>;

function makeTasks(app: App, senders: Senders): TaskList {
  const tasks: Record<Job['name'], (payload: unknown) => Promise<void>> = {
    'run-step': (payload) => runStep(app, payloads['run-step'].parse(payload)),
    'plan-series': (payload) => planSeries(app, payloads['plan-series'].parse(payload)),
    'read-mail': (payload) => readMail(app, payloads['read-mail'].parse(payload)),
    deliver: (payload) => deliver(app, senders, payloads.deliver.parse(payload)),
  };
  return tasks;
}

/** graphile-worker tells of every job; here only what went wrong. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.warn({ ...meta }, message);
    else if (level === 'warning') log.warn({ ...meta }, message);
  });
}
