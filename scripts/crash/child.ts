import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Crossings, Watch } from './crossings.ts';

export interface Begin {
  /** The configuration. */
  environment: Record<string, string>;
  now: string;
  act: string;
  watch: Watch;
}

/** What the service's process is told. */
export type ToChild =
  | ({ kind: 'begin' } & Begin)
  | { kind: 'wake'; id: number; now: string; act: string }
  | { kind: 'end' };

/** What it says. */
export type FromChild =
  | { kind: 'loaded' | 'ready' }
  | { kind: 'woken'; id: number; next?: string }
  | { kind: 'ended'; crossings: Crossings };

const service = fileURLToPath(new URL('../crash-service.ts', import.meta.url));
const longestEndMs = 15_000;

/** One process of the service, until it ends or is killed. It may live through several stories. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (next: Temporal.Instant | undefined) => void>();
  readonly #loaded = Promise.withResolvers<void>();
  #wakes = 0;
  #isReady = false;
  #told: (crossings: Crossings | undefined) => void = () => undefined;
  /** What it said on stderr in this story. */
  log = '';
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;

  /** @param cache a folder where Node keeps what it has compiled, for the next process */
  constructor(cache: string) {
    this.#process = fork(service, {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.#process.on('message', (message: FromChild) => this.#hear(message));
    this.#process.on('error', () => undefined);
    this.ended = once(this.#process, 'exit').then(() => {
      this.#isReady = false;
      for (const answer of this.#waiting.values()) answer(undefined);
      this.#waiting.clear();
      this.#told(undefined);
    });
  }

  get wasKilled(): boolean {
    return this.#process.signalCode === 'SIGKILL';
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  begin(begin: Begin): void {
    this.log = '';
    this.#tell({ kind: 'begin', ...begin });
  }

  /** When it next has something to do, by its own word; at once, while it can't say. */
  async wake(now: Temporal.Instant, act: string): Promise<Temporal.Instant | undefined> {
    if (!this.#isReady || this.hasEnded) return now;
    const id = ++this.#wakes;
    const { promise, resolve } = Promise.withResolvers<Temporal.Instant | undefined>();
    this.#waiting.set(id, resolve);
    this.#tell({ kind: 'wake', id, now: now.toString(), act });
    const next = await promise;
    return this.hasEnded ? now : next;
  }

  /** Ends the service in order; the process stays for another. Nothing when it had to be killed, or had been. */
  async end(): Promise<Crossings | undefined> {
    if (!this.#isReady || this.hasEnded) {
      await this.kill();
      return undefined;
    }
    this.#isReady = false;
    const { promise, resolve } = Promise.withResolvers<Crossings | undefined>();
    this.#told = resolve;
    this.#tell({ kind: 'end' });
    const timer = setTimeout(() => void this.kill(), longestEndMs);
    const crossings = await promise;
    clearTimeout(timer);
    return crossings;
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  /** Lets the process end by itself, which is when Node keeps what it has compiled. */
  async dismiss(): Promise<void> {
    await Promise.race([this.#loaded.promise, this.ended]);
    if (this.#process.connected) this.#process.disconnect();
    await this.ended;
  }

  #tell(message: ToChild): void {
    // It may end at any moment, and then it needs to hear nothing.
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  #hear(message: FromChild): void {
    switch (message.kind) {
      case 'loaded':
        this.#loaded.resolve();
        return;
      case 'ready':
        this.#isReady = true;
        return;
      case 'ended':
        this.#told(message.crossings);
        return;
      case 'woken': {
        const { id, next } = message;
        this.#waiting.get(id)?.(next === undefined ? undefined : Temporal.Instant.from(next));
        this.#waiting.delete(id);
      }
    }
  }
}
