import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the service's process is told. */
export type ToChild = { kind: 'wake'; id: number; now: string } | { kind: 'stop' };

/** What it says; `crossings`: how many there have been so far. */
export type FromChild =
  | { kind: 'ready'; crossings?: number }
  | { kind: 'woken'; id: number; next?: string; crossings?: number };

export interface ChildOptions {
  environment: Record<string, string>;
  now: Temporal.Instant;
}

const service = fileURLToPath(new URL('../crash-service.ts', import.meta.url));
const preload = new URL('../crash-preload.ts', import.meta.url).href;

/** One process of the service, from its start to its end, however it ends. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (next: Temporal.Instant | undefined) => void>();
  #wakes = 0;
  isReady = false;
  crossings = 0;
  /** What it said on stderr. */
  log = '';
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;

  constructor({ environment, now }: ChildOptions) {
    this.#process = fork(service, {
      execArgv: ['--import', preload],
      env: { ...process.env, ...environment, CRASH_NOW: now.toString() },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.#process.on('message', (message: FromChild) => this.#hear(message));
    this.#process.on('error', () => undefined);
    this.ended = once(this.#process, 'exit').then(() => {
      this.isReady = false;
      for (const answer of this.#waiting.values()) answer(undefined);
      this.#waiting.clear();
    });
  }

  get wasKilled(): boolean {
    return this.#process.signalCode === 'SIGKILL';
  }

  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** When it next has something to do, by its own word; at once, while it can't say. */
  async wake(now: Temporal.Instant): Promise<Temporal.Instant | undefined> {
    if (!this.isReady || this.hasEnded) return now;
    const id = ++this.#wakes;
    const { promise, resolve } = Promise.withResolvers<Temporal.Instant | undefined>();
    this.#waiting.set(id, resolve);
    this.#tell({ kind: 'wake', id, now: now.toString() });
    const next = await promise;
    return this.hasEnded ? now : next;
  }

  async stop(): Promise<void> {
    this.#tell({ kind: 'stop' });
    const timer = setTimeout(() => this.kill(), 5_000);
    await this.ended;
    clearTimeout(timer);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #tell(message: ToChild): void {
    // It may end at any moment, and then it needs to hear nothing.
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  #hear(message: FromChild): void {
    this.crossings = message.crossings ?? this.crossings;
    if (message.kind === 'ready') {
      this.isReady = true;
      return;
    }
    this.#waiting.get(message.id)?.(
      message.next === undefined ? undefined : Temporal.Instant.from(message.next),
    );
    this.#waiting.delete(message.id);
  }
}
