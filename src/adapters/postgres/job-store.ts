import type { Job, Jobs } from '../../app/ports.ts';
import { toInstant } from './convert.ts';
import type { Client } from './client.ts';

export function jobs(client: Client): Jobs {
  return {
    add: async (job) => {
      const { name, ...payload } = job;
      await client.$executeRaw`
        select graphile_worker.add_job(
          ${name}, ${JSON.stringify(payload)}::json, job_key := ${jobKey(job)}, max_attempts := 25::smallint)`;
    },
    nextDueAt: async (now) => {
      const [row] = await client.$queryRaw<{ next: Date | null; busy: boolean }[]>`
        select
          least(
            (select min(due_at) from step where status = 'pending'),
            (select min(due_at) from outbox where status = 'pending' and attempts > 0),
            (select min(plan_at) from series where not paused)) as next,
          exists (select from graphile_worker.jobs
            where attempts < max_attempts and run_at <= now()) as busy`;
      if (row?.busy) return now;
      return row?.next ? toInstant(row.next) : undefined;
    },
  };
}

/** One job for one thing: adding it again before it has begun changes nothing. */
function jobKey(job: Job): string {
  switch (job.name) {
    case 'run-step':
      return `run-step:${job.meetingId}:${job.step}`;
    case 'plan-series':
      return `plan-series:${job.seriesId}`;
    case 'read-mail':
      return `read-mail:${job.inboxId}`;
    case 'deliver':
      return `deliver:${job.outboxId}`;
  }
}
