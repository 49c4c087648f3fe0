import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, ownPlace } from '../../../src/adapters/jobs/process-place.ts';
import { joinReplicas } from '../../../src/adapters/jobs/replica.ts';
import { openPostOffice, type PostOffice } from '../../support/post-office.ts';

let office: PostOffice;
beforeEach(async () => {
  office = await openPostOffice();
});
afterEach(() => office.stop());

async function withReplica(use: () => Promise<void>): Promise<void> {
  const replica = await joinReplicas(office.app, office.databaseUrl);
  try {
    await use();
  } finally {
    await replica.stop();
  }
}

/** A job that a process of this name has locked, so long ago. */
async function lockedJob(pool: string, seconds: number): Promise<void> {
  await office.sql(
    `select graphile_worker.add_job('deliver', '{}'::json, job_key := 'locked by ' || $1)`,
    [pool],
  );
  const client = new pg.Client({ connectionString: office.databaseUrl });
  await client.connect();
  await client.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2)
     where key = 'locked by ' || $1`,
    [pool, seconds],
  );
  await client.end();
}

const lockedBy = async () =>
  (
    await office.sql<{ locked_by: string }>(
      'select locked_by from graphile_worker.jobs where locked_by is not null order by 1',
    )
  ).map(({ locked_by }) => locked_by);

describe('a process that is gone', () => {
  it('loses its jobs when nothing was seen of it for 20 seconds, and no other does', async () => {
    await office.sql(`insert into replica (id, pool_id, started_at, seen_at) values
      ('old', 'old pool', now(), now() - interval '21 seconds'),
      ('busy', 'busy pool', now(), now() - interval '3 seconds')`);
    await lockedJob('old pool', 30);
    await lockedJob('busy pool', 3_600);
    await lockedJob('new pool', 1);
    await withReplica(async () => {
      expect(await lockedBy()).toEqual(['busy pool', 'new pool']);
    });
  });

  it('loses jobs and messages at once where the other process can see that it ended', async () => {
    const place = await ownPlace();
    expect(place).toBeDefined();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const stat = { place: place?.place ?? '', process: `${child.pid} 1` };
    // Another process may have been given its id since: it is told by when it began.
    expect(await isRunning(stat)).toBe(false);
    await office.sql(
      `insert into replica (id, pool_id, place, process, started_at, seen_at)
       values ('neighbour', 'their pool', $1, $2, now(), now())`,
      [stat.place, stat.process],
    );
    await lockedJob('their pool', 1);
    await office.queue();
    await office.claimAs('neighbour');
    await withReplica(async () => {
      expect(await lockedBy()).toEqual([]);
      await office.deliver();
      expect(office.mails).toHaveLength(1);
    });
    child.kill('SIGKILL');
  });

  it('leaves no trace when it ends in order', async () => {
    await withReplica(async () => {
      expect(await office.sql('select from replica')).toHaveLength(1);
    });
    expect(await office.sql('select from replica')).toHaveLength(0);
  });
});

describe('a process', () => {
  it('is known by its place, its id and its beginning', async () => {
    const place = await ownPlace();
    expect(place && (await isRunning(place))).toBe(true);
  });
});
