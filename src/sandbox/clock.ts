import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Wake } from '../app/clock.ts';
import { UserError } from '../domain/user-error.ts';

/** What the page shows of the clock. */
export interface ClockState {
  now: Temporal.Instant;
  /** The earliest instant that anyone asked to be woken at. */
  next?: Temporal.Instant;
  /** Virtual seconds a real second, while it plays. */
  speed?: number;
  moving: boolean;
}

export interface ClockOptions {
  /** Real time between two looks at a wake that says it isn't finished. */
  waitMs?: number;
  /** Whether work is under way, where that is cheaper to ask than to wake: nobody is woken until it isn't. */
  isBusy?: () => Promise<boolean>;
  /** Looks at an unchanged answer before the clock moves on by a minute all the same. */
  patience?: number;
  /** Real time between two wakes while nobody moves the clock, so that `next` stays true. */
  idleMs?: number;
  /** Told when a wake fails. The clock goes on: time doesn't stop for an error. */
  onError?: (error: unknown) => void;
}

interface Sleeper {
  wake: Wake;
  running?: Promise<void>;
  asked?: Temporal.Instant;
}

const minute = Temporal.Duration.from({ minutes: 1 });
const tickMs = 50;

/** A clock that moves only when it is told to, and never past an instant that someone asked for. */
export class VirtualClock implements Clock {
  #now: Temporal.Instant;
  readonly #options: Required<ClockOptions>;
  readonly #sleepers = new Set<Sleeper>();
  readonly #listeners = new Set<(state: ClockState) => void>();
  /** Moves and wakes take turns, so that no wake ever runs twice at once. */
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;
  #stops = 0;
  #speed: number | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Grows scarce once somebody has used it up, so that a stuck wake can't hold a whole day. */
  #patience: number;

  constructor(start: Temporal.Instant, options: ClockOptions = {}) {
    this.#now = start;
    this.#options = {
      waitMs: 10,
      isBusy: () => Promise.resolve(false),
      patience: 1_000,
      idleMs: 500,
      onError: rethrow,
      ...options,
    };
    this.#patience = this.#options.patience;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  state(): ClockState {
    const next = this.#earliest();
    return {
      now: this.#now,
      ...(next ? { next } : {}),
      ...(this.#speed === undefined ? {} : { speed: this.#speed }),
      moving: this.#waiting > 0,
    };
  }

  /** Calls the listener after each move and whenever `state()` may have changed. */
  onChange(listener: (state: ClockState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  everyMinute(wake: Wake): () => Promise<void> {
    const sleeper: Sleeper = { wake };
    this.#sleepers.add(sleeper);
    this.#idle ??= setInterval(() => this.#poke(), this.#options.idleMs).unref();
    this.#poke();
    return async () => {
      this.#sleepers.delete(sleeper);
      if (this.#sleepers.size === 0) {
        clearInterval(this.#idle);
        this.#idle = undefined;
      }
      await sleeper.running;
    };
  }

  /** Moves forward to `target`, stopping on the way wherever a wake asked for it. Ends early on `pause()`. */
  async runTo(target: Temporal.Instant): Promise<void> {
    if (earlier(target, this.#now))
      throw new UserError(
        `The clock runs forward only, and it is already ${this.#now.toString({ smallestUnit: 'minute' })}. Choose a later time.`,
      );
    const stops = this.#stops;
    await this.#exclusively(() => this.#travel(target, () => this.#stops !== stops));
  }

  /** Moves to the next instant that a wake asked for. Stays where it is when nobody asked. */
  async step(): Promise<void> {
    const stops = this.#stops;
    await this.#exclusively(async () => {
      await this.#settle();
      const next = this.#earliest();
      if (next) await this.#travel(next, () => this.#stops !== stops);
    });
  }

  /** Runs on its own, `speed` virtual seconds a real second, until `pause()`. */
  play(speed: number): void {
    const wasPlaying = this.#speed !== undefined;
    this.#speed = speed;
    this.#tell();
    if (!wasPlaying) void this.#roll();
  }

  /** Stops `play` and any journey under way, as soon as the wakes of the present instant are done. */
  pause(): void {
    this.#stops += 1;
    this.#speed = undefined;
    this.#tell();
  }

  async #roll(): Promise<void> {
    const stops = this.#stops;
    while (this.#speed !== undefined && this.#stops === stops) {
      const stride = Temporal.Duration.from({ milliseconds: Math.round(this.#speed * tickMs) });
      // One stride after the other is what playing means.
      await sleep(tickMs);
      if (this.#stops !== stops) return;
      await this.#exclusively(() =>
        this.#travel(this.#now.add(stride), () => this.#stops !== stops),
      );
    }
  }

  async #travel(target: Temporal.Instant, stopped: () => boolean): Promise<void> {
    for (;;) {
      const settled = await this.#settle();
      if (stopped() || !earlier(this.#now, target)) return;
      const goal = settled ? this.#earliest() : this.#now.add(minute);
      this.#now = goal && earlier(goal, target) ? goal : target;
      this.#tell();
      // Sockets and a pause must be heard even when every wake answers at once.
      await breathe();
    }
  }

  /** Wakes everyone until all have finished what is due now. Answers whether they did. */
  async #settle(): Promise<boolean> {
    let looks = 0;
    let held: Temporal.Instant | undefined;
    for (;;) {
      await this.#wakeAll();
      const asked = this.#earliest();
      if (!asked || earlier(this.#now, asked)) {
        this.#patience = this.#options.patience;
        return true;
      }
      looks = held?.equals(asked) ? looks + 1 : 1;
      held = asked;
      if (looks >= this.#patience) {
        this.#patience = Math.ceil(this.#patience / 10);
        return false;
      }
      looks += await this.#rest();
    }
  }

  /** Waits for what is under way; answers how many looks more than one it took, at most all that are left. */
  async #rest(): Promise<number> {
    const { waitMs, isBusy } = this.#options;
    for (let looks = 0; ; looks++) {
      await sleep(waitMs);
      if (looks >= this.#patience || !(await isBusy())) return looks;
    }
  }

  async #wakeAll(): Promise<void> {
    const before = this.#earliest();
    await Promise.all([...this.#sleepers].map((sleeper) => this.#wake(sleeper)));
    const after = this.#earliest();
    if (before === after || (before && after && before.equals(after))) return;
    this.#tell();
  }

  async #wake(sleeper: Sleeper): Promise<void> {
    sleeper.running = (async () => {
      try {
        const asked = await sleeper.wake();
        if (asked) sleeper.asked = asked;
        else delete sleeper.asked;
      } catch (error) {
        delete sleeper.asked;
        this.#options.onError(error);
      }
    })();
    await sleeper.running;
  }

  #earliest(): Temporal.Instant | undefined {
    let earliest: Temporal.Instant | undefined;
    for (const { asked } of this.#sleepers)
      if (asked && (!earliest || earlier(asked, earliest))) earliest = asked;
    return earliest;
  }

  /** Wakes everyone without moving, unless a move is under way and does so anyhow. */
  #poke(): void {
    if (this.#waiting > 0) return;
    void this.#taken(() => this.#wakeAll());
  }

  async #exclusively(work: () => Promise<unknown>): Promise<void> {
    this.#waiting += 1;
    this.#tell();
    try {
      await this.#taken(work);
    } finally {
      this.#waiting -= 1;
      this.#tell();
    }
  }

  #taken(work: () => Promise<unknown>): Promise<void> {
    const done = this.#turn.then(async () => {
      await work();
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #tell(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}

function rethrow(error: unknown): never {
  throw new Error('The service failed when the clock woke it', { cause: error });
}
