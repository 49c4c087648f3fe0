import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hannes, startMailWeek, type MailWeek } from '../support/mail-week.ts';
import { listAddress } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

describe('what a mail of ours tells the list', () => {
  it('is no meeting id, and no name that it gives is that of another installation', async () => {
    const { mail, messageId } = week.call;
    const { meeting } = await week.sheet();
    expect(JSON.stringify(mail.headers)).not.toContain(meeting.id);
    const unkeyed = createHash('sha256').update(`${meeting.id}:call:mail:${listAddress}`);
    expect(messageId).not.toContain(unkeyed.digest('hex').slice(0, 32));
  });
});

describe('a mail that bears the Message-ID of one of ours', () => {
  const id = `<${'5'.repeat(32)}@convoke.example>`;
  const statusOf = async () =>
    (await week.app.store.transaction((tx) => tx.outbox.byMessageId(id)))?.status;
  const queue = async (status: 'pending' | 'unknown') => {
    const { meeting } = await week.sheet();
    await week.app.store.transaction(async (tx) => {
      const mail = { channel: 'mail', kind: 'confirm', recipient: listAddress } as const;
      const { mail: payload } = week.call;
      const about = { key: 'planned', messageId: id, meetingId: meeting.id, payload };
      const outboxId = await tx.outbox.insert({ ...mail, ...about }, week.clock.now());
      const dueAt = week.clock.now().add({ minutes: 10 });
      await tx.outbox.update(outboxId ?? '', { status, attempts: 1, dueAt });
    });
  };
  const forged = { from: hannes, text: 'Hello', messageId: id, inReplyTo: '<x@member.test>' };

  it('settles nothing unless it came by the list', async () => {
    await queue('unknown');
    await week.write(forged);
    expect(await statusOf()).toBe('unknown');
    await week.post(forged);
    expect(await statusOf()).toBe('sent');
  });

  it('settles nothing that was not in doubt', async () => {
    await queue('pending');
    await week.post(forged);
    expect(await statusOf()).toBe('pending');
  });
});

describe('a delivery report', () => {
  it('about somebody else than the recipient of the mail that it gives back is not believed', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    const receipt = week.mails.at(-1)?.messageId ?? '';
    await week.receive(
      [
        'From: MAILER-DAEMON@mx.example.org',
        'To: agenda@convoke.example',
        'Subject: Mail delivery failed',
        'X-Failed-Recipients: someone@else.test',
        '',
        `Message-ID: ${receipt}`,
        '',
      ],
      { from: '' },
    );
    const [series] = await week.app.store.transaction((tx) => tx.series.all());
    const person = await week.app.store.transaction((tx) =>
      tx.people.byAddress(series?.communityId ?? '', 'hannes@member.test'),
    );
    expect(person?.addresses).toEqual(['hannes@member.test']);
  });
});
