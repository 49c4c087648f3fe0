import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { timeline } from '../../src/domain/timeline.ts';
import { chair, listAddress, member, startWeek, type Week } from '../support/week.ts';
import { timeLint, timeLintCalendar, timeLintHtml } from '../support/time-lint.ts';

let week: Week;
afterEach(() => week.stop());

const zones = ['Europe/London', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney'];

/** People who live elsewhere, so that every message speaks of their hours too. */
async function peopleLive(places: readonly string[]): Promise<void> {
  await week.app.store.transaction(async (tx) => {
    const { communityId } = await findSeries(tx, 'weekly');
    for (const zone of places)
      await tx.people.insert({ communityId, name: `Somebody in ${zone}`, zone }, week.clock.now());
  });
}

const listMails = () => week.mails.filter(({ mail }) => mail.to[0]?.address === listAddress);

describe('times', () => {
  it('are right in every message of two meetings, whatever happens to them', async () => {
    week = await startWeek();
    await peopleLive(zones);
    await week.say(member, { name: 'add', items: [{ title: 'Mirage 1.2' }, { title: 'Conduit' }] });
    await week.runTo('2014-06-23T12:00');
    await week.say(chair, { name: 'reschedule', to: '2014-06-25 09:30' });
    await week.runTo('2014-06-25T10:00');
    await week.say(chair, { name: 'topic' });
    await week.say(chair, { name: 'end' });
    await week.runTo('2014-07-07T12:00');
    await week.say(chair, { name: 'cancel', reason: 'holidays' });
    await week.runTo('2014-07-22T09:00');
    const context = { instants: await everyMoment(), zones };
    const texts = [
      ...week.mails.flatMap(({ mail }) => [mail.subject, mail.text]),
      ...week.posts.map(({ post }) => JSON.stringify(post)),
    ];
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.flatMap((text) => timeLint(text.replace(/\s+/gu, ' '), context))).toEqual([]);
    const html = week.mails.map(({ mail }) => mail.html ?? '');
    expect(html.filter((page) => page !== '').length).toBeGreaterThan(3);
    expect(html.flatMap((page) => timeLintHtml(page, context))).toEqual([]);
    const calendars = week.mails.flatMap(({ mail }) => mail.calendar?.content ?? []);
    expect(calendars.length).toBeGreaterThan(2);
    expect(calendars.join('')).toMatch(/^DTSTART;TZID/mu);
    expect(calendars.flatMap((calendar) => timeLintCalendar(calendar, context))).toEqual([]);
    expect(listMails()[0]?.mail.text).toMatch(
      /Tokyo\s+00:00 \(UTC\+9\) on Wednesday 25 June 2014/u,
    );
  });

  it('are told to those whose clocks change on another day than the meeting’s', async () => {
    week = await startWeek({
      now: '2014-10-13T12:00',
      series: { start: '2014-10-14T16:00', policy: { minimumItems: 0 } },
    });
    await peopleLive(zones);
    await week.runTo('2014-10-28T08:00');
    const text = (listMails().at(-1)?.mail.text ?? '').replace(/\s+/gu, ' ');
    expect(text).toContain('Clocks in London go back an hour on Sunday 26 October 2014');
    expect(text).toMatch(/people in New York, Tokyo[^.]*meet an hour later than usual/u);
  });
});

it('names the hour of those who said where they live', async () => {
  week = await startWeek();
  expect((await week.say(member, { name: 'zone', zone: 'Lodnon' })).text).toContain(
    'Europe/London',
  );
  await week.say(member, { name: 'zone', zone: 'asia/kolkata' });
  await week.runTo('2014-06-23T09:00');
  expect(listMails()[0]?.mail.text).toMatch(/Kolkata\s+20:30 \(UTC\+5:30\)/u);
});

/** Every moment that a message may speak of: the meetings, where they were before, and their steps. */
async function everyMoment(): Promise<Temporal.Instant[]> {
  return week.app.store.transaction(async (tx) => {
    const series = await findSeries(tx, 'weekly');
    const meetings = await tx.meetings.ofSeries(series.id);
    return meetings.flatMap((meeting) => [
      meeting.startsAt,
      meeting.occurrence,
      ...timeline(series, meeting).map(({ at }) => at),
      ...timeline(series, { ...meeting, startsAt: meeting.occurrence }).map(({ at }) => at),
    ]);
  });
}
