import { setTimeout as delay } from 'node:timers/promises';
import type { Log, Store } from '../../app/ports.ts';

export interface LeaseOptions {
  name: string;
  /** The replica that wants it. */
  holder: string;
  store: Store;
  log: Log;
  /** Begins what only one process may do; the returned function ends it. */
  whileHeld: () => Promise<() => Promise<void>>;
  timing?: LeaseTiming;
}

export interface LeaseTiming {
  /** For so long it is held without a word. */
  leaseSeconds: number;
  renewSeconds: number;
}

/** A holder that is killed or hangs is succeeded within leaseSeconds + renewSeconds. */
const leaseTiming: LeaseTiming = { leaseSeconds: 15, renewSeconds: 5 };

/**
 * Does something in one process at a time: in this one whenever it holds the lease. A holder that can't renew it in time
 * ends by itself before another one may begin. Resolves when the lease was asked for once.
 */
export async function holdLease(options: LeaseOptions): Promise<{ stop(): Promise<void> }> {
  const { name, holder, store, log } = options;
  const { renewSeconds } = options.timing ?? leaseTiming;
  const stopping = new AbortController();
  const lease = new Held(options);
  await lease.renew();
  const turns = (async () => {
    while (!stopping.signal.aborted) {
      const pauseMs = renewSeconds * 1000;
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await lease.renew();
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await turns;
      await lease.lose();
      await store
        .transaction((tx) => tx.leases.release(name, holder))
        .catch((error: unknown) => log.warn({ err: error, name }, 'a lease could not be given up'));
    },
  };
}

/** What is done while the lease is held, and until when. */
class Held {
  readonly #options: LeaseOptions;
  #end: (() => Promise<void>) | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** Never rejects: while the database is away, the deadline decides. */
  async renew(): Promise<void> {
    const { name, holder, store, log, whileHeld } = this.#options;
    const { leaseSeconds, renewSeconds } = this.#options.timing ?? leaseTiming;
    const askedAt = performance.now();
    try {
      if (!(await store.transaction((tx) => tx.leases.take(name, holder, leaseSeconds))))
        return await this.lose();
      clearTimeout(this.#deadline);
      // The lease counts from when the database was asked at the earliest; stopping takes a moment too.
      const leftMs = askedAt + (leaseSeconds - renewSeconds / 2) * 1000 - performance.now();
      if (leftMs <= 0) return await this.lose();
      this.#deadline = setTimeout(() => void this.lose(), leftMs).unref();
      if (this.#end) return;
      this.#end = await whileHeld();
      log.info({ name }, 'this process holds the lease');
    } catch (error) {
      log.warn({ err: error, name }, 'a lease could not be renewed; trying again');
    }
  }

  async lose(): Promise<void> {
    clearTimeout(this.#deadline);
    const end = this.#end;
    this.#end = undefined;
    if (!end) return;
    const { name, log } = this.#options;
    log.info({ name }, 'this process no longer holds the lease');
    await end().catch((error: unknown) =>
      log.warn({ err: error, name }, 'what the lease allowed could not be ended in order'),
    );
  }
}
