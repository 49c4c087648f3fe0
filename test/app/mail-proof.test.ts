import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { amir, hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const receiptTo = (address: string) => week.mailsTo(address).at(-1);
const chairsReply = () => receiptTo('amir@member.test')?.replyTo?.address ?? '';
const meeting = async () => (await week.sheet()).meeting.status;

describe('the chair’s word by mail', () => {
  it('counts with a signature of the chair’s own domain', async () => {
    await week.write({ from: amir, text: 'cancel the call: too many are away' });
    expect(await meeting()).toBe('cancelled');
  });

  it('is held without proof, and the answer says how to prove it', async () => {
    await week.post({ from: amir, text: 'cancel the call: too many are away' });
    expect(await meeting()).toBe('called');
    expect(await week.status()).toMatchObject({ status: 'held' });
    expect(receiptTo('amir@member.test')?.text.replace(/\s+/gu, ' ')).toContain(
      'Say it once more in a reply to this mail',
    );
  });

  it('counts in a reply to mail that went to the chair alone', async () => {
    await week.post({ from: amir, text: 'cancel the call: too many are away' });
    const text = 'cancel the call: too many are away indeed';
    await week.write({ from: amir, text, to: chairsReply(), origin: unsigned });
    expect(await meeting()).toBe('cancelled');
  });

  it('doesn’t count from another’s address at the chair’s reply address', async () => {
    await week.post({ from: amir, text: 'cancel the call: too many are away' });
    const to = chairsReply();
    await week.write({ from: 'Amir Chaudhry <eve@evil.test>', text: 'cancel the call: fun', to });
    expect(await meeting()).toBe('called');
    const forged = { isForbidden: true };
    await week.write({ from: amir, text: 'cancel the call: fun', to, origin: forged });
    expect(await meeting()).toBe('called');
  });

  it('doesn’t count for the display name', async () => {
    await week.write({ from: '"amir@member.test" <eve@evil.test>', text: 'cancel the call: fun' });
    expect(await meeting()).toBe('called');
    expect(receiptTo('eve@evil.test')?.text).toContain('Only the chair may do that');
  });

  it('doesn’t count with a signature of someone else’s domain', async () => {
    const origin = { signedBy: ['evil.test'], alignedDomain: 'evil.test' };
    await week.write({ from: amir, text: 'cancel the call: fun', origin });
    expect(await meeting()).toBe('called');
  });

  it('doesn’t count by an ARC seal alone, which is proof enough for an item', async () => {
    const origin = { sealedDomains: ['member.test'] };
    const to = 'agenda@convoke.example';
    await week.write({ from: amir, text: '- Budget\ncancel the call: fun', origin, to });
    expect(await week.titles()).toEqual(['Budget']);
    expect(await meeting()).toBe('called');
    expect(await week.status()).toMatchObject({ status: 'held' });
  });

  it('about another’s item needs the same proof as the rest', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    await week.post({ from: amir, text: 'withdraw 1' });
    expect((await week.sheet()).items[0]?.status).toBe('proposed');
    await week.write({ from: amir, text: 'withdraw 1 please' });
    expect((await week.sheet()).items[0]?.status).toBe('withdrawn');
  });
});

describe('the path of the list', () => {
  it('is proof enough for items and for changes to one’s own', async () => {
    await week.post({ from: hannes, text: '- Conduit' });
    await week.post({ from: hannes, text: 'edit 1: Conduit and Vchan' });
    expect(await week.titles()).toEqual(['Conduit and Vchan']);
  });

  it.each([
    ['from another envelope sender', { envelopeFrom: 'eve@evil.test' }],
    ['from a bounce address elsewhere', { envelopeFrom: 'board-bounces@evil.test' }],
    [
      'with a forged X-MailFrom and Received',
      {
        envelopeFrom: 'eve@evil.test',
        headers: [
          'X-MailFrom: hannes@member.test',
          'X-BeenThere: board@lists.example.org',
          'Sender: board-bounces@lists.example.org',
          'Return-Path: <board-bounces@lists.example.org>',
          'Received: from lists.example.org by mx.example.org; Mon, 23 Jun 2014 08:00:00 +0000',
        ],
      },
    ],
    ['from a host that the list’s domain denies', { origin: { hop: 'denied' as const } }],
  ])('can’t be posed as by its List-Id: %s', async (_, forged) => {
    await week.post({ from: hannes, text: '- Spam', ...forged });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
  });

  it('is known by the list’s signature, whatever the envelope', async () => {
    const origin = { signedBy: ['example.org'] };
    await week.post({ from: hannes, text: '- Conduit', envelopeFrom: 'x@relay.test', origin });
    expect(await week.titles()).toEqual(['Conduit']);
  });

  it('of another list proves nothing here', async () => {
    const headers = ['List-Id: Other <other.lists.example.org>'];
    await week.write({
      from: hannes,
      text: '- Spam',
      headers,
      origin: unsigned,
      to: 'other@lists.example.org',
      envelopeFrom: 'other-bounces@lists.example.org',
    });
    expect(await week.titles()).toEqual([]);
  });
});

describe('mail to our own address', () => {
  const to = 'agenda@convoke.example';

  it('from a stranger is held, and nobody is made known by it', async () => {
    await week.write({ from: 'Eve <eve@evil.test>', text: '- Spam', to, origin: unsigned });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
    const [series] = await week.app.store.transaction((tx) => tx.series.all());
    const eve = await week.app.store.transaction((tx) =>
      tx.people.byAddress(series?.communityId ?? '', 'eve@evil.test'),
    );
    expect(eve).toBeUndefined();
  });

  it('is shown to the channel without a stranger’s words', async () => {
    await week.write({ from: 'Eve <eve@evil.test>', text: '- Buy pills', to, origin: unsigned });
    const post = JSON.stringify(week.posts.at(-1));
    expect(post).toContain('held/accept');
    expect(post).not.toContain('pills');
    expect(post).not.toContain('Eve');
  });

  it('goes to the series that its address names', async () => {
    const weekly = 'agenda+weekly@convoke.example';
    await week.write({
      from: hannes,
      text: '- Conduit',
      to: weekly,
      inReplyTo: '<new@member.test>',
    });
    expect(await week.titles()).toEqual(['Conduit']);
  });

  it('with the token of the call is taken without a signature', async () => {
    await week.write({ from: hannes, text: '- Conduit', origin: unsigned });
    expect(await week.titles()).toEqual(['Conduit']);
  });

  it('by two authors is refused', async () => {
    await week.write({ from: `${hannes}, Eve <eve@evil.test>`, text: '- Conduit' });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
  });
});

describe('a second copy of a message', () => {
  const letter = {
    from: amir,
    text: 'cancel the call: too many are away',
    messageId: '<c@member.test>',
  };

  it('that proves its writer settles the first', async () => {
    await week.post(letter);
    const first = week.lastInbox();
    expect(await meeting()).toBe('called');
    await week.write(letter);
    expect(await meeting()).toBe('cancelled');
    const earlier = await week.app.store.transaction((tx) => tx.inbox.look(first));
    expect(earlier?.status).toBe('done');
    expect(await week.status()).toMatchObject({ status: 'ignored' });
  });

  it('that is written to us counts, though the list’s was none of our business', async () => {
    const item = { from: hannes, text: '- Conduit', messageId: '<n@member.test>', inReplyTo: '' };
    await week.post(item);
    expect(await week.titles()).toEqual([]);
    await week.write({ ...item, to: 'agenda+weekly@convoke.example' });
    expect(await week.titles()).toEqual(['Conduit']);
  });

  it('that proves no more changes nothing, and tells nobody twice', async () => {
    await week.post(letter);
    const told = [week.mails.length, week.posts.length];
    await week.post({ ...letter, headers: ['X-Copy: 2'] });
    expect(await meeting()).toBe('called');
    expect([week.mails.length, week.posts.length]).toEqual(told);
  });

  it('makes items of a stranger’s once', async () => {
    const item = { from: hannes, text: '- Conduit', messageId: '<i@member.test>' };
    await week.write({ ...item, to: 'agenda@convoke.example', origin: unsigned });
    expect(await week.titles()).toEqual([]);
    await week.post(item);
    await week.write(item);
    expect(await week.titles()).toEqual(['Conduit']);
  });
});
