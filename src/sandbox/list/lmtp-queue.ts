import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';

/** A message on its way to one recipient. */
export interface Handover {
  from: string;
  to: string;
  raw: Buffer;
}

export interface LmtpQueueOptions {
  host: string;
  port: number;
  /** Real time before the first retry; doubles up to `maxRetryMs`. */
  retryMs?: number;
  maxRetryMs?: number;
  maxTries?: number;
  /** Told of the receiver's last word: it took the message, or will never take it. */
  onSettled: (handover: Handover, failure?: string) => void;
}

interface Entry {
  handover: Handover;
  tries: number;
}

const maxEntries = 1_000;

/** Hands messages over by LMTP, one recipient a transaction. What the receiver puts off is tried again. */
export class LmtpQueue {
  readonly #options: Required<LmtpQueueOptions>;
  readonly #entries = new Set<Entry>();
  readonly #stopping = new AbortController();
  readonly #work = new Set<Promise<void>>();
  /** Messages arrive in the order in which they were sent, as long as each is taken at once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LmtpQueueOptions) {
    this.#options = { retryMs: 100, maxRetryMs: 5_000, maxTries: 60, ...options };
  }

  get size(): number {
    return this.#entries.size;
  }

  get isFull(): boolean {
    return this.#entries.size >= maxEntries;
  }

  /** Whether something has not been tried yet; what is put off doesn't count. */
  get isBusy(): boolean {
    return [...this.#entries].some((entry) => entry.tries === 0);
  }

  add(handover: Handover): void {
    const entry = { handover, tries: 0 };
    this.#entries.add(entry);
    const work = this.#deliver(entry).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** Gives up waiting; what is still here is lost with the queue. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#work);
  }

  async #deliver(entry: Entry): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const answer = await this.#inTurn(entry.handover);
      entry.tries += 1;
      const isLast = answer.verdict === 'later' && entry.tries >= this.#options.maxTries;
      if (answer.verdict !== 'later' || isLast) {
        this.#entries.delete(entry);
        this.#options.onSettled(entry.handover, answer.reason);
        return;
      }
      await this.#rest(entry.tries);
    }
  }

  #inTurn(handover: Handover): Promise<Answer> {
    const answer = this.#turn.then(() => hand(handover, this.#options));
    this.#turn = answer;
    return answer;
  }

  async #rest(tries: number): Promise<void> {
    const waitMs = Math.min(this.#options.retryMs * 2 ** (tries - 1), this.#options.maxRetryMs);
    try {
      await sleep(waitMs, undefined, { signal: this.#stopping.signal, ref: false });
    } catch (error) {
      if (!this.#stopping.signal.aborted) throw error;
    }
  }
}

interface Answer {
  verdict: 'taken' | 'later' | 'never';
  reason?: string;
}

async function hand(
  { from, to, raw }: Handover,
  { host, port }: { host: string; port: number },
): Promise<Answer> {
  const transport = nodemailer.createTransport({
    host,
    port,
    lmtp: true,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    socketTimeout: 30_000,
  });
  try {
    const info = await transport.sendMail({ envelope: { from, to: [to] }, raw });
    // A refusal after DATA is LMTP's answer for one recipient, and no error to nodemailer.
    const refused = info.rejectedErrors?.[0];
    return refused ? answerOf(refused) : { verdict: 'taken' };
  } catch (error) {
    return answerOf(error);
  } finally {
    transport.close();
  }
}

function answerOf(error: unknown): Answer {
  const code = (error as { responseCode?: number }).responseCode ?? 0;
  const reason = error instanceof Error ? error.message : String(error);
  return { verdict: code >= 500 ? 'never' : 'later', reason };
}
