import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, run, type Runner, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { App, Job, Log } from '../../app/ports.ts';
import type { Replica } from './replica.ts';

export type Tasks = Record<Job['name'], (payload: unknown) => Promise<void | Promise<void>[]>>;

export interface RunnerOptions {
  app: App;
  databaseUrl: string;
  concurrency: number;
  replica: Replica;
  tasks: Tasks;
}

/** Jobs under way get so long when the service stops; whoever takes over settles what is left. */
const stopWaitMs = 20_000;
const restartPauseMs = 1_000;

/** Runs jobs until it is stopped. graphile-worker ends when it can't write down that a job is done; it is begun anew then. */
export async function startRunner(options: RunnerOptions): Promise<{ stop(): Promise<void> }> {
  const { app, databaseUrl, concurrency } = options;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency + 3 });
  // A connection that is cut is replaced by the pool, and the work on it is tried again.
  const wasCut = (error: Error) => app.log.warn({ err: error }, 'a database connection was cut');
  pool.on('error', wasCut);
  pool.on('connect', (client) => client.on('error', wasCut));
  const stopping = new AbortController();
  const first = await begin(options, pool);
  let current = first;
  const supervised = supervise(options, pool, first, stopping.signal, (next) => (current = next));
  return {
    stop: async () => {
      stopping.abort();
      const stopped = Promise.all([current.stop().catch(() => undefined), supervised]);
      const isStopped = await Promise.race([
        stopped.then(() => true),
        delay(stopWaitMs, false, { ref: false }),
      ]);
      if (!isStopped) app.log.warn({}, 'jobs were still under way when the service stopped');
      else await pool.end();
    },
  };
}

async function supervise(
  options: RunnerOptions,
  pool: pg.Pool,
  first: Runner,
  signal: AbortSignal,
  onNext: (runner: Runner) => void,
): Promise<void> {
  const { log } = options.app;
  let runner = first;
  for (;;) {
    const failure = await runner.promise.catch((error: unknown) => error);
    if (signal.aborted) return;
    log.warn({ err: failure }, 'the workers ended; they are begun anew');
    await delay(restartPauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      runner = await begin(options, pool);
      onNext(runner);
    } catch (error) {
      log.warn({ err: error }, 'the workers could not be begun; trying again');
    }
  }
}

async function begin(
  { app, concurrency, replica, tasks }: RunnerOptions,
  pool: pg.Pool,
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  const created = Promise.withResolvers<string>();
  events.on('pool:create', ({ workerPool }) => created.resolve(workerPool.id));
  events.on('job:failed', ({ job, error }) =>
    app.log.error({ err: error, job: job.task_identifier, jobId: job.id }, 'a job failed for good'),
  );
  const runner = await run({
    pgPool: pool,
    taskList: { ...tasks },
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    events,
    logger: quietLogger(app.log),
    // Only so does a job whose end can't be written down end the runner, rather than stay locked for hours.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  await replica.works(await created.promise);
  return runner;
}

/** graphile-worker tells of every job; here only what went wrong. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.warn({ ...meta }, message);
    else if (level === 'warning') log.warn({ ...meta }, message);
  });
}
