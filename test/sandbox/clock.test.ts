import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/sandbox/clock.ts';

const start = Temporal.Instant.from('2014-06-23T06:00:00Z');
const at = (minutes: number) => start.add({ minutes });
const quick = { waitMs: 0, patience: 5, idleMs: 60_000 };

/** A service that has something to do at given minutes, each of which takes a few wakes. */
function diary(clock: VirtualClock, jobs: { minute: number; wakes: number }[]) {
  const open = jobs.map((job) => ({ ...job })).sort((one, other) => one.minute - other.minute);
  const done: { minute: number; at: Temporal.Instant }[] = [];
  let inside = 0;
  let overlapped = false;
  clock.everyMinute(async () => {
    inside += 1;
    overlapped ||= inside > 1;
    await Promise.resolve();
    const job = open[0];
    if (job && Temporal.Instant.compare(at(job.minute), clock.now()) <= 0) {
      job.wakes -= 1;
      if (job.wakes <= 0) done.push({ minute: open.shift()!.minute, at: clock.now() });
    }
    inside -= 1;
    return open[0] ? at(open[0].minute) : undefined;
  });
  return { done, overlapped: () => overlapped };
}

describe('VirtualClock', () => {
  it('stops at every instant that was asked for, does each thing at its time, and ends at the target', async () => {
    const job = fc.record({
      minute: fc.integer({ min: 0, max: 5_000 }),
      wakes: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(job, { maxLength: 6 }), { maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 4 }),
        async (people, strides) => {
          const clock = new VirtualClock(start, quick);
          const diaries = people.map((jobs) => diary(clock, jobs));
          const seen: Temporal.Instant[] = [clock.now()];
          clock.onChange((state) => seen.push(state.now));
          let minutes = 0;
          for (const stride of strides) {
            minutes += stride;
            await clock.runTo(at(minutes));
            expect(clock.now().equals(at(minutes))).toBe(true);
          }
          for (const [n, { done, overlapped }] of diaries.entries()) {
            expect(overlapped()).toBe(false);
            expect(done.map((one) => one.at.toString())).toEqual(
              done.map((one) => at(one.minute).toString()),
            );
            expect(done).toHaveLength(people[n]!.filter((one) => one.minute <= minutes).length);
          }
          for (const [n, moment] of seen.entries())
            expect(Temporal.Instant.compare(moment, seen[n - 1] ?? start)).toBeGreaterThanOrEqual(
              0,
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stands still while a wake says that work is under way', async () => {
    const clock = new VirtualClock(start, { ...quick, patience: 100 });
    let left = 7;
    const times: string[] = [];
    clock.everyMinute(async () => {
      times.push(clock.now().toString());
      left -= 1;
      return left > 0 ? clock.now() : undefined;
    });
    await clock.runTo(at(60));
    expect(new Set(times.slice(0, 7))).toEqual(new Set([start.toString()]));
    expect(clock.now().equals(at(60))).toBe(true);
  });

  it('moves on by a minute when a wake never finishes', async () => {
    const clock = new VirtualClock(start, quick);
    clock.everyMinute(async () => start);
    await clock.runTo(at(3));
    expect(clock.now().equals(at(3))).toBe(true);
  });

  it('refuses to go backward, and says so', async () => {
    const clock = new VirtualClock(start, quick);
    await expect(clock.runTo(start.subtract({ seconds: 1 }))).rejects.toThrow(/forward only/u);
    expect(clock.now().equals(start)).toBe(true);
  });

  it('steps to the next instant asked for, and stays when there is none', async () => {
    const clock = new VirtualClock(start, quick);
    await clock.step();
    expect(clock.now().equals(start)).toBe(true);
    diary(clock, [
      { minute: 30, wakes: 1 },
      { minute: 90, wakes: 2 },
    ]);
    await clock.step();
    expect(clock.now().equals(at(30))).toBe(true);
    expect(clock.state().next?.equals(at(90))).toBe(true);
    await clock.step();
    await clock.step();
    expect(clock.now().equals(at(90))).toBe(true);
  });

  it('plays until it is paused, and then stands', async () => {
    const clock = new VirtualClock(start, quick);
    const { done } = diary(clock, [{ minute: 10, wakes: 1 }]);
    clock.play(3_600);
    while (done.length === 0) await sleep(5);
    clock.pause();
    await sleep(1);
    await clock.runTo(clock.now());
    const stood = clock.now();
    expect(done[0]?.at.equals(at(10))).toBe(true);
    await sleep(120);
    expect(clock.now().equals(stood)).toBe(true);
    expect(clock.state().speed).toBeUndefined();
  });

  it('ends a long journey when it is paused', async () => {
    const clock = new VirtualClock(start, quick);
    clock.everyMinute(async () => clock.now().add({ seconds: 1 }));
    const journey = clock.runTo(start.add({ hours: 24 * 365 }));
    await sleep(20);
    clock.pause();
    await journey;
    expect(Temporal.Instant.compare(clock.now(), start.add({ hours: 24 * 365 }))).toBeLessThan(0);
  });

  it('waits for a running wake when its owner leaves, and never wakes it again', async () => {
    const clock = new VirtualClock(start, quick);
    let finished = 0;
    const leave = clock.everyMinute(async () => {
      await sleep(10);
      finished += 1;
      return undefined;
    });
    await sleep(1);
    await leave();
    expect(finished).toBe(1);
    await clock.runTo(at(10));
    expect(finished).toBe(1);
  });

  it('tells of a failing wake and goes on', async () => {
    const errors: unknown[] = [];
    const clock = new VirtualClock(start, { ...quick, onError: (error) => errors.push(error) });
    clock.everyMinute(async () => {
      throw new Error('no database');
    });
    await clock.runTo(at(1));
    expect(clock.now().equals(at(1))).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
  });
});
