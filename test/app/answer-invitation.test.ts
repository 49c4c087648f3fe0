import { afterEach, expect, it } from 'vitest';
import { parseMime } from '../../src/adapters/mail/parse-mime.ts';
import { answerInvitation } from '../../src/app/answer-invitation.ts';
import { routeMail } from '../../src/app/route-mail.ts';
import { unknownOrigin } from '../../src/domain/mail-origin.ts';
import { understandMail } from '../../src/understand/read-mail.ts';
import { listAddress, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

/** The mail by which a calendar program answers the invitation in another mail. */
function replyTo(ics: string, organizer: string, status: string): Buffer {
  const unfolded = ics.replace(/\r\n[ \t]/gu, '');
  const line = (name: string) => new RegExp(`^${name}[;:].*$`, 'mu').exec(unfolded)?.[0] ?? '';
  return Buffer.from(
    [
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
    ].join('\r\n'),
  );
}

async function receive(raw: Buffer): Promise<boolean> {
  const mail = await parseMime(raw);
  const reading = understandMail(mail, { ownAddress: 'agenda@convoke.example' });
  return week.app.store.transaction(async (tx) => {
    const key = String(mail.messageId);
    const { id } = await tx.inbox.insert(
      { channel: 'mail', key, raw, envelope: { via: 'lmtp' } },
      week.clock.now(),
    );
    const record = await tx.inbox.take(id);
    if (!record) throw new Error('the message just stored is gone');
    const understood = { record, mail, reading, origin: unknownOrigin };
    const route = await routeMail(tx, 'agenda@convoke.example', understood);
    return answerInvitation(week.app, tx, { understood, route, saidKey: key });
  });
}

it('an answer to our own invitation comes back by its organizer’s address, and counts', async () => {
  week = await startWeek({ series: { policy: { minimumItems: 0, minimumPeople: 1 } } });
  await week.runTo('2014-06-23T09:00');
  const invitation = week.mails.find(({ mail }) => mail.to[0]?.address === listAddress)?.mail;
  const ics = invitation?.calendar?.content ?? '';
  const organizer = /ORGANIZER.*?mailto:(\S+)/isu.exec(ics.replace(/\r\n[ \t]/gu, ''))?.[1] ?? '';
  expect(organizer).toBe(invitation?.replyTo?.address);
  expect(await receive(replyTo(ics, organizer, 'ACCEPTED'))).toBe(true);
  await week.runTo('2014-06-24T09:00');
  const confirmation = week.mails.findLast(({ mail }) => mail.to[0]?.address === listAddress);
  expect(confirmation?.mail.text).toContain('is on:');
});
