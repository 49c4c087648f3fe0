import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../app/ports.ts';

/** Whoever asks for our health gives up soon after this, and would hear nothing. */
const patienceMs = 4_000;

/** Whether the service can do its work; without a check, that it answers at all. */
export async function isWell(
  check: (() => Promise<unknown>) | undefined,
  log: Log,
): Promise<boolean> {
  const answered = new AbortController();
  const late = pause(patienceMs, undefined, { signal: answered.signal }).then(
    () => {
      throw new Error(`no answer in ${patienceMs / 1_000} s`);
    },
    () => undefined,
  );
  try {
    await Promise.race([check?.(), late]);
    return true;
  } catch (error) {
    log.warn({ err: error }, 'the health check failed');
    return false;
  } finally {
    answered.abort();
  }
}
