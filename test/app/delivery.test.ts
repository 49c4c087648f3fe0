import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plan } from '../../src/app/plan.ts';
import { settleInterrupted } from '../../src/app/record-delivery.ts';
import { settleByEvidence } from '../../src/app/settle-by-evidence.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';
import { channelId, listAddress } from '../support/week.ts';

let office: PostOffice;
beforeEach(async () => {
  office = await openPostOffice();
});
afterEach(() => office.stop());

const unknown = { kind: 'unknown', error: 'cut after DATA to <board@lists.example.org>' } as const;
const later = async (minutes: number) => {
  await office.clock.runTo(office.clock.now().add({ minutes }));
};
const comesBack = (messageId: string) =>
  office.app.store.transaction((tx) => settleByEvidence(office.app, tx, messageId));
const postTo = (channel: string) => office.posts.filter((post) => post.channelId === channel);

describe('delivery', () => {
  it('sends each message once, whoever asks how often', async () => {
    const ids: string[] = [];
    for (const kind of ['draft', 'publish', 'call']) ids.push(await office.queue({ kind }));
    const other = office.deliveryOf('there');
    await Promise.all([office.deliver(), office.deliver(), other(), other()]);
    await office.deliver();
    expect(office.mails.map(({ messageId }) => messageId).sort()).toEqual(ids.sort());
  });

  it('keeps the order of the posts of a channel, though many hands post them', async () => {
    const nonces: string[] = [];
    for (let i = 0; i < 6; i++) nonces.push(await office.queue({ channel: 'discord' }));
    await Promise.all([office.deliver(), office.deliver(), office.deliver()]);
    expect(office.posts.map(({ nonce }) => nonce)).toEqual(nonces);
  });

  it('posts nothing to a channel before what waits there to be tried again', async () => {
    office.outcomes.push({ kind: 'retry', why: 'busy', error: '429', afterSeconds: 60 });
    const nonces = [
      await office.queue({ channel: 'discord' }),
      await office.queue({ channel: 'discord' }),
    ];
    await office.deliver();
    expect(office.posts).toHaveLength(1);
    await later(2);
    await office.deliver();
    expect(office.posts.map(({ nonce }) => nonce)).toEqual([nonces[0], ...nonces]);
  });

  it('keeps the order of the mails of a meeting to one recipient, though many hands send them', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await office.queue({ kind: 'draft' }));
    await Promise.all([office.deliver(), office.deliver(), office.deliver()]);
    expect(office.mails.map(({ messageId }) => messageId)).toEqual(ids);
  });

  it('drops what would mislead by now, and says how things stand where nothing else does', async () => {
    const call = await office.queue({ kind: 'call' });
    const reminder = await office.queue({ kind: 'remind', to: 'hannes@member.test' });
    await office.sql(`update meeting set status = 'cancelled' where id = $1`, [office.meetingId]);
    await office.deliver();
    expect(office.mails).toMatchObject([
      { to: listAddress, subject: expect.stringMatching(/^CANCELLED/u) },
    ]);
    expect(await office.statusOf(call)).toBe('dropped');
    expect(await office.statusOf(reminder)).toBe('dropped');
  });

  it('leaves addresses out of the log', async () => {
    office.outcomes.push({ kind: 'refused', error: '550 <board@lists.example.org>: no such list' });
    await office.queue();
    await office.deliver();
    const lines = JSON.stringify(office.log.entries);
    expect(lines).toContain('550 <[address]>: no such list');
    expect(lines).not.toContain('lists.example.org');
  });

  it('is not waited for a day long because a clock was ahead', async () => {
    office.outcomes.push({ kind: 'retry', why: 'deferred', error: '451' });
    const id = await office.queue();
    await office.deliver();
    await office.sql(`update outbox set due_at = due_at + interval '300 days'`);
    await office.deliver();
    expect(await office.statusOf(id)).toBe('sent');
  });
});

describe('a failure for good', () => {
  it('of mail is told in the channel, and of a post by mail', async () => {
    office.outcomes.push({ kind: 'refused', error: '550 no such list' });
    await office.queue({ kind: 'draft' });
    await office.deliver();
    expect(postTo(channelId)[0]?.text).toContain('The draft by mail was refused: 550');
    office.outcomes.push({ kind: 'refused', error: 'unknown channel' });
    await office.queue({ channel: 'discord', kind: 'agenda' });
    await office.deliver();
    const note = office.mails.find(({ to }) => to === 'amir@member.test');
    expect(note?.text).toContain('The agenda to Discord was refused: unknown channel');
    expect(office.log.entries.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  it('of the news of a failure is told to the operator alone', async () => {
    const refused = { kind: 'refused', error: 'no' } as const;
    office.outcomes.push(refused, refused, refused);
    await office.queue({ kind: 'draft' });
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    expect(office.posts).toHaveLength(1);
    expect(office.log.entries.filter(({ level }) => level === 'error')).toHaveLength(2);
  });
});

describe('a mail of unknown outcome', () => {
  it('that comes back through the list is sent, and nobody is troubled', async () => {
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'call' });
    await office.deliver();
    expect(await office.statusOf(id)).toBe('unknown');
    await comesBack(id);
    await later(60);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    expect(office.posts).toEqual([]);
    expect(await office.statusOf(id)).toBe('sent');
  });

  it('that lies in our own mailbox is sent', async () => {
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'call' });
    await office.deliver();
    office.mailbox.messageIds.push(id);
    await later(16);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    expect(await office.statusOf(id)).toBe('sent');
  });

  it('is not sent while our own mailbox can’t be looked through', async () => {
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'call' });
    await office.deliver();
    office.mailbox.failure = new Error('IMAP is away');
    await later(16);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    delete office.mailbox.failure;
    office.mailbox.messageIds.push(id);
    await later(60);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    expect(await office.statusOf(id)).toBe('sent');
  });

  it('is sent again after a quarter of an hour if it is the call, with its Message-ID, and the chair is told', async () => {
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'call' });
    await office.deliver();
    await later(14);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    await later(2);
    await office.deliver();
    expect(office.mails.map(({ messageId }) => messageId)).toEqual([id, id]);
    expect(postTo(channelId)[0]?.text).toContain('a doubled call is better than none');
    expect(await office.statusOf(id)).toBe('sent');
  });

  it('twice is left alone', async () => {
    office.outcomes.push(unknown, unknown);
    const id = await office.queue({ kind: 'call' });
    await office.deliver();
    await later(20);
    await office.deliver();
    await later(600);
    await office.deliver();
    expect(office.mails).toHaveLength(2);
    expect(await office.statusOf(id)).toBe('unknown');
    expect(postTo(channelId).at(-1)?.text).toContain('twice');
  });

  it('is left alone if it is no call, and the chair is told', async () => {
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'confirm' });
    await office.deliver();
    await later(16);
    await office.deliver();
    await later(600);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
    expect(await office.statusOf(id)).toBe('unknown');
    expect(postTo(channelId)).toHaveLength(1);
    expect(postTo(channelId)[0]?.text).toContain('please look whether it arrived');
  });

  it('is sent again when its list brings everything back, and did not bring this', async () => {
    const before = await office.queue({ kind: 'call' });
    await office.deliver();
    await comesBack(before);
    office.outcomes.push(unknown);
    const id = await office.queue({ kind: 'confirm' });
    await office.deliver();
    await later(16);
    await office.deliver();
    expect(office.mails.map(({ messageId }) => messageId)).toEqual([before, id, id]);
    expect(office.posts).toEqual([]);
  });

  it('to one person is not believed to be missing because a list is quiet', async () => {
    const before = await office.queue({ kind: 'call' });
    await office.deliver();
    await comesBack(before);
    office.outcomes.push(unknown);
    await office.queue({ kind: 'remind', to: 'hannes@member.test' });
    await office.sql(`update meeting set status = 'called' where id = $1`, [office.meetingId]);
    await office.deliver();
    await later(16);
    await office.deliver();
    expect(office.mails.filter(({ to }) => to !== listAddress)).toHaveLength(1);
  });
});

describe('a message whose process ends in the midst of it', () => {
  it('goes out at once when the server was not given any of it', async () => {
    const id = await office.queue({ kind: 'confirm' });
    await office.claimAs('dead');
    await office.deliver();
    expect(office.mails).toEqual([]);
    await settleInterrupted(office.app);
    await office.deliver();
    expect(office.mails.map(({ messageId }) => messageId)).toEqual([id]);
    expect(office.posts).toEqual([]);
  });

  it('is of unknown outcome when the server may have it', async () => {
    const id = await office.queue({ kind: 'confirm' });
    const claimed = await office.claimAs('dead');
    await office.app.store.transaction((tx) => tx.outbox.begin(claimed));
    await settleInterrupted(office.app);
    await office.deliver();
    expect(office.mails).toEqual([]);
    expect(await office.statusOf(id)).toBe('unknown');
  });

  it('is looked for in the channel before it is posted', async () => {
    const nonce = await office.queue({ channel: 'discord', kind: 'agenda' });
    await office.claimAs('dead');
    const since = office.clock.now();
    await settleInterrupted(office.app);
    await later(1);
    await office.deliver();
    expect(office.posts).toMatchObject([{ nonce, doubt: { otherwise: 'post' } }]);
    expect(office.posts[0]?.doubt?.since.equals(since)).toBe(true);
  });

  it('belongs to that process as long as it lives', async () => {
    await office.sql(
      `insert into replica (id, started_at, seen_at) values ('alive', now(), now())`,
    );
    await office.queue();
    await office.claimAs('alive');
    await settleInterrupted(office.app);
    await office.deliver();
    expect(office.mails).toEqual([]);
    await office.sql(`update replica set seen_at = now() - interval '21 seconds'`);
    await settleInterrupted(office.app);
    await office.deliver();
    expect(office.mails).toHaveLength(1);
  });

  it('is not sent again when that process only seemed dead, and says so in time', async () => {
    const id = await office.queue({ kind: 'call' });
    const [message] = await office.claimAs('slow');
    await settleInterrupted(office.app);
    expect(await office.statusOf(id)).toBe('unknown');
    const { claim = '' } = message ?? {};
    const sent = { id: message?.id ?? '', claim, response: '250 ok' };
    await office.app.store.transaction((tx) => tx.outbox.recordSent([sent], office.clock.now()));
    await later(60);
    await office.deliver();
    expect(office.mails).toEqual([]);
    expect(await office.statusOf(id)).toBe('sent');
  });
});

describe('the planner', () => {
  it('does not wait for the next minute when more is due than one claim takes', async () => {
    for (let i = 0; i < 51; i++) await office.queue({ to: `p${i}@member.test` });
    await office.deliveryOf('here')();
    expect(office.mails).toHaveLength(51);
  });

  it('hands over what is due with one job, however much that is', async () => {
    for (let i = 0; i < 3; i++) await office.queue();
    await plan(office.app);
    await plan(office.app);
    const jobs = await office.sql<{ key: string }>(
      `select key from graphile_worker.jobs where task_identifier = 'deliver'`,
    );
    expect(jobs).toEqual([{ key: 'deliver' }]);
  });
});
