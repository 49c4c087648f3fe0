/**
 * Convoke as a process of its own whose clock is told by its parent: what `npm start` runs, in virtual time. The
 * configuration comes by the environment.
 */
import type { Clock, Wake } from '../src/app/clock.ts';
import { readConfig } from '../src/config.ts';
import { makeLog } from '../src/logger.ts';
import { startService } from '../src/main.ts';
import { countCrossings } from './crash-preload.ts';
import type { FromChild, ToChild } from './crash/child.ts';

const start = process.env['CRASH_NOW'] ?? '';
let now = Temporal.Instant.from(start);
const wakes = new Set<Wake>();

const clock: Clock = {
  now: () => now,
  everyMinute: (wake) => {
    wakes.add(wake);
    return () => {
      wakes.delete(wake);
      return Promise.resolve();
    };
  },
};

process.on('message', (message: ToChild) => {
  switch (message.kind) {
    case 'wake':
      now = Temporal.Instant.from(message.now);
      void wakeAll().then((next) => {
        const asked = next === undefined ? {} : { next: next.toString() };
        say({ kind: 'woken', id: message.id, ...asked });
      });
      return;
    case 'stop':
      void service.stop().then(() => process.exit(0));
  }
});
// Whoever started this has ended.
process.on('disconnect', () => process.exit(0));

const service = await startService(readConfig(process.env), {
  clock,
  log: makeLog(process.env['LOG_LEVEL'] ?? 'warn'),
});
say({ kind: 'ready' });

/** The earliest time that anyone asked for; now, when one failed: it is asked again. */
async function wakeAll(): Promise<Temporal.Instant | undefined> {
  const asked = await Promise.all([...wakes].map((wake) => wake().catch(() => now)));
  const times = asked.filter((time) => time !== undefined);
  return times.sort((one, other) => Temporal.Instant.compare(one, other))[0];
}

function say(message: FromChild): void {
  process.send?.({ ...message, crossings: countCrossings() });
}
