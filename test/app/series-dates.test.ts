import { afterEach, describe, expect, it } from 'vitest';
import { changeFrom } from '../../src/app/change-from.ts';
import { findSeries } from '../../src/app/find-meeting.ts';
import { addDate, moveDate, skipDate, unskipDate } from '../../src/app/manage-dates.ts';
import type { SeriesRecord, Tx } from '../../src/app/ports.ts';
import { runStep } from '../../src/app/run-step.ts';
import { setHolidays } from '../../src/app/set-holidays.ts';
import { showSeries } from '../../src/app/show.ts';
import { chair, listAddress, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const inSeries = <T>(use: (tx: Tx, series: SeriesRecord) => Promise<T>) =>
  week.app.store.transaction(async (tx) => use(tx, await findSeries(tx, 'weekly')));

const skip = (date: string, reason = 'a conference') =>
  inSeries((tx, series) => skipDate(week.app, tx, { series, date, reason }));
const unskip = (date: string) =>
  inSeries((tx, series) => unskipDate(week.app, tx, { series, date }));
const move = (date: string, to: string) =>
  inSeries((tx, series) => moveDate(week.app, tx, { series, date, to }));
const extra = (at: string) => inSeries((tx, series) => addDate(week.app, tx, { series, at }));

const words = (text = '') => text.replace(/\s+/gu, ' ');
const listMails = () => week.mails.filter(({ mail }) => mail.to[0]?.address === listAddress);
const coming = async (count = 3) =>
  (await showSeries(week.app, 'weekly', count)).coming.map(({ start }) => start.slice(0, 16));

describe('a date that is skipped', () => {
  it('is silent where nobody had heard of it, and is not to come any more', async () => {
    week = await startWeek();
    expect(await skip('2014-06-24')).toMatchObject({ told: false });
    await week.runTo('2014-06-25T00:00');
    expect(week.mails).toEqual([]);
    expect(week.posts).toEqual([]);
    expect(await coming(2)).toEqual(['2014-07-08T16:00', '2014-07-22T16:00']);
  });

  it('reaches the list, the channel and the calendars that heard of it; its items go on', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    const posts = week.posts.length;
    expect(await skip('2014-06-24')).toMatchObject({ told: true });
    await week.settle();
    const mail = listMails().at(-1)?.mail;
    expect(mail?.subject).toContain('CANCELLED');
    expect(mail?.text).toContain('a conference');
    expect(mail?.calendar).toMatchObject({ method: 'CANCEL' });
    expect(mail?.calendar?.content).toMatch(/SEQUENCE:1\r\n/u);
    expect(mail?.calendar?.content).toMatch(/RECURRENCE-ID;TZID=Europe\/London:20140624T160000/u);
    expect(week.posts.length).toBe(posts + 1);
    expect((await week.say(member, { name: 'list' })).text).toContain('Mirage 1.2');
  });

  it('reaches the meeting’s thread too once it has one', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    await week.runTo('2014-06-24T10:00');
    const meeting = (await showSeries(week.app, 'weekly', 1)).meetings[0];
    await week.app.store.transaction((tx) =>
      tx.meetings.update(meeting?.id ?? '', { discordThreadId: '400000000000000001' }),
    );
    await skip('2014-06-24');
    await week.settle();
    const places = week.posts.slice(-2).map(({ post }) => post.channelId);
    expect(places.toSorted()).toEqual(['300000000000000001', '400000000000000001']);
  });

  it('far ahead is never laid out', async () => {
    week = await startWeek();
    await skip('2014-08-05');
    await week.runTo('2014-08-06T00:00');
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    const days = meetings.map(({ startsAt }) => String(startsAt).slice(0, 10));
    expect(days).toContain('2014-07-22');
    expect(days).toContain('2014-08-19');
    expect(days).not.toContain('2014-08-05');
  });

  it('can be taken up again, is called anew, and everyone hears of it', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T08:00');
    await week.runTo('2014-06-23T09:30');
    await skip('2014-06-24');
    await week.settle();
    expect(await unskip('2014-06-24')).toMatchObject({ told: true });
    await week.settle();
    const subjects = listMails().map(({ mail }) => mail.subject.split(',')[0]);
    expect(subjects).toEqual([
      'MirageOS call',
      'CANCELLED: MirageOS call',
      'ON AGAIN: MirageOS call',
      'MirageOS call',
    ]);
    const [, , again] = listMails();
    expect(again?.mail.calendar?.content).toMatch(/METHOD:REQUEST[^]*SEQUENCE:2/u);
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    await week.runTo('2014-06-24T09:00');
    expect(listMails().at(-1)?.mail.text).toContain('is on:');
  });

  it('must be one of the series', async () => {
    week = await startWeek();
    await expect(skip('2014-06-25')).rejects.toThrow(
      /no meeting to come on 2014-06-25\. The next are: 2014-06-24T16:00/u,
    );
    await expect(skip('2014-06-31')).rejects.toThrow(/June 2014 has 30 days/u);
    await expect(unskip('2014-06-24')).rejects.toThrow(/is skipped/u);
  });

  it('is the chair’s to say in chat', async () => {
    week = await startWeek();
    const command = { name: 'skip', date: '2014-07-08', reason: 'holidays' } as const;
    expect((await week.say(member, command)).refused).toBe(true);
    expect((await week.say(chair, command)).text).toContain('Nobody had heard of it');
    expect(await coming(2)).toEqual(['2014-06-24T16:00', '2014-07-22T16:00']);
  });
});

describe('a date that is moved', () => {
  it('takes what is left of its timeline with it, and tells those who heard of it', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    expect(await move('2014-06-24', '2014-06-26T17:00')).toMatchObject({ told: true });
    await week.settle();
    const mail = listMails().at(-1)?.mail;
    expect(mail?.subject).toContain('MOVED');
    expect(mail?.calendar?.content).toMatch(/SEQUENCE:1\r\n/u);
    expect(mail?.calendar?.content).toMatch(/DTSTART;TZID=Europe\/London:20140626T170000/u);
    expect(mail?.calendar?.content).toMatch(/RECURRENCE-ID;TZID=Europe\/London:20140624T160000/u);
    const mails = listMails().length;
    await week.runTo('2014-06-26T08:59');
    expect(listMails()).toHaveLength(mails);
    await week.runTo('2014-06-26T09:00');
    expect(listMails()).toHaveLength(mails + 1);
    expect(await coming(1)).toEqual(['2014-07-08T16:00']);
  });

  it('is called at its new time where nobody had heard of it', async () => {
    week = await startWeek();
    expect(await move('2014-06-24', '2014-06-27T16:00')).toMatchObject({ told: false });
    await week.runTo('2014-06-26T08:59');
    expect(week.mails).toEqual([]);
    await week.runTo('2014-06-26T09:00');
    expect(listMails()[0]?.mail.text).toContain('Friday 27 June 2014');
  });

  it('into the midst of its week gets the steps that are left; the chair hears once what isn’t', async () => {
    week = await startWeek();
    expect(await move('2014-06-24', '2014-06-22T18:00')).toMatchObject({ told: false });
    await week.settle();
    const toChair = week.mails.filter(({ mail }) => mail.to[0]?.address === 'amir@member.test');
    expect(toChair).toHaveLength(1);
    expect(words(toChair[0]?.mail.text)).toMatch(/begins in the middle of its week/u);
    expect(words(toChair[0]?.mail.text)).toMatch(/too late to call for agenda items/u);
    expect(listMails().map(({ mail }) => mail.text)).toEqual([expect.stringContaining('is on:')]);
  });
});

describe('a series', () => {
  it('has further meetings that no rule gives', async () => {
    week = await startWeek();
    await extra('2014-07-01T18:00');
    expect(await coming(3)).toEqual(['2014-06-24T16:00', '2014-07-01T18:00', '2014-07-08T16:00']);
    await week.runTo('2014-06-30T09:00');
    expect(listMails().at(-1)?.mail.subject).toContain('Tuesday 1 July 2014, 18:00');
    await expect(extra('2014-07-08T16:00')).rejects.toThrow(/at that time already/u);
    await expect(extra('2014-01-01T16:00')).rejects.toThrow(/is past/u);
  });

  it('meets at another hour from a date on, in the same weeks', async () => {
    week = await startWeek();
    const { followed } = await changeFrom(week.app, 'weekly', {
      from: '2014-07-01',
      start: '2014-07-08T17:30',
    });
    expect(followed).toEqual([]);
    expect(await coming(3)).toEqual(['2014-06-24T16:00', '2014-07-08T17:30', '2014-07-22T17:30']);
  });

  it('keeps a meeting that was called when its rule changes, and nothing else on that day', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T10:00');
    const { followed } = await changeFrom(week.app, 'weekly', {
      from: '2014-06-24',
      start: '2014-06-24T18:00',
    });
    expect(followed).toMatchObject([{ did: 'stays', told: false }]);
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    const days = meetings.map(({ startsAt }) => String(startsAt));
    expect(days.filter((day) => day.startsWith('2014-06-24'))).toEqual(['2014-06-24T15:00:00Z']);
    const past = { from: '2014-06-20', start: '2014-06-24T18:00' };
    await expect(changeFrom(week.app, 'weekly', past)).rejects.toThrow(/has begun/u);
    await expect(changeFrom(week.app, 'weekly', { from: '2014-07-20' })).rejects.toThrow(
      /Say what changes/u,
    );
  });

  it('skips, moves or warns on a holiday, and takes up one that people want all the same', async () => {
    week = await startWeek({ series: { policy: { onHoliday: 'skip' } } });
    const days = [{ date: Temporal.PlainDate.from('2014-07-08'), name: 'Town Day' }];
    const { followed } = await setHolidays(week.app, 'weekly', { days });
    expect(followed).toMatchObject([{ did: 'called off', told: false }]);
    expect(await coming(2)).toEqual(['2014-06-24T16:00', '2014-07-22T16:00']);
    await unskip('2014-07-08');
    expect(await coming(2)).toEqual(['2014-06-24T16:00', '2014-07-08T16:00']);
  });

  it('moves a meeting that was called when its day becomes a holiday', async () => {
    week = await startWeek({ series: { policy: { onHoliday: 'move later' } } });
    await week.runTo('2014-06-23T10:00');
    const { followed } = await setHolidays(week.app, 'weekly', {
      days: [{ date: Temporal.PlainDate.from('2014-06-24'), name: 'Midsummer' }],
    });
    await week.settle();
    expect(followed).toMatchObject([{ did: 'moved', told: true }]);
    expect(listMails().at(-1)?.mail.text).toContain('Wednesday 25 June 2014');
  });

  it('says in the call what day it is', async () => {
    week = await startWeek();
    await setHolidays(week.app, 'weekly', {
      days: [{ date: Temporal.PlainDate.from('2014-06-24'), name: 'Midsummer' }],
    });
    await week.runTo('2014-06-23T09:00');
    expect(listMails()[0]?.mail.text).toContain('this day is a holiday: Midsummer');
  });

  it('meets at two hours, one of them instead of the usual one', async () => {
    week = await startWeek({
      series: {
        rrule: 'FREQ=WEEKLY',
        slots: ['instead: FREQ=WEEKLY;INTERVAL=4 from 2014-06-24T21:00'],
      },
    });
    expect(await coming(3)).toEqual(['2014-06-24T21:00', '2014-07-01T16:00', '2014-07-08T16:00']);
  });

  it('that meets ad hoc brings the waiting items to its next meeting', async () => {
    week = await startWeek({ series: { rrule: undefined, start: '2014-06-24T16:00' } });
    await week.runTo('2014-06-23T10:00');
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    await skip('2014-06-24');
    await extra('2014-07-03T16:00');
    expect((await week.say(member, { name: 'list' })).text).toContain('Mirage 1.2');
  });
});

describe('a meeting created in the midst of its week', () => {
  it('gets the steps that are left, and is not called off for want of an answer to no call', async () => {
    week = await startWeek({ now: '2014-06-24T10:00' });
    await week.settle();
    const toChair = week.mails.filter(({ mail }) => mail.to[0]?.address === 'amir@member.test');
    expect(toChair).toHaveLength(1);
    expect(words(toChair[0]?.mail.text)).toContain('Still to come: confirm, agenda, open');
    expect(listMails().map(({ mail }) => mail.text)).toEqual([expect.stringContaining('is on:')]);
  });
});

describe('a meeting whose call would come after it began', () => {
  it('is confirmed without one, and is not called off for want of answers', async () => {
    week = await startWeek({ series: { policy: { call: '0 18:00' } } });
    await week.runTo('2014-06-24T16:30');
    const texts = listMails().map(({ mail }) => mail.text);
    expect(texts).toEqual([expect.stringContaining('is on:')]);
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    expect(meetings[0]).toMatchObject({ status: 'open' });
  });
});

describe('an agenda', () => {
  it('goes on past several dates that are called off, with its history', async () => {
    week = await startWeek();
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    await skip('2014-07-08');
    await skip('2014-07-22');
    await skip('2014-06-24');
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    const next = meetings.find(({ status }) => status === 'scheduled');
    expect(String(next?.startsAt)).toBe('2014-08-05T15:00:00Z');
    const sheet = await week.app.store.transaction((tx) => tx.meetings.sheet(next?.id ?? ''));
    expect(sheet.items).toMatchObject([
      { title: 'Mirage 1.2', proposer: 'Hannes Mehnert', deferrals: 0 },
    ]);
  });
});

describe('a service that was down', () => {
  it('does in order what still helps, and tells the chair in one message what it was too late for', async () => {
    week = await startWeek();
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }] });
    const back = Temporal.Instant.from('2014-06-24T14:45:00Z');
    const app = { ...week.app, clock: { ...week.app.clock, now: () => back } };
    const due = await app.store.transaction((tx) => tx.steps.queueDue(back, 100));
    expect(due.map(({ step }) => step)).toEqual(['call', 'remind', 'confirm', 'agenda']);
    for (const { meetingId, step } of due.toReversed()) await runStep(app, { meetingId, step });
    await week.settle();
    const toChair = week.mails.filter(({ mail }) => mail.to[0]?.address === 'amir@member.test');
    expect(toChair.map(({ mail }) => words(mail.text))).toEqual([
      expect.stringMatching(/call for agenda items.*\(call\).*reminder.*\(remind\)/u),
    ]);
    expect(listMails().map(({ mail }) => mail.text)).toEqual([expect.stringContaining('is on:')]);
    expect(week.posts.at(-1)?.post.pin).toBe(true);
  });
});
