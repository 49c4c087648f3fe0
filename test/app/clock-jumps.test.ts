import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showSeries } from '../../src/app/show.ts';
import { listAddress, member, startWeek, type Week } from '../support/week.ts';

/** A week whose clock shows whatever it likes. */
let week: Week;
beforeEach(async () => {
  week = await startWeek({ now: '2014-06-22T12:00' });
  await week.say(member, { name: 'add', items: [{ title: 'Release plan' }] });
});
afterEach(() => week.stop());

const at = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').toInstant();

/** From now on the clock shows this, and everything that is due by it happens. */
async function clockShows(local: string): Promise<void> {
  const now = at(local);
  week.app.clock = { now: () => now, everyMinute: () => () => Promise.resolve() };
  for (let isBusy = true; isBusy;) {
    await week.settle();
    await sleep(20);
    const next = await week.app.store.transaction((tx) => tx.jobs.nextDueAt(now));
    isBusy = next !== undefined && Temporal.Instant.compare(next, now) <= 0;
  }
}

async function days(...locals: string[]): Promise<void> {
  for (const local of locals) await clockShows(local);
}

/** How often the list was called to a meeting. */
const calls = () =>
  week.mails.filter(
    ({ mail }) =>
      mail.to[0]?.address === listAddress && /^(?!Re:).*agenda items/u.test(mail.subject),
  ).length;
const aWeek = [
  '2014-06-23T09:00',
  '2014-06-23T17:00',
  '2014-06-24T09:00',
  '2014-06-24T15:30',
  '2014-06-24T16:00',
  '2014-06-24T18:30',
] as const;

describe('a clock that jumps', () => {
  it('back says nothing again', async () => {
    await days(...aWeek);
    const mails = week.mails.length;
    const posts = week.posts.length;
    expect(mails).toBeGreaterThan(2);
    await days('2014-06-20T09:00', ...aWeek);
    expect(week.mails).toHaveLength(mails);
    expect(week.posts).toHaveLength(posts);
  });

  it('forward, or a laptop that slept, does late what still helps, once', async () => {
    await clockShows('2014-06-24T08:00');
    expect(calls()).toBe(1);
    expect(week.mails).toHaveLength(1);
    await days('2014-06-24T09:00', '2014-06-24T15:40');
    const said = week.posts.length;
    await clockShows('2014-06-24T15:41');
    expect(week.posts).toHaveLength(said);
  });

  it('far ahead and back again takes up what it had called off, and goes on as ever', async () => {
    await clockShows('2015-09-01T12:00');
    await days('2014-06-22T12:05', '2014-06-22T13:06');
    const { coming } = await showSeries(week.app, 'weekly', 3);
    expect(coming.map(({ start }) => start.slice(0, 10))).toEqual([
      '2014-06-24',
      '2014-07-08',
      '2014-07-22',
    ]);
    await days(...aWeek);
    expect(calls()).toBe(1);
    await days('2014-07-07T09:00', '2014-07-08T09:00');
    expect(calls()).toBe(2);
  });
});
