import { expect, it } from 'vitest';
import { readMail } from '../../src/app/read-mail.ts';
import { listAddress, startWeek } from '../support/week.ts';

/** A list's copy and the direct one often come within the same second. */
it('reads two copies of a mail at once without a failed attempt, and does what they say once', async () => {
  const week = await startWeek({ now: '2014-06-23T10:00' });
  const { app } = week;
  try {
    const lines = [
      'From: Hannes Mehnert <hannes@member.test>',
      `To: ${listAddress}, agenda+weekly@convoke.example`,
      'Subject: agenda',
      'Message-ID: <twice@member.test>',
      'Date: Mon, 23 Jun 2014 09:55:00 +0100',
      '',
      '- Roof repair (10 min)',
      '',
    ];
    const copies = await app.store.transaction(async (tx) => {
      const stored: string[] = [];
      for (const received of ['one', 'two', 'three', 'four']) {
        const raw = Buffer.from([`Received: by ${received}.example`, ...lines].join('\r\n'));
        const message = { channel: 'mail', key: received, raw, envelope: { via: 'lmtp' } } as const;
        stored.push((await tx.inbox.insert(message, app.clock.now())).id);
      }
      return stored;
    });
    await Promise.all(copies.map((inboxId) => readMail(app, { inboxId })));
    const found = await app.store.transaction(async (tx) =>
      Promise.all(copies.map(async (id) => (await tx.inbox.look(id))?.status)),
    );
    expect(found.filter((status) => status === 'ignored')).toHaveLength(3);
    expect(found.filter((status) => status === 'held')).toHaveLength(1);
  } finally {
    await week.stop();
  }
});
