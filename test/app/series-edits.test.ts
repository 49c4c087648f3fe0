import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { unskipDate } from '../../src/app/manage-dates.ts';
import { changeFrom, forgetChange } from '../../src/app/change-from.ts';
import { editSeries, pauseSeries } from '../../src/app/manage-series.ts';
import { showSeries } from '../../src/app/show.ts';
import { chair, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const addItem = (title: string) => week.say(member, { name: 'add', items: [{ title }] });

const asPerson = ({ id, name }: { id: string; name: string }) => `${name} discord:${id}`;

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

describe('standing items that change', () => {
  it('stay standing where they stay, and reach agendas that were not called yet', async () => {
    week = await startWeek({ series: { standingItems: ['Minutes', 'Releases'] } });
    await addItem('Mirage 1.2');
    await editSeries(week.app, 'weekly', { standingItems: ['Actions', 'Minutes'] });
    const all = await agendas();
    expect(all['2014-06-24T16:00']?.toSorted()).toEqual(['Actions', 'Minutes', 'Mirage 1.2']);
    expect(all['2014-07-08T16:00']?.toSorted()).toEqual(['Actions', 'Minutes']);
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    const { items } = await week.app.store.transaction((tx) =>
      tx.meetings.sheet(meetings[0]?.id ?? ''),
    );
    const standing = items.filter((item) => item.standing).map(({ title }) => title);
    expect(standing.toSorted()).toEqual(['Actions', 'Minutes']);
  });
});

describe('a meeting that was not called yet', () => {
  it('keeps what people agreed about turns when the lead times change', async () => {
    week = await startWeek({ series: { chairs: [chair, member].map(asPerson) } });
    expect(
      (await week.say(chair, { name: 'swap', role: 'chair', with: member.name })).refused,
    ).toBe(undefined);
    const chairs = async () => {
      const { meetings } = await showSeries(week.app, 'weekly', 1);
      const sheet = await week.app.store.transaction((tx) =>
        tx.meetings.sheet(meetings[0]?.id ?? ''),
      );
      return sheet.chair;
    };
    expect(await chairs()).toBe(member.name);
    await editSeries(week.app, 'weekly', { durationMinutes: '45' });
    expect(await chairs()).toBe(member.name);
  });
});

describe('a meeting that was cancelled', () => {
  it('can be taken up again', async () => {
    week = await startWeek();
    await week.say(chair, { name: 'cancel', reason: 'nobody is here' });
    expect(Object.keys(await agendas())).not.toContain('2014-06-24T16:00');
    await week.app.store.transaction(async (tx) =>
      unskipDate(week.app, tx, { series: await findSeries(tx, 'weekly'), date: '2014-06-24' }),
    );
    expect(Object.keys(await agendas())).toContain('2014-06-24T16:00');
  });
});

describe('a series whose rule changed', () => {
  const coming = async (count: number) =>
    (await showSeries(week.app, 'weekly', count)).coming.map(({ start }) => start.slice(0, 16));

  it('is edited as it is by then, not as it was', async () => {
    week = await startWeek();
    await changeFrom(week.app, 'weekly', { from: '2014-07-01', start: '2014-07-08T17:30' });
    await week.runTo('2014-07-09T12:00');
    await editSeries(week.app, 'weekly', { rrule: 'FREQ=WEEKLY' });
    expect(await coming(2)).toEqual(['2014-07-15T17:30', '2014-07-22T17:30']);
    await editSeries(week.app, 'weekly', { start: '2014-07-08T11:00' });
    expect(await coming(2)).toEqual(['2014-07-15T11:00', '2014-07-22T11:00']);
  });

  it('keeps what is to change later', async () => {
    week = await startWeek();
    await changeFrom(week.app, 'weekly', { from: '2014-07-15', start: '2014-07-22T17:30' });
    await editSeries(week.app, 'weekly', { start: '2014-06-10T15:00' });
    expect(await coming(3)).toEqual(['2014-06-24T15:00', '2014-07-08T15:00', '2014-07-22T17:30']);
    await forgetChange(week.app, 'weekly', '2014-07-15');
    expect(await coming(3)).toEqual(['2014-06-24T15:00', '2014-07-08T15:00', '2014-07-22T15:00']);
  });

  it('tells what became of the meetings that were laid out', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    const { followed } = await editSeries(week.app, 'weekly', { start: '2014-06-10T15:00' });
    expect(followed).toMatchObject([{ did: 'stays', told: false }]);
  });
});
