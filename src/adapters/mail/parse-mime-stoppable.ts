import { Worker } from 'node:worker_threads';
import { UnreadableMail } from '../../app/ports.ts';
import type { Mail } from '../../understand/reading.ts';

export interface MimeQuestion {
  id: number;
  raw: Uint8Array<ArrayBuffer>;
}

export type MimeAnswer =
  { id: number; mail: Omit<Mail, 'date'>; dateMs?: number } | { id: number; problem: string };

export interface ParserLimits {
  timeoutMs: number;
  maxMemoryMb: number;
}

export interface StoppableParser {
  /** As `parseMime`; a message that takes too much time or memory is an UnreadableMail, and the next one is read. */
  parse(raw: Buffer): Promise<Mail>;
  close(): Promise<void>;
}

const defaultLimits: ParserLimits = { timeoutMs: 10_000, maxMemoryMb: 256 };

interface Job extends MimeQuestion {
  resolve(mail: Mail): void;
  reject(error: UnreadableMail): void;
}

/** Reads messages one after the other in a thread of their own, which is stopped when a message defeats it. */
export function createStoppableParser(limits: Partial<ParserLimits> = {}): StoppableParser {
  const parser = new MimeThread({ ...defaultLimits, ...limits });
  return { parse: (raw) => parser.parse(raw), close: () => parser.close() };
}

class MimeThread {
  readonly #limits: ParserLimits;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #current: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(limits: ParserLimits) {
    this.#limits = limits;
  }

  parse(raw: Buffer): Promise<Mail> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: ++this.#lastId, raw: new Uint8Array(raw), resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    const waiting = this.#waiting.splice(0);
    this.#fail('the service stopped while it was read');
    for (const job of waiting)
      job.reject(new UnreadableMail('the service stopped before it was read'));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    this.#current = job;
    if (!job) {
      // An idle thread must not keep the process alive.
      this.#worker?.unref();
      return;
    }
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    this.#timer = setTimeout(() => this.#fail('it took too long to read'), this.#limits.timeoutMs);
    worker.postMessage({ id: job.id, raw: job.raw } satisfies MimeQuestion, [job.raw.buffer]);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./parse-mime-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.maxMemoryMb },
    });
    worker.on('message', (answer: MimeAnswer) => this.#take(answer));
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (worker === this.#worker)
        this.#fail(
          memory ? 'it took too much memory to read' : `it broke its reader: ${error.message}`,
        );
    });
    return worker;
  }

  #take(answer: MimeAnswer): void {
    const job = this.#current;
    if (job?.id !== answer.id) return;
    this.#settled();
    if ('problem' in answer) job.reject(new UnreadableMail(answer.problem));
    else {
      const { mail, dateMs } = answer;
      const date =
        dateMs === undefined ? {} : { date: Temporal.Instant.fromEpochMilliseconds(dateMs) };
      job.resolve({ ...mail, ...date });
    }
    this.#next();
  }

  /** Stops the thread together with the message that it is at; the ones that wait get a new thread. */
  #fail(reason: string): void {
    const job = this.#current;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#settled();
    void worker?.terminate();
    job?.reject(new UnreadableMail(reason));
    this.#next();
  }

  #settled(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
  }
}
