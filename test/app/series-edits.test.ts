import { afterEach, describe, expect, it } from 'vitest';
import { editSeries, pauseSeries } from '../../src/app/manage-series.ts';
import { showSeries } from '../../src/app/show.ts';
import { member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const addItem = (title: string) => week.say(member, { name: 'add', items: [{ title }] });

/** The agendas of the meetings to come, by local time. */
async function agendas(): Promise<Record<string, string[]>> {
  const { meetings } = await showSeries(week.app, 'weekly', 1);
  const pairs: [string, string[]][] = [];
  for (const { id, status, startsAt } of meetings) {
    if (status === 'cancelled') continue;
    const { items } = await week.app.store.transaction((tx) => tx.meetings.sheet(id));
    const open = items.filter((item) => item.status !== 'deferred');
    const local = startsAt.toZonedDateTimeISO('Europe/London').toPlainDateTime();
    pairs.push([String(local).slice(0, 16), open.map(({ title }) => title)]);
  }
  return Object.fromEntries(pairs);
}

describe('a series that is paused', () => {
  it('calls nobody, though a meeting holds an item, until it goes on', async () => {
    week = await startWeek();
    await addItem('Mirage 1.2');
    await week.settle();
    const posts = week.posts.length;
    await pauseSeries(week.app, 'weekly', true);
    await week.runTo('2014-06-23T09:30');
    expect(week.mails).toEqual([]);
    expect(week.posts).toHaveLength(posts);
    await pauseSeries(week.app, 'weekly', false);
    await week.runTo('2014-06-23T09:35');
    expect(week.mails.length + week.posts.length).toBeGreaterThan(posts);
  });
});

describe('a series that meets at another hour', () => {
  it.each(['2014-06-10T17:00', '2014-06-10T15:00'])(
    'keeps its items on their days: from %s on',
    async (start) => {
      week = await startWeek({ series: { standingItems: [] } });
      await addItem('Mirage 1.2');
      await editSeries(week.app, 'weekly', { start });
      const time = start.slice(11);
      expect(await agendas()).toEqual({
        [`2014-06-24T${time}`]: ['Mirage 1.2'],
        [`2014-07-08T${time}`]: [],
      });
    },
  );
});
