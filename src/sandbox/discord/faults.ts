/** What goes wrong with a request, instead of its answer or with it. */
export type FaultKind =
  /** An answer of Discord's that the request itself did not earn: 429, 500, 502. */
  | { kind: 'answer'; status: number; retryAfterSeconds?: number; global?: boolean; body?: object }
  /** No answer at all; the connection stays open. */
  | { kind: 'hang' }
  /** The connection is cut. */
  | { kind: 'drop' };

export type Fault = FaultKind & {
  /** Which requests it meets; all, when not said. The path is without `/api/v10`. */
  method?: string;
  path?: RegExp;
  /** How many requests it meets before it is over; one, when not said. */
  times?: number;
  /** `after` does what was asked first, so that the sender can't know; `before`, when not said, does nothing. */
  when?: 'before' | 'after';
};

/** Faults that wait for the requests they are meant for, in the order they were added. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The fault this request meets, which is used up by it. */
  take(method: string, path: string): Fault | undefined {
    const index = this.#waiting.findIndex(
      ({ fault }) =>
        (fault.method === undefined || fault.method === method) &&
        (fault.path === undefined || fault.path.test(path)),
    );
    const met = this.#waiting[index];
    if (met === undefined) return undefined;
    met.left -= 1;
    if (met.left <= 0) this.#waiting.splice(index, 1);
    return met.fault;
  }
}
