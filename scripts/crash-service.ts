/**
 * Convoke as a process of its own whose clock is told by its parent: what `npm start` runs, in virtual time. It lives
 * through one story after the other until it is killed, so that a story in which it isn't needn't wait for a new one.
 */
import { nameAct, unwatchCrossings, watchCrossings } from './crash/crossings.ts';
import type { Clock, Wake } from '../src/app/clock.ts';
import { readConfig } from '../src/config.ts';
import { makeLog } from '../src/logger.ts';
import { startService, type Service } from '../src/main.ts';
import type { Begin, FromChild, ToChild } from './crash/child.ts';

let now = Temporal.Instant.fromEpochMilliseconds(0);
let service: Service | undefined;
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
    case 'begin':
      return void begin(message);
    case 'wake':
      now = Temporal.Instant.from(message.now);
      nameAct(message.act);
      return void wakeAll().then((next) =>
        say({
          kind: 'woken',
          id: message.id,
          ...(next === undefined ? {} : { next: next.toString() }),
        }),
      );
    case 'end':
      return void end();
  }
});
// Whoever started this has ended.
process.on('disconnect', () => process.exit(0));
say({ kind: 'loaded' });

async function begin({ environment, watch, ...said }: Begin): Promise<void> {
  now = Temporal.Instant.from(said.now);
  nameAct(said.act);
  watchCrossings(watch);
  // A service that can't start ends, and is started again, as whatever watches over it would.
  service = await startService(readConfig(environment), { clock, log: makeLog('warn') });
  say({ kind: 'ready' });
}

async function end(): Promise<void> {
  const crossings = unwatchCrossings();
  await service?.stop();
  service = undefined;
  say({ kind: 'ended', crossings });
}

/** The earliest time that anyone asked for; now, when one failed: it is asked again. */
async function wakeAll(): Promise<Temporal.Instant | undefined> {
  const asked = await Promise.all([...wakes].map((wake) => wake().catch(() => now)));
  const times = asked.filter((time) => time !== undefined);
  return times.sort((one, other) => Temporal.Instant.compare(one, other))[0];
}

function say(message: FromChild): void {
  process.send?.(message);
}
