/**
 * Time, as the whole service sees it. Nothing else reads a clock, so the service can live in virtual time.
 */
export interface Clock {
  now(): Temporal.Instant;
  /**
   * Calls `wake` about once a minute, never twice at once, until the returned function has resolved.
   * `wake` answers when it next has something to do: an instant that is not in the future while work is
   * still under way, nothing when it knows of none. A virtual clock moves no further than that before it
   * wakes again; the system's clock pays no heed.
   */
  everyMinute(wake: Wake): () => Promise<void>;
}

export type Wake = () => Promise<Temporal.Instant | undefined>;
