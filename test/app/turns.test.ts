import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { editSeries } from '../../src/app/manage-series.ts';
import { listAddress, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const ann = { id: '100000000000000011', name: 'Ann Ames' };
const bob = { id: '100000000000000012', name: 'Bob Burr' };
const carol = { id: '100000000000000013', name: 'Carol Cole' };
const rota = [ann, bob, carol].map(
  ({ id, name }) => `${name} <${name.split(' ')[0]?.toLowerCase()}@member.test> discord:${id}`,
);

const words = (text = '') => text.replace(/\s+/gu, ' ');
const mailsTo = (address: string) =>
  week.mails.filter(({ mail }) => mail.to[0]?.address === address).map(({ mail }) => mail);

/** Who has the duty in the meetings that are laid out. */
const holders = (role: 'chair' | 'scribe' = 'chair') =>
  week.app.store.transaction(async (tx) => {
    const series = await findSeries(tx, 'weekly');
    const places = [...series.chairs, ...series.scribes];
    return (await tx.meetings.turns(series.id)).map(({ roles }) => {
      const holder = roles.find((place) => place.role === role)?.personId;
      return places.find(({ personId }) => personId === holder)?.name.split(' ')[0];
    });
  });

describe('turns', () => {
  it('go round, and the call says whose it is', async () => {
    week = await startWeek({
      series: { chairs: rota, scribes: rota, policy: { minimumItems: 0 } },
    });
    expect(await holders()).toEqual(['Ann', 'Bob']);
    expect(await holders('scribe')).toEqual(['Bob', 'Ann']);
    await week.runTo('2014-06-23T09:00');
    expect(words(mailsTo(listAddress)[0]?.text)).toContain(
      'Ann Ames chairs, Bob Burr takes the minutes.',
    );
    await week.runTo('2014-06-24T18:00');
    expect(await holders()).toEqual(['Ann', 'Bob', 'Carol']);
  });

  it('are passed to the next in line, who is told; everyone is, once they had been told', async () => {
    week = await startWeek({ series: { chairs: rota } });
    await week.runTo('2014-06-23T10:00');
    const posts = week.posts.length;
    const answer = await week.say(ann, { name: 'pass', role: 'chair' });
    await week.settle();
    expect(answer.text).toContain('Ann Ames passes; Bob Burr chairs');
    expect(await holders()).toEqual(['Bob', 'Ann']);
    expect(words(mailsTo('bob@member.test')[0]?.text)).toContain(
      'You chair the MirageOS call on Tuesday 24 June 2014',
    );
    expect(week.posts.length).toBe(posts + 1);
    expect((await week.say(carol, { name: 'pass', role: 'chair' })).text).toContain(
      'need not pass',
    );
  });

  it('are exchanged, however far ahead the other’s turn is, and stay so', async () => {
    week = await startWeek({ series: { chairs: rota } });
    const answer = await week.say(ann, { name: 'swap', role: 'chair', with: 'carol cole' });
    expect(answer.refused).toBeUndefined();
    expect(await holders()).toEqual(['Carol', 'Bob', 'Ann']);
    await editSeries(week.app, 'weekly', { scribes: rota });
    expect(await holders()).toEqual(['Carol', 'Bob', 'Ann']);
    const refused = await week.say(ann, { name: 'swap', role: 'chair', with: 'Dora' });
    expect(refused.text).toContain('Bob Burr, Carol Cole');
  });

  it('pass by themselves with regrets', async () => {
    week = await startWeek({ series: { chairs: rota } });
    await week.say(ann, { name: 'regrets', people: [] });
    expect((await holders())[0]).toBe('Bob');
  });

  it('come to those who join the rota, for meetings that nobody was told of', async () => {
    week = await startWeek({ series: { chairs: rota.slice(0, 1) } });
    expect(await holders()).toEqual(['Ann', 'Ann']);
    await editSeries(week.app, 'weekly', { chairs: rota.slice(0, 2) });
    expect(await holders()).toEqual(['Ann', 'Bob']);
  });
});
