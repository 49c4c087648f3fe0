import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { Server } from '../support/server.ts';
import { countArrivals, type Arrivals } from './arrivals.ts';
import type { Crossings } from './crossings.ts';
import { Fleet, type KillAt } from './fleet.ts';
import type { Processes } from './processes.ts';
import { findExcuses, type Excuses } from './rule.ts';
import { begins, playStory, seriesOf } from './story.ts';
import { raiseTown, type Town } from './town.ts';

export interface RunOptions {
  server: Server;
  processes: Processes;
  replicas: number;
  killAt: KillAt;
}

export interface RunResult {
  arrivals: Arrivals;
  /** What the written rule leaves to a person, or sends twice. */
  excuses: Excuses;
  kills: string[];
  /** Those of each process that was never killed. */
  crossings: Crossings[];
  log: string;
  /** Why the story didn't come to its end. */
  failure?: Error;
}

const quietMs = 60_000;

/** Plays the story once, killing and restarting as told, and counts what came of it. */
export async function playRun(options: RunOptions): Promise<RunResult> {
  const database = await options.server.create();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  const town = await raiseTown(begins, options.replicas);
  const folder = await mkdtemp(join(tmpdir(), 'convoke-crash-'));
  try {
    await makeSeries(town, database.url);
    const fleet = new Fleet({ ...options, town, databaseUrl: database.url, folder });
    const forget = town.clock.everyMinute(() => fleet.wake());
    const failure = await playStory(town, pool)
      .then(() => settle(town, pool))
      .then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
    await forget();
    const crossings = await fleet.stop();
    const arrivals = await countArrivals(town, pool);
    const excuses = await findExcuses(town, pool);
    const { kills, log } = fleet;
    return {
      arrivals,
      excuses,
      kills,
      log,
      crossings,
      ...(failure === undefined ? {} : { failure }),
    };
  } finally {
    await town.stop();
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeSeries(town: Town, url: string): Promise<void> {
  const store = openStore(url, { maxConnections: 1 });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const holidayLibrary = openHolidayLibrary();
  const identity = { name: 'Convoke', address: 'agenda@convoke.example' };
  await createSeries(
    { clock: town.clock, store, log, identity, readMessage, holidayLibrary },
    seriesOf(town),
  );
  await store.close();
}

/** Nothing waits to be sent, read or done any more. */
async function settle({ clock, list }: Town, pool: pg.Pool): Promise<void> {
  const until = Date.now() + quietMs;
  while (Date.now() < until) {
    await clock.runTo(clock.now().add({ minutes: 20 }));
    const { rowCount } = await pool.query(
      `select from outbox where settled_at is null union all
       select from inbox where status = 'received' union all
       select from step where status = 'queued' limit 1`,
    );
    if (rowCount === 0 && list.waiting === 0) return;
    await sleep(50);
  }
  throw new Error('it never came to rest');
}
