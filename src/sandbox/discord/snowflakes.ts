const discordEpochMs = 1_420_070_400_000n;

/**
 * Ids below this have fewer than the 17 digits that clients look for in a mention. A clock set before October
 * 2015 would make such ids (before 2015 even negative ones), so counting starts here instead.
 */
const smallestId = 100_000_000_000_000_000n;

/** Makes Discord's ids: they carry the clock's time, are unique, and never fall, whatever the clock does. */
export class Snowflakes {
  readonly #now: () => Temporal.Instant;
  #last = smallestId;

  constructor(now: () => Temporal.Instant) {
    this.#now = now;
  }

  next(): string {
    const fromClock = (BigInt(this.#now().epochMilliseconds) - discordEpochMs) << 22n;
    this.#last = fromClock > this.#last ? fromClock : this.#last + 1n;
    return String(this.#last);
  }
}

export function isSnowflake(text: unknown): text is string {
  return typeof text === 'string' && /^[1-9][0-9]{0,19}$/u.test(text);
}

/** Orders by age, since ids outgrow JavaScript's exact numbers. */
export function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

/** A time as Discord writes it. */
export function timestamp(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'microsecond' }).replace('Z', '+00:00');
}
