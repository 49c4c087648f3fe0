import { schedule } from 'node-cron';
import type { Clock } from '../../app/clock.ts';
import type { Log } from '../../app/ports.ts';

/** The machine's clock; node-cron wakes at the beginning of every minute. */
export function systemClock(log: Log): Clock {
  return {
    now: () => Temporal.Now.instant(),
    everyMinute: (wake) => {
      let underWay: Promise<unknown> = Promise.resolve();
      const wakeSafely = (): Promise<void> => {
        const turn = wake().then(
          () => undefined,
          // The next minute tries again; a database that is away comes back.
          (error: unknown) => log.warn({ err: error }, 'the planner could not run'),
        );
        underWay = turn;
        return turn;
      };
      const task = schedule('* * * * *', wakeSafely, { noOverlap: true });
      // What became due while the service was down doesn't wait for the next minute.
      void wakeSafely();
      return async () => {
        await task.destroy();
        await underWay;
      };
    },
  };
}
