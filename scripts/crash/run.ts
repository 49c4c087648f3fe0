import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import { Child } from './child.ts';
import { countArrivals, type Arrival } from './count.ts';
import type { Server } from '../support/server.ts';
import { begins, playWeek, seriesOf } from './story.ts';
import { raiseTown, type Town } from './town.ts';

export interface RunOptions {
  server: Server;
  replicas: number;
  /** At which crossing each process of a replica is killed, from its start on; nothing: never. */
  killAt: (replica: number, life: number) => number | undefined;
  trace?: string;
}

export interface RunResult {
  arrivals: Arrival[];
  /** What was being crossed when a process was killed. */
  kills: string[];
  /** How many crossings there were, in the lives that ended well. */
  crossings: number;
  /** What the processes said. */
  log: string;
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
    const fleet = new Fleet(town, database.url, { ...options, folder });
    const forget = town.clock.everyMinute(() => fleet.wake());
    const failure = await playWeek(town, pool)
      .then(() => settle(town, pool))
      .then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
    await forget();
    await fleet.stop();
    const { kills, log } = fleet;
    const crossings = fleet.crossings;
    const arrivals = await countArrivals(town, pool);
    return { arrivals, kills, log, crossings, ...(failure === undefined ? {} : { failure }) };
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

/** The processes of the service: one that ends is started again. */
class Fleet {
  readonly kills: string[] = [];
  readonly #children: Child[] = [];
  readonly #town: Town;
  readonly #url: string;
  readonly #options: RunOptions & { folder: string };
  #isStopping = false;
  #crossings = 0;
  log = '';

  constructor(town: Town, url: string, options: RunOptions & { folder: string }) {
    this.#town = town;
    this.#url = url;
    this.#options = options;
    for (let replica = 0; replica < options.replicas; replica++) this.#start(replica, 0);
  }

  get crossings(): number {
    return this.#crossings;
  }

  async wake(): Promise<Temporal.Instant | undefined> {
    const { clock, list } = this.#town;
    const asked = await Promise.all(this.#children.map((child) => child.wake(clock.now())));
    // Mail that waits for a process to come back comes in its own, real time.
    if (list.waiting > 0) return clock.now();
    return asked
      .filter((time) => time !== undefined)
      .sort((one, other) => Temporal.Instant.compare(one, other))[0];
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const child of this.#children) this.#crossings += child.crossings;
    for (const child of this.#children) child.kill();
    await Promise.all(this.#children.map((child) => child.ended));
    this.log += this.#children.map((child) => child.log).join('');
  }

  #start(replica: number, life: number): void {
    const { killAt, folder, trace } = this.#options;
    const at = killAt(replica, life);
    const file = join(folder, `${replica}-${life}`);
    const { port } = new URL(this.#url);
    const child = new Child({
      now: this.#town.clock.now(),
      environment: {
        ...this.#town.environment(replica),
        DATABASE_URL: this.#url,
        CRASH_PEERS: JSON.stringify({ ...this.#town.peers(replica), [port]: 'postgres' }),
        ...(at === undefined ? {} : { CRASH_AT: String(at), CRASH_FILE: file }),
        ...(trace === undefined ? {} : { CRASH_TRACE: trace }),
      },
    });
    this.#children[replica] = child;
    void child.ended.then(async () => {
      if (this.#isStopping) return;
      this.log += `${child.log}--- life ${life} of replica ${replica} ended (${child.exitCode})\n`;
      if (child.wasKilled) this.kills.push(await readFile(file, 'utf8').catch(() => 'killed'));
      this.#start(replica, life + 1);
    });
  }
}
