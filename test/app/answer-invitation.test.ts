import { afterEach, expect, it } from 'vitest';
import { listAddress, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

/** The mail by which a calendar program answers the invitation in another mail. */
function replyTo(ics: string, organizer: string, status: string): string[] {
  const unfolded = ics.replace(/\r\n[ \t]/gu, '');
  const line = (name: string) => new RegExp(`^${name}[;:].*$`, 'mu').exec(unfolded)?.[0] ?? '';
  return [
    'From: Ann Ames <ann@member.test>',
    `To: ${organizer}`,
    'Subject: Accepted: MirageOS call',
    `Message-ID: <${status}@member.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/calendar; charset=utf-8; method=REPLY',
    '',
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    line('UID'),
    line('SEQUENCE'),
    line('RECURRENCE-ID'),
    `ATTENDEE;CN=Ann;PARTSTAT=${status}:mailto:ann@member.test`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
}

it('an answer to our own invitation comes back by its organizer’s address, and counts', async () => {
  week = await startWeek({ series: { policy: { minimumItems: 0, minimumPeople: 1 } } });
  await week.runTo('2014-06-23T09:00');
  const invitation = week.mails.find(({ mail }) => mail.to[0]?.address === listAddress)?.mail;
  const ics = invitation?.calendar?.content ?? '';
  const organizer = /ORGANIZER.*?mailto:(\S+)/isu.exec(ics.replace(/\r\n[ \t]/gu, ''))?.[1] ?? '';
  expect(organizer).toBe(invitation?.replyTo?.address);
  await week.receive(replyTo(ics, organizer, 'ACCEPTED'), {
    from: 'ann@member.test',
    to: [organizer],
  });
  const entry = await week.app.store.transaction((tx) => tx.inbox.look(week.lastInbox()));
  expect(entry).toMatchObject({ status: 'done', reason: 'it answers an invitation: coming' });
  await week.runTo('2014-06-24T09:00');
  const confirmation = week.mails.findLast(({ mail }) => mail.to[0]?.address === listAddress);
  expect(confirmation?.mail.text).toContain('is on:');
});
