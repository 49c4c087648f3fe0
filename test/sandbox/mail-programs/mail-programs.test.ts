import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { AnsweredMail, Letter } from '../../../src/sandbox/mail-programs/letter.ts';
import { compose, mailPrograms } from '../../../src/sandbox/mail-programs/mail-programs.ts';

const call: AnsweredMail = {
  messageId: '<call-1@convoke.example>',
  references: ['<older@convoke.example>'],
  subject: '[devel] Call for agenda: 24 June',
  from: { name: 'Convoke', address: 'agenda@convoke.example' },
  to: [{ address: 'devel@lists.example' }],
  cc: [],
  replyTo: [{ address: 'agenda+k7@convoke.example' }],
  date: Temporal.Instant.from('2014-06-23T08:00:00Z'),
  text: 'Dear all,\n\nplease send items.\n\n> an older line\n',
  html: '<html><body><p>Dear all,</p><p>please send items.</p></body></html>',
};
const letter: Letter = {
  author: { name: 'Hannes', address: 'hannes@member.example' },
  text: '- Blog posts\n- ARM update (10 min)',
  at: Temporal.Instant.from('2014-06-23T09:12:00Z'),
  zone: 'Europe/London',
  answers: call,
};

async function sent(program: string, over: Partial<Letter> = {}) {
  const mail = compose({ program, letter: { ...letter, ...over } });
  return { ...mail, source: mail.raw.toString('latin1'), parsed: await simpleParser(mail.raw) };
}

describe.each(mailPrograms.map((program) => program.id))('%s', (program) => {
  it('answers in the thread and to where the message wants its answers', async () => {
    const { parsed, to } = await sent(program);
    expect(to).toEqual(['agenda+k7@convoke.example']);
    expect(parsed.inReplyTo).toContain('<call-1@convoke.example>');
    expect(parsed.references).toEqual(['<older@convoke.example>', '<call-1@convoke.example>']);
    expect(parsed.subject).toBe('Re: [devel] Call for agenda: 24 June');
    expect(parsed.date?.toISOString()).toBe('2014-06-23T09:12:00.000Z');
    expect(parsed.messageId).toMatch(/^<[^\s<>@]+@[^\s<>@]+>$/u);
  });

  it('carries what was written and what it answers', async () => {
    const { parsed } = await sent(program);
    expect(parsed.text).toContain('- Blog posts');
    expect(parsed.text).toContain('- ARM update (10 min)');
    expect(parsed.text).toContain('please send items.');
  });

  it('keeps its lines short, and its head ASCII', async () => {
    const { source } = await sent(program, {
      author: { name: 'Zoë Łukasiewicz', address: 'zoe@member.example' },
      answers: { ...call, from: { name: 'Käthe', address: 'k@x.example' }, subject: 'Größe' },
    });
    const head = source.slice(0, source.indexOf('\r\n\r\n'));
    expect(head).toMatch(/^[\t\r\n\x20-\x7e]*$/u);
    for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('begins a thread when there is nothing to answer', async () => {
    const { answers: _, ...fresh } = letter;
    const mail = compose({
      program,
      letter: fresh,
      to: [{ address: 'devel@lists.example' }],
      subject: 'Hello',
    });
    const parsed = await simpleParser(mail.raw);
    expect(mail.to).toEqual(['devel@lists.example']);
    expect(parsed.subject).toBe('Hello');
    expect(parsed.inReplyTo).toBeUndefined();
    expect(parsed.text).toContain('- Blog posts');
    expect(parsed.text).not.toContain('wrote');
  });

  it('loses no letter of any language', async () => {
    const words = fc
      .stringMatching(/^[a-zäßłжя漢 é€😀]{1,60}$/u)
      .filter((text) => /\S/u.test(text));
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const { parsed } = await sent(program, { text: `Item: ${text.trim()}` });
        const flat = (value: string) => value.replace(/\s+/gu, ' ');
        expect(flat(parsed.text ?? '')).toContain(flat(`Item: ${text.trim()}`));
      }),
      { numRuns: 15 },
    );
  });

  it('gives the same bytes for the same letter', async () => {
    expect((await sent(program)).raw.equals((await sent(program)).raw)).toBe(true);
    expect((await sent(program)).messageId).not.toBe(
      (await sent(program, { text: 'x' })).messageId,
    );
  });
});

describe('habits', () => {
  it('quotes above and answers below in Thunderbird, as flowed text', async () => {
    const { source, parsed } = await sent('thunderbird');
    expect(source).toContain('Content-Type: text/plain; charset=UTF-8; format=flowed');
    expect(parsed.text).toMatch(/^On 23\/06\/2014 09:00, Convoke wrote:\n> Dear all,/u);
    expect(parsed.text!.indexOf('- Blog posts')).toBeGreaterThan(parsed.text!.indexOf('> please'));
  });

  it('answers between the lines where it is told to', async () => {
    const { parsed } = await sent('mutt', { under: 'please send' });
    expect(parsed.text).toContain('> please send items.\n\n- Blog posts');
    expect(parsed.text).toContain('>> an older line');
    expect(parsed.text).toContain('\n-- \nHannes');
  });

  it('sets header lines over the unmarked original in Outlook', async () => {
    const { parsed } = await sent('outlook');
    expect(parsed.text).toContain(
      '\nFrom: Convoke <agenda@convoke.example>\nSent: Monday, June 23, 2014 9:00 AM\n',
    );
    expect(parsed.html).toContain('border-top:solid #E1E1E1');
  });

  it('marks the quote in Gmail by its class', async () => {
    const { parsed } = await sent('gmail');
    expect(parsed.html).toContain('<div class="gmail_quote">');
    expect(parsed.text).toContain('> please send items.');
  });

  it('says on the iPhone that it is one', async () => {
    const { parsed } = await sent('iphone');
    expect(parsed.text).toContain('Sent from my iPhone\n\n> On 23 Jun 2014, at 09:00, Convoke');
  });

  it('answers all when asked, itself left out', async () => {
    const { to } = compose({
      program: 'mutt',
      letter: { ...letter, answers: { ...call, cc: [letter.author, { address: 'b@x.example' }] } },
      all: true,
    });
    expect(to).toEqual(['agenda+k7@convoke.example', 'devel@lists.example', 'b@x.example']);
  });

  it('escapes what would be markup', async () => {
    const { parsed } = await sent('gmail', { text: 'Item: <script>alert(1)</script> & more' });
    expect(parsed.html).toContain('&lt;script&gt;');
    expect(parsed.html).not.toContain('<script>');
  });
});
