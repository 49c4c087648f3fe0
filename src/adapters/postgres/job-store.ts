import type { Job, Jobs } from '../../app/ports.ts';
import type { Client } from './client.ts';
import { toInstant } from './convert.ts';
import { waitingMessages } from './outbox-claims.ts';
import { waitingSteps } from './step-store.ts';

export function jobs(client: Client): Jobs {
  return {
    add: async (job, afterSeconds = 0) => {
      await client.$executeRaw`
        select graphile_worker.add_job(
          ${job.name}, ${JSON.stringify(payloadOf(job))}::json, job_key := ${jobKey(job)}, max_attempts := 25::smallint,
          run_at := now() + make_interval(secs => ${afterSeconds}))`;
    },
    addAll: async (list) => {
      if (list.length === 0) return;
      const rows = list.map((job) => ({ name: job.name, payload: payloadOf(job) }));
      const keys = list.map(jobKey);
      await client.$queryRaw`
        select count(*) from graphile_worker.add_jobs(array(
          select (job ->> 'name', (job -> 'payload')::json, null, null, 25, key, null, null)::graphile_worker.job_spec
          from unnest(${rows.map((row) => JSON.stringify(row))}::jsonb[], ${keys}::text[]) as listed(job, key)))`;
    },
    nextDueAt: async (now) => {
      const [row] = await client.$queryRaw<{ next: Date | null; busy: boolean }[]>`
        select
          least(
            (select min(due_at) from step where ${waitingSteps}),
            (select min(due_at) from outbox as o where ${waitingMessages}),
            (select min(plan_at) from series where not paused)) as next,
          exists (select from graphile_worker.jobs
            where attempts < max_attempts and run_at <= now())
          or exists (select from outbox where status = 'sending') as busy`;
      if (row?.busy) return now;
      return row?.next ? toInstant(row.next) : undefined;
    },
  };
}

/** A list is what graphile-worker calls a batch: of a job that failed in part it tries that part again. */
function payloadOf(job: Job): object {
  if (job.name === 'read-mail') return job.inboxIds.map((inboxId) => ({ inboxId }));
  const { name: _, ...payload } = job;
  return payload;
}

/** One job for one thing: adding it again before it has begun changes nothing. */
function jobKey(job: Job): string {
  switch (job.name) {
    case 'run-step':
      return `run-step:${job.meetingId}:${job.step}`;
    case 'plan-series':
      return `plan-series:${job.seriesId}`;
    case 'read-mail':
      // Never the key of a job that runs: graphile-worker would not try that one again, nor what only it is to read.
      return `read-mail:${job.inboxIds[0]}`;
    case 'answer-chat':
      return `answer-chat:${job.inboxId}`;
    case 'deliver':
      return job.outboxId === undefined ? 'deliver' : `deliver:${job.outboxId}`;
  }
}
