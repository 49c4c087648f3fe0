import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostPerMessage } from '../../src/app/plan-commands.ts';
import { amir, hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const textTo = (address: string) => week.mailsTo(address).at(-1)?.text.replace(/\s+/gu, ' ') ?? '';

describe('a forged author', () => {
  const munged = {
    from: '"Hannes Mehnert via Board" <board@lists.example.org>',
    envelopeFrom: 'eve@evil.test',
    origin: unsigned,
  };
  const listed = ['List-Id: Board <board.lists.example.org>', 'Reply-To: hannes@member.test'];

  it('behind a list’s From counts for nothing off the list’s path, whatever address it came to', async () => {
    await week.write({ ...munged, text: '- Spam', headers: listed });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
  });

  it('behind a list’s From is no chair, at the chair’s own reply address', async () => {
    await week.post({ from: amir, text: 'cancel the call: a storm' });
    const to = week.mailsTo('amir@member.test').at(-1)?.replyTo?.address ?? '';
    const headers = ['List-Id: Board <board.lists.example.org>', 'Reply-To: amir@member.test'];
    const text = 'cancel the call: fun';
    await week.write({ ...munged, text, headers, to });
    expect((await week.sheet()).meeting.status).toBe('called');
    await week.post({ ...munged, text, headers: ['Reply-To: amir@member.test'], to });
    expect((await week.sheet()).meeting.status).toBe('called');
  });

  it('in an X-Original-From that the list passed on is not believed against its Reply-To', async () => {
    const headers = ['X-Original-From: Amir <amir@member.test>', 'Reply-To: eve@evil.test'];
    const from = '"Eve via Board" <board@lists.example.org>';
    await week.post({ from, text: '- Spam', headers });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
  });

  it.each([
    ['a name that is an address', '"amir@member.test <amir@member.test>" <eve@evil.test>', []],
    ['a comment', 'amir@member.test (Amir) <eve@evil.test>', []],
    ['a quoted local part', '<"amir@member.test"@evil.test>', []],
    ['a letter that only looks the same', 'Amir <\u0430mir@member.test>', []],
    [
      'Sender and Resent-From',
      'Eve <eve@evil.test>',
      ['Sender: amir@member.test', 'Resent-From: amir@member.test'],
    ],
    ['a second From', 'Eve <eve@evil.test>', ['From: amir@member.test']],
    ['a subaddress', 'Amir <amir+x@member.test>', []],
  ])('by %s is not the chair', async (_, from, headers) => {
    await week.write({ from, text: 'cancel the call: fun', headers });
    expect((await week.sheet()).meeting.status).toBe('called');
  });

  it('is told from its owner by nothing that a mail server ignores: case', async () => {
    await week.write({ from: 'Amir <AMIR@Member.Test>', text: 'cancel the call: a storm' });
    expect((await week.sheet()).meeting.status).toBe('cancelled');
  });
});

describe('a receipt', () => {
  it.each(['victim@victim.test', 'board@lists.example.org'])(
    'never goes to a Reply-To: %s',
    async (to) => {
      await week.write({ from: hannes, text: '- Conduit', headers: [`Reply-To: ${to}`] });
      expect(week.mailsTo(to).filter(({ subject }) => subject.startsWith('Re:'))).toEqual([]);
      expect(week.mailsTo('hannes@member.test')).toHaveLength(1);
    },
  );

  it('takes no header from a subject or a name, and no more of them than a line', async () => {
    await week.write({
      from: `"${'N'.repeat(50_000)}" <hannes@member.test>`,
      text: '- Conduit',
      subject: `=?utf-8?Q?Hi=0D=0ABcc:_all@x.test?= ${'x'.repeat(1_000_000)}`,
    });
    const [receipt] = week.mailsTo('hannes@member.test');
    expect(receipt?.subject).toMatch(/^Re: Hi Bcc: all@x\.test x+/u);
    expect(receipt?.subject.length).toBeLessThan(200);
    expect(receipt?.to[0]?.name?.length).toBeLessThan(200);
  });

  it('repeats no words to an address that may not have written them', async () => {
    const to = 'agenda@convoke.example';
    const from = 'Victim <victim@victim.test>';
    const text = '- Buy pills at https://pills.test\nwithdrw 2 https://pills.test';
    await week.write({ from, text, to, origin: unsigned });
    const receipt = textTo('victim@victim.test');
    expect(receipt).toContain('waits until the chair has looked at it');
    expect(receipt).toContain('waiting for the chair: 1');
    expect(receipt).not.toContain('pills');
  });

  it('threads, however many messages were before', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `<r${n}@x.test>`);
    const headers = [`References: ${ids.join('\r\n ')}`];
    await week.write({ from: hannes, text: '- Conduit', headers, messageId: '<last@x.test>' });
    const [receipt] = week.mailsTo('hannes@member.test');
    expect(receipt?.references?.length).toBeLessThan(50);
    expect(receipt?.references?.at(-1)).toBe('<last@x.test>');
  });
});

it('an address that is too long for one is held', async () => {
  await week.write({ from: `J <${'n'.repeat(5_000)}@member.test>`, text: '- Conduit' });
  expect(await week.status()).toMatchObject({ status: 'held' });
});

describe('one mail with more than anybody means', () => {
  it('adds as many items as one may, and the rest waits for the chair', async () => {
    const lines = Array.from({ length: mostPerMessage + 60 }, (_, n) => `- Item ${n + 1}`);
    await week.write({ from: hannes, text: lines.join('\n') });
    expect(await week.titles()).toHaveLength(mostPerMessage);
    expect(await week.status()).toMatchObject({ status: 'held' });
    expect(textTo('hannes@member.test')).toContain('One mail does at most 100 things');
    await week.write({
      from: amir,
      text: 'accept',
      to: week.mailsTo('amir@member.test').at(-1)?.replyTo?.address ?? '',
      origin: unsigned,
    });
    expect(await week.titles()).toHaveLength(mostPerMessage + 60);
  });

  it('does as many lines as one may, and sends the rest back', async () => {
    await week.write({ from: hannes, text: `- Conduit\n${'10 min for 1\n'.repeat(400)}` });
    expect(await week.status()).toMatchObject({ status: 'done' });
    expect(textTo('hannes@member.test')).toContain('Write this once more, in another.');
  });
});
