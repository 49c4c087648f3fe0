import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Child } from './child.ts';
import type { Crossings, Place } from './crossings.ts';
import type { Processes } from './processes.ts';
import type { Town } from './town.ts';

/** Where each process of a replica is killed, from its start on; nothing: nowhere. */
export type KillAt = (replica: number, life: number) => Place | undefined;

export interface FleetOptions {
  processes: Processes;
  town: Town;
  databaseUrl: string;
  replicas: number;
  killAt: KillAt;
  /** For the notes of the processes, about where they were killed. */
  folder: string;
}

/** The processes of the service: one that ends is started again. */
export class Fleet {
  /** What was being crossed when a process was killed. */
  readonly kills: string[] = [];
  readonly #children: Child[] = [];
  readonly #options: FleetOptions;
  #isStopping = false;
  /** What the processes said. */
  log = '';

  constructor(options: FleetOptions) {
    this.#options = options;
    for (let replica = 0; replica < options.replicas; replica++) this.#start(replica, 0);
  }

  /** Wakes all; answers when the first of them has something to do. */
  async wake(): Promise<Temporal.Instant | undefined> {
    const { clock, list, act } = this.#options.town;
    const asked = await Promise.all(
      this.#children.map((child) => child.wake(clock.now(), act.name)),
    );
    // Mail that waits for a process to come back comes in its own, real time.
    if (list.waiting > 0) return clock.now();
    return asked
      .filter((time) => time !== undefined)
      .sort((one, other) => Temporal.Instant.compare(one, other))[0];
  }

  /** Ends what runs, in order. Returns the crossings of each process that was never killed. */
  async stop(): Promise<Crossings[]> {
    this.#isStopping = true;
    const crossings = await Promise.all(this.#children.map((child) => child.end()));
    for (const child of this.#children) {
      this.log += child.log;
      this.#options.processes.giveBack(child);
    }
    return crossings.filter((counted) => counted !== undefined);
  }

  #start(replica: number, life: number): void {
    const { processes, town, databaseUrl, killAt, folder } = this.#options;
    const place = killAt(replica, life);
    const file = join(folder, `${replica}-${life}`);
    const { port } = new URL(databaseUrl);
    const child = processes.take();
    this.#children[replica] = child;
    child.begin({
      now: town.clock.now().toString(),
      act: town.act.name,
      environment: { ...town.environment(replica), DATABASE_URL: databaseUrl },
      watch: {
        peers: { ...town.peers(replica), [port]: 'postgres' },
        ...(place === undefined ? {} : { killAt: place, file }),
      },
    });
    void child.ended.then(async () => {
      if (this.#isStopping || this.#children[replica] !== child) return;
      this.log += `${child.log}--- life ${life} of replica ${replica} ended\n`;
      if (child.wasKilled) this.kills.push(await readFile(file, 'utf8').catch(() => 'killed'));
      this.#start(replica, life + 1);
    });
  }
}
