import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UnreadableMail, type ReadMessage } from '../../app/ports.ts';
import type { OwnIdentity } from '../../understand/automatic.ts';
import type { Mail } from '../../understand/reading.ts';

export interface ReaderQuestion {
  id: number;
  raw: Uint8Array<ArrayBuffer>;
}

export type ReaderAnswer =
  | { id: number; mail: Omit<Mail, 'date'>; dateMs?: number; reading: ReadMessage['reading'] }
  | { id: number; problem: string };

export interface ReaderSettings {
  own: OwnIdentity;
  /** For one message, from when a thread has it. */
  timeoutMs: number;
  /** Of one thread. */
  maxMemoryMb: number;
  /** Threads at most; each is begun when it is first needed, and stays. */
  threads: number;
}

export interface MessageReader {
  /** As `readMessage`; a message that takes too much time or memory is an UnreadableMail, and the next one is read. */
  read(raw: Buffer): Promise<ReadMessage>;
  close(): Promise<void>;
}

const defaults: ReaderSettings = {
  own: {},
  timeoutMs: 10_000,
  maxMemoryMb: 256,
  threads: Math.min(availableParallelism(), 4),
};

interface Job {
  raw: Uint8Array<ArrayBuffer>;
  resolve(read: ReadMessage): void;
  reject(error: Error): void;
}

/**
 * Reads messages in threads of their own, MIME, words and all, so that nothing in a message can hold up anything else. A
 * thread that a message defeats is stopped together with it and replaced.
 */
export function createMessageReader(settings: Partial<ReaderSettings> = {}): MessageReader {
  const given = { ...defaults, ...settings };
  const waiting: Job[] = [];
  const threads: ReaderThread[] = [];
  let isClosed = false;
  const next = () => {
    for (const thread of threads) if (thread.isIdle && waiting[0]) thread.take(waiting.shift()!);
    if (!waiting[0] || threads.length >= given.threads) return;
    const thread = new ReaderThread(given, next);
    threads.push(thread);
    thread.take(waiting.shift()!);
  };
  return {
    read: (raw) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('the service is stopping'));
        waiting.push({ raw: new Uint8Array(raw), resolve, reject });
        next();
      }),
    close: async () => {
      isClosed = true;
      for (const job of waiting.splice(0)) job.reject(new Error('the service is stopping'));
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** One thread and the message that it is at. */
class ReaderThread {
  readonly #settings: ReaderSettings;
  readonly #onIdle: () => void;
  #worker: Worker | undefined;
  #current: (Job & { id: number }) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(settings: ReaderSettings, onIdle: () => void) {
    this.#settings = settings;
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.#current === undefined;
  }

  take(job: Job): void {
    const id = ++this.#lastId;
    this.#current = { ...job, id };
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    const late = new UnreadableMail('it took too long to read');
    this.#timer = setTimeout(() => this.#stop(late), this.#settings.timeoutMs);
    worker.postMessage({ id, raw: job.raw } satisfies ReaderQuestion, [job.raw.buffer]);
  }

  /** What is being read is not to blame: it is read again. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#stop(new Error('the service is stopping'));
    await worker?.terminate();
  }

  #start(): Worker {
    const { maxMemoryMb, own } = this.#settings;
    const worker = new Worker(new URL('./message-reader-worker.ts', import.meta.url), {
      workerData: own,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    worker.on('message', (answer: ReaderAnswer) => this.#answered(answer));
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.#worker) return;
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const what = memory
        ? 'it took too much memory to read'
        : `it broke its reader: ${error.message}`;
      this.#stop(new UnreadableMail(what));
    });
    return worker;
  }

  #answered(answer: ReaderAnswer): void {
    const job = this.#current;
    if (job?.id !== answer.id) return;
    // An idle thread must not keep the process alive.
    this.#worker?.unref();
    this.#settled();
    if ('problem' in answer) job.reject(new UnreadableMail(answer.problem));
    else job.resolve(withDate(answer));
    this.#onIdle();
  }

  /** Stops the thread together with the message that it is at; the next one gets a new thread. */
  #stop(reason: Error): void {
    const job = this.#current;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#settled();
    void worker?.terminate();
    job?.reject(reason);
    this.#onIdle();
  }

  #settled(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
  }
}

function withDate({ mail, dateMs, reading }: Extract<ReaderAnswer, { mail: object }>): ReadMessage {
  const date = dateMs === undefined ? {} : { date: Temporal.Instant.fromEpochMilliseconds(dateMs) };
  return { mail: { ...mail, ...date }, reading };
}
