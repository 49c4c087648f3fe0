import type { Job, Jobs } from '../../app/ports.ts';
import type { Client } from './client.ts';

export function jobs(client: Client): Jobs {
  return {
    add: async (job) => {
      const { name, ...payload } = job;
      await client.$executeRaw`
        select graphile_worker.add_job(
          ${name}, ${JSON.stringify(payload)}::json, job_key := ${jobKey(job)}, max_attempts := 25::smallint)`;
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
