/** The promises of the design, as they are named when one is broken. */
export const promises = {
  same: '1. chat and mail do the same',
  kept: '2. nothing said is lost',
  once: '3. nothing is said twice',
  equal: '4. every replica is equal',
  time: '5. time is generated, and right',
  source: '6. minutes come from people’s words',
  harm: '7. a stranger can do no harm',
  state: 'a meeting is never undefined',
  told: 'changes reach everyone who heard of the meeting',
} as const;

export type PromiseName = keyof typeof promises;

export interface Breach {
  promise: string;
  at: string;
  what: string;
  facts: unknown;
}

/** Holds the service to its promises, and counts. */
export class Court {
  readonly breaches: Breach[] = [];
  checks = 0;
  readonly #now: () => Temporal.Instant;
  readonly #onBreach: (breach: Breach) => void;
  readonly #known = new Set<string>();

  constructor(now: () => Temporal.Instant, onBreach: (breach: Breach) => void) {
    this.#now = now;
    this.#onBreach = onBreach;
  }

  /** `what` names the breach; the same one is reported once. */
  expect(promise: PromiseName, isKept: boolean, what: string, facts: unknown = {}): void {
    this.checks += 1;
    if (isKept || this.#known.has(what)) return;
    this.#known.add(what);
    const breach = { promise: promises[promise], at: this.#now().toString(), what, facts };
    this.breaches.push(breach);
    this.#onBreach(breach);
  }
}
