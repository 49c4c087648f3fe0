import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { App } from '../../app/ports.ts';
import { settleInterrupted } from '../../app/record-delivery.ts';
import { isRunning, ownPlace, type Place } from './process-place.ts';

const heartbeatSeconds = 5;
/** As in the store, which takes messages back from the dead. */
const deadAfterSeconds = 20;

/** This process, as the others know it. */
export interface Replica {
  id: string;
  /** Says under which name this process's workers lock jobs. */
  works(poolId: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Says that this process lives, and takes over what those that don't have left: their jobs (graphile-worker itself
 * would wait four hours), and the messages they were sending. All in the database's time: processes' clocks may differ,
 * or be virtual. A process that is killed is missed after 20 seconds; where processes see each other, at once.
 */
export async function joinReplicas(app: App, databaseUrl: string): Promise<Replica> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', (error) => app.log.warn({ err: error }, 'a database connection was cut'));
  const self: Self = { id: randomUUID(), place: await ownPlace() };
  await beat(app, pool, self);
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay
      .then(() => beat(app, pool, self))
      .catch((error: unknown) => app.log.warn({ err: error }, 'no sign of life could be given'));
  }, heartbeatSeconds * 1000);
  return {
    id: self.id,
    works: async (poolId) => {
      self.poolId = poolId;
      await beat(app, pool, self);
    },
    stop: async () => {
      clearInterval(timer);
      await underWay;
      await leave(pool, self).catch((error: unknown) =>
        app.log.warn({ err: error }, 'the others could not be told that this process ends'),
      );
      await pool.end();
    },
  };
}

interface Self {
  id: string;
  place: Place | undefined;
  poolId?: string;
}

async function beat(app: App, pool: pg.Pool, self: Self): Promise<void> {
  await pool.query(
    `insert into replica (id, pool_id, place, process, started_at, seen_at)
     values ($1, $2, $3, $4, now(), now())
     on conflict (id) do update set pool_id = excluded.pool_id, seen_at = now()`,
    [self.id, self.poolId ?? null, self.place?.place ?? null, self.place?.process ?? null],
  );
  const gone = [...(await buryNeighbours(pool, self)), ...(await findLost(pool))];
  if (gone.length > 0) {
    await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [gone]);
    app.log.warn({ pools: gone.length }, 'took over the jobs of a process that is gone');
  }
  await settleInterrupted(app);
}

/** Processes of this place that have ended without a word. Returns the names of their workers. */
async function buryNeighbours(pool: pg.Pool, { id, place }: Self): Promise<string[]> {
  if (!place) return [];
  const { rows } = await pool.query<{ id: string; process: string; pool_id: string | null }>(
    'select id, process, pool_id from replica where place = $1 and id <> $2',
    [place.place, id],
  );
  const dead: typeof rows = [];
  for (const row of rows)
    if (!(await isRunning({ place: place.place, process: row.process }))) dead.push(row);
  if (dead.length === 0) return [];
  await pool.query('delete from replica where id = any($1::text[])', [dead.map((row) => row.id)]);
  return dead.flatMap((row) => row.pool_id ?? []);
}

/** Workers that hold jobs, and of whose process nothing has been seen. */
async function findLost(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ locked_by: string }>(
    `select distinct locked_by from graphile_worker.jobs
     where locked_by is not null and locked_at < now() - make_interval(secs => $1)
       and not exists (select from replica
         where pool_id = locked_by and seen_at > now() - make_interval(secs => $1))`,
    [deadAfterSeconds],
  );
  return rows.map((row) => row.locked_by);
}

async function leave(pool: pg.Pool, { id }: Self): Promise<void> {
  await pool.query(`delete from replica where id = $1 or seen_at < now() - interval '1 day'`, [id]);
}
