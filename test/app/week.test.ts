import { afterEach, describe, expect, it } from 'vitest';
import { chair, channelId, listAddress, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const textOf = (post: Week['posts'][number]['post']) =>
  [
    post.content,
    ...(post.embeds ?? []).flatMap(({ title, description }) => [title, description]),
  ].join('\n');

describe("a meeting's week", () => {
  it('goes from the call on Monday to published minutes, and carries what was not reached', async () => {
    week = await startWeek();
    await week.runTo('2014-06-23T08:59');
    expect(week.mails).toEqual([]);

    await week.runTo('2014-06-23T09:00');
    expect(week.mails.map(({ mail }) => mail.to[0]?.address)).toEqual([listAddress]);
    expect(week.posts.map(({ post }) => post.channelId)).toEqual([channelId]);
    const [call] = week.mails;

    const added = await week.say(member, {
      name: 'add',
      items: [
        { title: 'Mirage 1.2 release', minutes: 15, lead: 'Hannes' },
        { title: 'Discussion of Conduit' },
      ],
    });
    expect(added).toMatchObject({ audience: 'channel' });
    expect(added.text).toContain('#1 Mirage 1.2 release');

    await week.runTo('2014-06-24T09:00');
    const confirmation = week.mails.at(-1);
    expect(confirmation?.mail).toMatchObject({
      inReplyTo: call?.messageId,
      references: [call?.messageId],
    });
    expect(confirmation?.mail.text).toContain('Mirage 1.2 release');
    expect(confirmation?.mail.calendar?.method).toBe('REQUEST');

    await week.runTo('2014-06-24T16:00');
    expect(week.posts.some(({ post }) => post.pin === true)).toBe(true);
    await week.say(chair, { name: 'present', people: ['Amir Chaudhry', 'Hannes Mehnert'] });
    await week.say(chair, { name: 'topic' });
    await week.say(chair, { name: 'note', text: 'Only makefiles and SSL are left.' });
    await week.say(chair, { name: 'decision', text: '1.2.0 does not wait for entropy.' });
    await week.say(chair, {
      name: 'action',
      text: 'send the entropy patch',
      owner: 'Hannes Mehnert',
      due: '2014-07-01',
    });
    const ended = await week.say(chair, { name: 'end' });
    expect(ended.text).toContain('1 item is carried');

    await week.runTo('2014-06-24T20:00');
    const draft = week.mails.at(-1)?.mail;
    expect(draft?.text).toContain('1.2.0 does not wait for entropy.');
    expect(draft?.text).toContain('Hannes Mehnert');

    await week.runTo('2014-06-28T20:00');
    await week.runTo('2014-07-07T09:00');
    const nextCall = week.mails.at(-1)?.mail;
    expect(nextCall?.text).toContain('Discussion of Conduit');
    expect(nextCall?.text).toContain('send the entropy patch');
    expect(nextCall?.inReplyTo).toBeUndefined();

    const keys = [
      ...week.mails.map(({ messageId }) => messageId),
      ...week.posts.map(({ nonce }) => nonce),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is called off everywhere when nothing came in, and says why', async () => {
    week = await startWeek();
    await week.runTo('2014-06-24T09:00');
    const mail = week.mails.at(-1)?.mail;
    expect(mail?.subject).toMatch(/cancelled/iu);
    expect(mail?.text).toContain('no agenda items came in');
    expect(mail?.calendar?.method).toBe('CANCEL');
    expect(textOf(week.posts.at(-1)?.post ?? { channelId })).toContain('no agenda items came in');
    await week.runTo('2014-06-25T12:00');
    expect(week.mails.filter(({ mail: { to } }) => to[0]?.address === listAddress)).toHaveLength(2);
  });

  it('takes an item after the confirmation, and marks it as late', async () => {
    week = await startWeek();
    await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] });
    await week.runTo('2014-06-24T12:00');
    const answer = await week.say(member, { name: 'add', items: [{ title: 'Bytemark machines' }] });
    expect(answer.text).toContain('marked as late');
  });

  it('answers an interaction that comes twice once', async () => {
    week = await startWeek();
    const once = await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] }, 'same');
    const twice = await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] }, 'same');
    expect(twice).toEqual(once);
    const list = await week.say(member, { name: 'list' });
    expect(list.text).not.toContain('#2');
  });
});

describe('permission', () => {
  it('lets nobody but its proposer and the chair change an item', async () => {
    week = await startWeek();
    await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] });
    const stranger = { id: '100000000000000003', name: 'Mallory' };
    const refused = await week.say(stranger, { name: 'withdraw', item: 1 });
    expect(refused).toMatchObject({ refused: true, audience: 'writer' });
    expect(refused.text).toContain('Hannes Mehnert or the chair');
    expect(
      (await week.say(member, { name: 'edit', item: 1, changes: { minutes: 10 } })).refused,
    ).toBeUndefined();
    expect((await week.say(chair, { name: 'withdraw', item: 1 })).refused).toBeUndefined();
  });

  it('lets only the chair cancel', async () => {
    week = await startWeek();
    expect((await week.say(member, { name: 'cancel', reason: 'fun' })).refused).toBe(true);
    expect((await week.say(chair, { name: 'cancel', reason: 'holidays' })).refused).toBeUndefined();
  });
});
