import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listInbox,
  recentBounces,
  replayMessage,
  settleMessage,
} from '../../src/app/manage-inbox.ts';
import { readMail } from '../../src/app/read-mail.ts';
import { showHeld } from '../../src/app/show-held.ts';
import { amir, hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';
import { chair, channelId, member } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const place = { guildId: '200000000000000001', channelId };

/** A message of a stranger, which waits. */
const holdOne = async (text = '- Conduit') => {
  const to = 'agenda@convoke.example';
  await week.write({ from: hannes, text, to, origin: unsigned });
  return week.lastInbox();
};

const items = async () =>
  (await week.sheet()).items.map(({ title, proposer }) => `${title}: ${proposer}`);
const statusOf = async (id: string) =>
  (await week.app.store.transaction((tx) => tx.inbox.look(id)))?.status;
const noticeToChair = () => week.mailsTo('amir@member.test').at(-1);

describe('a held message', () => {
  it('is told to the chair once, by mail and with buttons in the channel', async () => {
    const held = await holdOne();
    expect(week.mailsTo('amir@member.test')).toHaveLength(1);
    expect(noticeToChair()?.text).toContain('- Conduit');
    const posts = week.posts.filter(({ post }) => post.components);
    expect(JSON.stringify(posts.map(({ post }) => post.components))).toContain(
      `held/accept?held=${held}`,
    );
    expect(posts).toHaveLength(1);
  });

  it('becomes items of its writer when the chair accepts it with the button', async () => {
    const held = await holdOne();
    const answer = await week.say(chair, { name: 'settle', held, how: 'accept' });
    expect(answer.text).toContain('Accepted');
    expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
    expect(await statusOf(held)).toBe('done');
  });

  it('is settled by nobody but the chair', async () => {
    const held = await holdOne();
    const refused = await week.say(member, { name: 'settle', held, how: 'accept' });
    expect(refused).toMatchObject({ refused: true });
    await expect(showHeld(week.app, { ...place, held, userId: member.id })).rejects.toThrow(
      /chair/u,
    );
    expect(await showHeld(week.app, { ...place, held, userId: chair.id })).toBe('- Conduit');
    expect(await items()).toEqual([]);
  });

  it('is settled once, whoever is faster', async () => {
    const held = await holdOne();
    const [one, two] = await Promise.all([
      week.say(chair, { name: 'settle', held, how: 'accept' }, 'first'),
      week.say(chair, { name: 'settle', held, how: 'accept' }, 'second'),
    ]);
    expect([one.refused, two.refused].filter(Boolean)).toHaveLength(1);
    expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
  });

  it('becomes what the chair makes of it', async () => {
    const held = await holdOne();
    const corrected = [{ title: 'Conduit and Vchan', minutes: 10 }];
    const commands = [{ name: 'add', items: corrected } as const];
    await week.say(chair, { name: 'settle', held, how: 'accept', commands });
    expect(await items()).toEqual(['Conduit and Vchan: Hannes Mehnert']);
  });

  it('is dismissed, and stays in the inbox', async () => {
    const held = await holdOne();
    await week.say(chair, { name: 'settle', held, how: 'dismiss' });
    expect(await items()).toEqual([]);
    expect(await statusOf(held)).toBe('ignored');
    const answer = await week.say(chair, { name: 'settle', held, how: 'accept' });
    expect(answer.text).toContain('settled already');
  });

  it('of another server is not there', async () => {
    const held = await holdOne();
    const elsewhere = { ...place, guildId: '200000000000000009' };
    await expect(showHeld(week.app, { ...elsewhere, held, userId: chair.id })).rejects.toThrow(
      /no such message/u,
    );
  });

  it('goes to the next call when its own is over', async () => {
    const held = await holdOne();
    await week.runTo('2014-06-25T12:00');
    await week.say(chair, { name: 'settle', held, how: 'accept' });
    const list = await week.say(chair, { name: 'list' });
    expect(list.text).toContain('Conduit');
  });
});

describe('the chair’s reply about a held message', () => {
  const reply = async (text: string, origin = unsigned) => {
    const to = noticeToChair()?.replyTo?.address ?? '';
    await week.write({ from: amir, text, to, origin });
  };

  it.each(['accept', 'Accept.', 'yes', '\naccept\n\n> - Conduit'])(
    'accepts it: %j',
    async (text) => {
      const held = await holdOne();
      await reply(text);
      expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
      expect(await statusOf(held)).toBe('done');
      expect(noticeToChair()?.text).toContain('The message is accepted.');
    },
  );

  it.each(['Hi,\n\naccept\n\nThanks!', '“accept”', 'Accept it please'])(
    'accepts it, with a courtesy: %j',
    async (text) => {
      const held = await holdOne();
      await reply(text);
      expect(await statusOf(held)).toBe('done');
    },
  );

  it.each(['please dismiss, thanks', '"dismiss"', 'reject\n\nbecause it is old'])(
    'dismisses it, with a courtesy: %j',
    async (text) => {
      const held = await holdOne();
      await reply(text);
      expect(await items()).toEqual([]);
      expect(await statusOf(held)).toBe('ignored');
    },
  );

  it.each([
    'I would accept it, but can he say more?',
    'accept\nbut make it shorter',
    'edit: Conduit two (10 min)',
    'Conduit two (10 min)',
  ])('that says neither is no item, and is asked back: %j', async (text) => {
    const held = await holdOne();
    await reply(text);
    expect(await items()).toEqual([]);
    expect(await statusOf(held)).toBe('held');
    expect(noticeToChair()?.text).toContain('It is not clear what to do with the message');
    expect(noticeToChair()?.text).toContain('"dismiss"');
  });

  it('dismisses it', async () => {
    const held = await holdOne();
    await reply('dismiss');
    expect(await items()).toEqual([]);
    expect(await statusOf(held)).toBe('ignored');
  });

  it('corrects it', async () => {
    await holdOne();
    await reply('- Conduit (10 min)\n- Vchan');
    expect(await items()).toEqual(['Conduit: Hannes Mehnert', 'Vchan: Hannes Mehnert']);
  });

  it('counts from the chair’s own address only', async () => {
    const held = await holdOne();
    const to = noticeToChair()?.replyTo?.address ?? '';
    await week.write({ from: 'Eve <eve@evil.test>', text: 'accept', to });
    expect(await statusOf(held)).toBe('held');
    expect(await items()).toEqual([]);
  });

  it('may say something else as well', async () => {
    await holdOne();
    await week.write({ from: hannes, text: '- Budget' });
    await reply('20 min for 1');
    expect((await week.sheet()).items).toMatchObject([{ title: 'Budget', minutes: 20 }]);
  });
});

describe('what is unclear', () => {
  const unclear = 'Bytemark machines';

  it('waits with a suggestion, and its writer is told', async () => {
    const quoted = `${unclear}\n\n> What do you think of the weather?`;
    await week.write({ from: hannes, text: quoted });
    expect(await week.status()).toMatchObject({ status: 'held' });
    const [message] = await listInbox(week.app, { status: 'held', limit: 10 });
    expect(message?.kept.pending).toEqual([{ name: 'add', items: [{ title: unclear }] }]);
    expect(week.mailsTo('hannes@member.test').at(-1)?.text).toContain(unclear);
  });
});

describe('the operator', () => {
  it('accepts in the writer’s name, by the beginning of the id', async () => {
    const held = await holdOne();
    await settleMessage(week.app, { id: held.slice(0, 30), how: 'accept' });
    expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
  });

  it('reads a message once more, but not what was done already', async () => {
    const held = await holdOne();
    week.app.verifyMail = () =>
      Promise.resolve({
        signedBy: ['member.test'],
        alignedDomain: 'member.test',
        isForbidden: false,
        sealedDomains: [],
        hop: 'unknown',
        isUnsure: false,
      });
    expect(await replayMessage(week.app, held)).toMatchObject({ status: 'done' });
    expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
    await expect(replayMessage(week.app, held)).rejects.toThrow(/done already/u);
    expect(await items()).toEqual(['Conduit: Hannes Mehnert']);
  });

  it('finds a message that can’t be read, held and not tried for ever', async () => {
    week.app.readMessage = () => Promise.reject(new Error('out of memory'));
    await week.write({ from: hannes, text: '- Conduit' });
    for (let n = 0; n < 8 && (await week.status()).status === 'received'; n++)
      await readMail(week.app, { inboxId: week.lastInbox() }).catch(() => undefined);
    expect(await week.status()).toEqual({ status: 'held', reason: 'out of memory' });
  });
});

describe('a delivery report', () => {
  const report = (messageId: string, recipient: string) => [
    'From: MAILER-DAEMON@mx.example.org',
    'To: agenda@convoke.example',
    'Subject: Mail delivery failed',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It failed.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 no such user',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    'Subject: yours',
    '',
    '--b--',
    '',
  ];
  const hasBounced = async () => {
    const [series] = await week.app.store.transaction((tx) => tx.series.all());
    const person = await week.app.store.transaction((tx) =>
      tx.people.byAddress(series?.communityId ?? '', 'hannes@member.test'),
    );
    return person?.addresses.length === 0;
  };

  it('about a mail of ours ends personal mail to the address', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    const receipt = week.mails.at(-1)?.messageId ?? '';
    await week.receive(report(receipt, 'hannes@member.test'), { from: '' });
    expect(await hasBounced()).toBe(true);
    expect(await recentBounces(week.app, 1)).toMatchObject([
      { recipient: 'hannes@member.test', kind: 'receipt', why: expect.stringContaining('550') },
    ]);
    const before = week.mailsTo('hannes@member.test').length;
    await week.runTo('2014-06-23T17:30');
    expect(week.mailsTo('hannes@member.test')).toHaveLength(before);
  });

  it('about mail that is not ours does nothing', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    const forged = '<00000000000000000000000000000000@convoke.example>';
    await week.receive(report(forged, 'hannes@member.test'), { from: '' });
    expect(await hasBounced()).toBe(false);
  });
});
