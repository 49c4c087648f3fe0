import type { Pool } from 'pg';
import type { Log } from '../../app/ports.ts';

const heartbeatSeconds = 5;
const deadAfterSeconds = 20;

/**
 * Says that this process's workers live, and gives the jobs of those that don't back to the others. graphile-worker
 * itself waits four hours for a killed worker. All in the database's time: processes' clocks may differ, or be virtual.
 */
export async function keepAlive({
  pool,
  log,
  workerIds,
}: {
  pool: Pool;
  log: Log;
  workerIds: ReadonlySet<string>;
}): Promise<{ stop(): Promise<void> }> {
  const beat = async () => {
    await pool.query(
      `insert into replica (id, started_at, seen_at) select id, now(), now() from unnest($1::text[]) as id
       on conflict (id) do update set seen_at = now()`,
      [[...workerIds]],
    );
    const { rows } = await pool.query<{ locked_by: string }>(
      `select distinct locked_by from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - make_interval(secs => $1)
         and not exists (select from replica where id = locked_by and seen_at > now() - make_interval(secs => $1))`,
      [deadAfterSeconds],
    );
    const dead = rows.map((row) => row.locked_by);
    if (dead.length === 0) return;
    await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.warn({ workers: dead.length }, 'took over the jobs of a process that is gone');
  };
  const beatSafely = () =>
    beat().catch((error: unknown) => log.warn({ err: error }, 'no sign of life could be given'));
  await beatSafely();
  const timer = setInterval(() => void beatSafely(), heartbeatSeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await pool.query('delete from replica where id = any($1::text[])', [[...workerIds]]);
      await pool.query(`delete from replica where seen_at < now() - interval '1 day'`);
    },
  };
}
