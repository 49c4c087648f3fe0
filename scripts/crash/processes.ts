import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.ts';

/** Processes that have loaded the service and wait for a story: to load takes longer than anything else here. */
export class Processes {
  readonly #cache: string;
  readonly #idle: Child[] = [];
  readonly #all = new Set<Child>();

  constructor(cache: string) {
    this.#cache = cache;
  }

  take(): Child {
    let child = this.#idle.pop();
    while (child?.hasEnded) child = this.#idle.pop();
    if (this.#idle.length === 0) this.#idle.push(this.#start());
    return child ?? this.#start();
  }

  /** A process whose story is over. */
  giveBack(child: Child): void {
    if (!child.hasEnded) this.#idle.push(child);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((child) => child.kill()));
    await rm(this.#cache, { recursive: true, force: true });
  }

  #start(): Child {
    const child = new Child(this.#cache);
    this.#all.add(child);
    void child.ended.then(() => this.#all.delete(child));
    return child;
  }
}

/** With what Node compiles kept from a first process on, which makes each further one start in half the time. */
export async function startProcesses(): Promise<Processes> {
  const cache = await mkdtemp(join(tmpdir(), 'convoke-crash-'));
  await new Child(cache).dismiss();
  return new Processes(cache);
}
