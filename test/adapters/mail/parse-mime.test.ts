import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMime } from '../../../src/adapters/mail/parse-mime.ts';
import { understandMail } from '../../../src/understand/read-mail.ts';

const folder = new URL('../../fixtures/mail/', import.meta.url);
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.eml') && file !== 'html-40000-nested.eml')
  .map((file) => readFileSync(new URL(file, folder)));

const eml = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('parseMime', () => {
  it('reads any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const mail = await parseMime(Buffer.from(bytes));
        expect(JSON.parse(JSON.stringify(understandMail(mail)))).toHaveProperty('disposition');
      }),
    );
  });

  it('reads a fixture with any part of it cut out, doubled or overwritten', async () => {
    const mutation = fc.tuple(
      fc.nat(fixtures.length - 1),
      fc.nat(4000),
      fc.nat(400),
      fc.constantFrom('cut', 'double', 'noise'),
      fc.uint8Array({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async ([which, at, length, how, noise]) => {
        const raw = fixtures[which]!;
        const from = at % Math.max(1, raw.length);
        const middle =
          how === 'cut'
            ? Buffer.alloc(0)
            : how === 'double'
              ? Buffer.concat([
                  raw.subarray(from, from + length),
                  raw.subarray(from, from + length),
                ])
              : Buffer.from(noise);
        const mail = await parseMime(
          Buffer.concat([raw.subarray(0, from), middle, raw.subarray(from + length)]),
        );
        expect(understandMail(mail).disposition).toMatch(
          /^(?:items|commands|nothing|held|ignored)$/u,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('takes five thousand parts without throwing', async () => {
    const part = 'Content-Type: text/plain\r\n\r\nx\r\n--b\r\n';
    const mail = await parseMime(
      Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${part.repeat(5000)}`),
    );
    expect(mail.bodies.length).toBeGreaterThan(1000);
  });

  it('takes a multipart nested a thousand times', async () => {
    let raw = 'Content-Type: text/plain\r\n\r\nx';
    for (let depth = 0; depth < 1000; depth++)
      raw = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${raw}\r\n--b${depth}--\r\n`;
    await expect(parseMime(Buffer.from(raw))).resolves.toHaveProperty('bodies');
  });

  it('ends a part whose multipart was never closed with its parent', async () => {
    const mail = await parseMime(
      eml(
        'Content-Type: multipart/mixed; boundary=out',
        '',
        '--out',
        'Content-Type: multipart/mixed; boundary=in',
        '',
        '--in',
        '',
        'first',
        '--out',
        '',
        'second',
        '--out--',
      ),
    );
    expect(mail.bodies.map(({ text }) => text.trim())).toEqual(['first', 'second']);
  });

  it('reads addresses with quoted names, groups and encoded words', async () => {
    const mail = await parseMime(
      eml(
        'From: "Ahn, Alice" <alice@AHN.example>',
        'To: Team: bruno@costa.example, =?utf-8?q?Chiara_N=C3=A9ri?= <chiara@neri.example>;',
        '',
        '',
      ),
    );
    expect(mail.from).toEqual([{ name: 'Ahn, Alice', address: 'alice@ahn.example' }]);
    expect(mail.to).toEqual([
      { address: 'bruno@costa.example' },
      { name: 'Chiara Néri', address: 'chiara@neri.example' },
    ]);
  });

  it('unfolds headers, joins encoded words and keeps every field in order', async () => {
    const mail = await parseMime(
      eml(
        'Received: a',
        'Received: b',
        'Subject: =?utf-8?q?Call_f=C3=BCr?=',
        ' =?utf-8?q?_Juni?=',
        'References: <a@x>',
        '\t<b@x>',
        '',
        '',
      ),
    );
    expect(mail.subject).toBe('Call für Juni');
    expect(mail.references).toEqual(['<a@x>', '<b@x>']);
    expect(mail.headers.map(({ name }) => name)).toEqual([
      'received',
      'received',
      'subject',
      'references',
    ]);
  });

  it('skips the line that an mbox puts above a message', async () => {
    const mail = await parseMime(
      eml('From alice@ahn.example Mon Jun 23 09:00:00 2014', 'Subject: x', '', 'body'),
    );
    expect(mail.subject).toBe('x');
  });

  it('gives text without NUL, which the database could not hold', async () => {
    const mail = await parseMime(Buffer.from('Subject: a\0b\r\nFrom: x\0@y.example\r\n\r\nte\0xt'));
    expect(JSON.stringify(mail)).not.toContain('\\u0000');
    expect(mail.bodies[0]?.text).toBe('text');
  });

  it('gives the date as an instant, and none where there is none', async () => {
    const dated = await parseMime(eml('Date: Mon, 23 Jun 2014 09:00:00 +0100 (BST)', '', ''));
    expect(dated.date?.toString()).toBe('2014-06-23T08:00:00Z');
    expect(await parseMime(eml('Date: someday', '', ''))).not.toHaveProperty('date');
  });
});
