import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { unskipDate } from '../../src/app/manage-dates.ts';
import { editSeries } from '../../src/app/manage-series.ts';
import { openPostOffice } from '../support/post-office.ts';
import { chair, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const guildId = '200000000000000001';
const item = { name: 'add', items: [{ title: 'Release <plan>' }] } as const;
const seen = () => week.events.map(({ status, startsAt }) => `${status} ${startsAt.slice(0, 16)}`);

describe('Discord’s event', () => {
  it('is made with the call, and goes the way of its meeting', async () => {
    week = await startWeek();
    await week.say(chair, { ...item, items: [...item.items] });
    await week.runTo('2014-06-23T10:00');
    expect(week.events).toMatchObject([
      {
        guildId,
        name: 'MirageOS call',
        status: 'scheduled',
        startsAt: '2014-06-24T15:00:00Z',
        endsAt: '2014-06-24T16:00:00Z',
      },
    ]);
    const [called] = week.events;
    expect(called?.description.endsWith(`\n\n${called.marker}`)).toBe(true);
    expect(called?.place).toEqual({
      location: expect.stringMatching(/^https:\/\/meet\.example\.org\/.*2014-06-24$/u),
    });
    await week.runTo('2014-06-24T10:00');
    expect(week.events[1]?.description).toMatch(/^1\. Release \\<\u200b?plan\\>$/mu);
    await week.runTo('2014-06-24T18:30');
    expect(seen()).toEqual([
      'scheduled 2014-06-24T15:00',
      'scheduled 2014-06-24T15:00',
      'active 2014-06-24T15:00',
      'completed 2014-06-24T15:00',
    ]);
    expect(new Set(week.events.map(({ marker }) => marker)).size).toBe(1);
  });

  it('is moved and cancelled, and made anew when the meeting is taken up again', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    await week.say(chair, { name: 'reschedule', to: '2014-06-25T17:00' });
    await week.say(chair, { name: 'cancel', reason: 'no room' });
    await week.settle();
    await week.app.store.transaction(async (tx) =>
      unskipDate(week.app, tx, { series: await findSeries(tx, 'weekly'), date: '2014-06-25' }),
    );
    await week.runTo('2014-06-24T12:00');
    expect(seen()).toEqual([
      'scheduled 2014-06-24T15:00',
      'scheduled 2014-06-25T16:00',
      'canceled 2014-06-25T16:00',
      'scheduled 2014-06-25T16:00',
    ]);
    const [first, , cancelled, anew] = week.events;
    expect(cancelled?.marker).toBe(first?.marker);
    expect(anew?.marker).not.toBe(first?.marker);
  });

  it('is not made where nobody was called, nor where the series wants none', async () => {
    week = await startWeek({ series: { discordEvent: 'no' } });
    await week.runTo('2014-06-24T18:30');
    expect(week.events).toEqual([]);
  });

  it('is still taken away when the series gives events up', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    await editSeries(week.app, 'weekly', { discordEvent: 'no' });
    await week.say(chair, { name: 'cancel', reason: 'no room' });
    await week.settle();
    expect(seen()).toEqual(['scheduled 2014-06-24T15:00', 'canceled 2014-06-24T15:00']);
  });
});

describe('a bot that may make no events', () => {
  it('is told of once, and everything else goes on', async () => {
    const office = await openPostOffice();
    const refused = { kind: 'refused', error: 'it lacks Create Events' } as const;
    try {
      for (const _ of [1, 2]) {
        office.outcomes.push(refused);
        await office.queue({ channel: 'discord', kind: 'event', to: 'event.1' });
        await office.deliver();
      }
      const told = office.mails.filter(({ text }) => text.includes('Create Events'));
      expect(told).toMatchObject([{ to: 'amir@member.test' }]);
      expect(told[0]?.text).toContain('Discord’s event of the meeting');
    } finally {
      await office.stop();
      week = await startWeek();
    }
  });
});
