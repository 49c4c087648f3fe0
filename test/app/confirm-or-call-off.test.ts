import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { takeRsvp } from '../../src/app/rsvp.ts';
import { calendarName } from '../../src/render/calendar-name.ts';
import { chair, listAddress, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const words = (text = '') => text.replace(/\s+/gu, ' ');
const listMails = () => week.mails.filter(({ mail }) => mail.to[0]?.address === listAddress);
const toChair = () => week.mails.filter(({ mail }) => mail.to[0]?.address === 'amir@member.test');
const add = (title: string) => week.say(member, { name: 'add', items: [{ title }] });

describe('a chair who is silent', () => {
  const whenSilent = 'ask until 0 12:00 then confirm';

  it('is asked, with how to answer, and silence means what the policy says', async () => {
    week = await startWeek({ series: { policy: { whenSilent } } });
    await week.runTo('2014-06-24T09:00');
    expect(words(listMails().at(-1)?.mail.text)).toMatch(
      /not decided yet: no agenda items came in/u,
    );
    expect(toChair()).toHaveLength(1);
    const question = words(toChair()[0]?.mail.text);
    expect(question).toContain('/meeting confirm');
    expect(question).toMatch(/Until Tuesday 24 June 2014, 12:00/u);
    await week.runTo('2014-06-24T11:59');
    expect(listMails()).toHaveLength(2);
    await week.runTo('2014-06-24T12:00');
    expect(listMails().at(-1)?.mail.text).toContain('is on:');
    expect(toChair()).toHaveLength(1);
  });

  it('may answer, and is not asked again', async () => {
    week = await startWeek({ series: { policy: { whenSilent } } });
    await week.runTo('2014-06-24T10:00');
    await week.say(chair, { name: 'cancel', reason: 'nothing to say' });
    await week.runTo('2014-06-24T18:00');
    expect(listMails().map(({ mail }) => mail.subject)).toHaveLength(3);
    expect(listMails().at(-1)?.mail.subject).toContain('CANCELLED');
  });

  it('leaves a held meeting open: what comes meanwhile saves it, else it is off before people leave for it', async () => {
    week = await startWeek({ series: { policy: { whenSilent: 'hold' } } });
    await week.runTo('2014-06-24T10:00');
    await add('Mirage 1.2');
    await week.runTo('2014-06-24T15:30');
    const confirmed = listMails().at(-1)?.mail;
    expect(confirmed?.text).toContain('is on:');
    // The agenda was due at the same minute, and is posted after the confirmation.
    expect(week.posts.at(-1)?.post.pin).toBe(true);
    await week.say(chair, { name: 'start' });
    await week.say(chair, { name: 'topic' });
    await week.say(chair, { name: 'end' });
    await week.runTo('2014-07-08T15:30');
    const last = listMails().at(-1)?.mail;
    expect(last?.subject).toContain('CANCELLED');
    expect(last?.text).toContain('no agenda items came in');
  });

  it('calls off what needs the chair’s word, whatever is on the agenda', async () => {
    week = await startWeek({ series: { policy: { needsChair: 'yes' } } });
    await add('Mirage 1.2');
    await week.runTo('2014-06-23T09:00');
    expect(words(listMails()[0]?.mail.text)).toContain(
      'Unless the chair confirms it by then, it is called off.',
    );
    await week.runTo('2014-06-24T09:00');
    expect(listMails().at(-1)?.mail.subject).toContain('CANCELLED');
  });
});

describe('the time for items', () => {
  it('ends where the policy says; what comes later is late, and does not make a call', async () => {
    week = await startWeek({ series: { policy: { itemsUntil: '1 17:00' } } });
    await week.runTo('2014-06-23T09:00');
    expect(words(listMails()[0]?.mail.text)).toMatch(
      /Items that come after Monday 23 June 2014, 17:00 \(Europe\/London\) are marked as late/u,
    );
    await week.runTo('2014-06-23T17:00');
    expect((await add('Mirage 1.2')).text).toContain('marked as late');
    await week.runTo('2014-06-24T09:00');
    expect(listMails().at(-1)?.mail.subject).toContain('CANCELLED');
  });
});

describe('people who come', () => {
  const series = { policy: { minimumItems: 0, minimumPeople: 2 } };

  /** What a calendar program mails back for the invitation in a mail. */
  const answer = (uid: string, status: string, sequence = 0) =>
    [
      'BEGIN:VCALENDAR',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `SEQUENCE:${sequence}`,
      'RECURRENCE-ID;TZID=Europe/London:20140624T160000',
      `ATTENDEE;PARTSTAT=${status}:mailto:whoever@member.test`,
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');

  const rsvp = (name: string, status: string, sequence?: number) =>
    week.app.store.transaction(async (tx) => {
      const found = await findSeries(tx, 'weekly');
      const [meeting] = await tx.meetings.ofSeries(found.id);
      const { uid } = calendarName(found, meeting!.occurrence);
      const person = await tx.people.insert(
        { communityId: found.communityId, name, address: `${name}@member.test` },
        week.clock.now(),
      );
      return takeRsvp(week.app, tx, {
        calendars: [answer(uid, status, sequence)],
        person,
        proof: 'signed',
        series: found,
      });
    });

  it('answer in their calendar, or say so; the call goes out with an invitation', async () => {
    week = await startWeek({ series });
    await week.runTo('2014-06-23T09:00');
    const { mail } = listMails()[0]!;
    expect(mail.calendar?.method).toBe('REQUEST');
    expect(mail.calendar?.content).toMatch(/ORGANIZER[^]*mailto:agenda\+/iu);
    expect(mail.calendar?.content.replace(/\r\n /gu, '')).toMatch(
      /ATTENDEE;[^\r]*CUTYPE=GROUP[^\r]*board@lists\.example\.org/iu,
    );
    expect(words(mail.text)).toContain('fewer than 2 people have said that they come by then');
    expect(await rsvp('ann', 'ACCEPTED')).toMatchObject({ kind: 'recorded', intention: 'coming' });
    expect((await week.say(member, { name: 'coming', people: [] })).text).toContain('Hannes');
    await week.runTo('2014-06-24T09:00');
    expect(listMails().at(-1)?.mail.text).toContain('is on:');
  });

  it('are too few when one of two takes it back', async () => {
    week = await startWeek({ series });
    await week.runTo('2014-06-23T09:00');
    await rsvp('ann', 'ACCEPTED');
    await rsvp('bob', 'ACCEPTED');
    await rsvp('bob', 'DECLINED');
    await week.runTo('2014-06-24T09:00');
    expect(words(listMails().at(-1)?.mail.text)).toContain('only 1 of the 2 people');
  });

  it('have not said yes to another hour than they were asked for', async () => {
    week = await startWeek({ series });
    await week.runTo('2014-06-23T10:00');
    await week.say(chair, { name: 'reschedule', to: '2014-06-24 18:00' });
    expect(await rsvp('ann', 'ACCEPTED')).toEqual({
      kind: 'ignored',
      reason: 'it answers an invitation that has changed since',
    });
    expect(await rsvp('ann', 'ACCEPTED', 1)).toMatchObject({ kind: 'recorded' });
  });
});

describe('a quorum', () => {
  it('is recorded in the minutes', async () => {
    week = await startWeek({ series: { policy: { quorum: '2' } } });
    await add('Mirage 1.2');
    await week.runTo('2014-06-24T16:00');
    await week.say(chair, { name: 'present', people: ['Amir Chaudhry', 'Hannes Mehnert'] });
    await week.say(chair, { name: 'end' });
    await week.runTo('2014-06-24T20:00');
    expect(words(listMails().at(-1)?.mail.text)).toContain(
      'Quorum: met; 2 of the 2 people needed were there.',
    );
  });
});
