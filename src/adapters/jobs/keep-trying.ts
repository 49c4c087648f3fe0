import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../app/ports.ts';

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/** Repeats work that failed, ever more slowly, until it succeeds. Throws its last failure when the signal ends it. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn({ err: error, attempt }, 'what must be written down could not be; trying again');
      const pauseMs = Math.min(firstPauseMs * 2 ** attempt, longestPauseMs);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
