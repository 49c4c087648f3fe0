import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { decodeWords, encodeName } from '../../../src/sandbox/list/encoded-words.ts';
import { fieldValue, formatRaw, parseRaw } from '../../../src/sandbox/list/message.ts';
import { redistribute, type ListSettings } from '../../../src/sandbox/list/redistribute.ts';

const board: ListSettings = { name: 'Board', address: 'board@lists.example', prefix: 'Board' };

function mail(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'));
}

function through(raw: Buffer, list = board): Buffer {
  return formatRaw(redistribute(parseRaw(raw), list, 'alice@member.example'));
}

const plain = mail(
  'From: Alice A <alice@member.example>',
  'To: board@lists.example',
  'Subject: March agenda',
  'Message-ID: <one@member.example>',
  '',
  'Please add: budget.',
);

describe('redistribute', () => {
  it('keeps the Message-ID and adds what a list adds', () => {
    const post = parseRaw(through(plain));
    expect(fieldValue(post, 'Message-ID')).toBe('<one@member.example>');
    expect(fieldValue(post, 'From')).toBe('Alice A <alice@member.example>');
    expect(fieldValue(post, 'List-Id')).toBe('Board <board.lists.example>');
    expect(fieldValue(post, 'List-Post')).toBe('<mailto:board@lists.example>');
    expect(fieldValue(post, 'List-Unsubscribe')).toBe('<mailto:board-leave@lists.example>');
    expect(fieldValue(post, 'Precedence')).toBe('list');
    expect(fieldValue(post, 'Sender')).toBe('board-bounces@lists.example');
    expect(fieldValue(post, 'X-MailFrom')).toBe('alice@member.example');
  });

  it.each([
    ['March agenda', '[Board] March agenda'],
    ['Re: March agenda', '[Board] Re: March agenda'],
    ['Re: [Board] March agenda', 'Re: [Board] March agenda'],
    ['Re: [board] March agenda', 'Re: [board] March agenda'],
    ['=?utf-8?q?Re=3A_=5BBoard=5D_M=C3=A4rz?=', '=?utf-8?q?Re=3A_=5BBoard=5D_M=C3=A4rz?='],
    ['=?utf-8?b?TcOkcno=?=', '[Board] =?utf-8?b?TcOkcno=?='],
  ])('puts the prefix before %j once', (before, after) => {
    const post = parseRaw(through(mail(`Subject: ${before}`, '', 'x')));
    expect(fieldValue(post, 'Subject')).toBe(after);
  });

  it('adds the footer to the text of a plain message', () => {
    const { body } = parseRaw(through(plain));
    expect(body).toMatch(/^Please add: budget\.\r\n_{47}\r\nBoard mailing list -- board@/u);
  });

  it.each(['base64', 'quoted-printable'])('adds the footer inside %s', async (encoding) => {
    const text = 'Büro = 10 Minuten\r\n';
    const coded =
      encoding === 'base64' ? Buffer.from(text).toString('base64') : 'B=C3=BCro =3D 10 Minuten\r\n';
    const raw = through(
      mail(
        'Content-Type: text/plain; charset=utf-8',
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        coded,
      ),
    );
    const parsed = await simpleParser(raw);
    expect(parsed.text).toContain('Büro = 10 Minuten\n______');
    expect(parsed.text).toContain('Board mailing list');
  });

  it('gives the footer a part of its own where the message has parts', async () => {
    const alternative = mail(
      'Subject: x',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b1',
      '',
      '--b1',
      'Content-Type: text/plain',
      '',
      'words',
      '--b1',
      'Content-Type: text/html',
      '',
      '<p>words</p>',
      '--b1--',
      '',
    );
    const post = parseRaw(through(alternative));
    expect(fieldValue(post, 'Content-Type')).toMatch(/^multipart\/mixed; boundary=/u);
    const parsed = await simpleParser(formatRaw(post));
    expect(parsed.html).toContain('<p>words</p>');
    expect(parsed.text).toContain('Board mailing list');
    const again = parseRaw(through(formatRaw(post), { ...board, name: 'Other' }));
    expect(fieldValue(again, 'Content-Type')).toBe(fieldValue(post, 'Content-Type'));
    expect((await simpleParser(formatRaw(again))).text).toContain('Other mailing list');
  });

  it('wraps text in a charset that the footer is no part of', async () => {
    const raw = mail('Content-Type: text/plain; charset=iso-2022-jp', '', '\x1b$B%F%9%H\x1b(B', '');
    const parsed = await simpleParser(through(raw));
    expect(parsed.text).toContain('テスト');
    expect(parsed.text).toContain('Board mailing list');
  });

  it('writes the author as "via" and keeps the address in Reply-To or Cc when it munges', () => {
    const kept = parseRaw(through(plain, { ...board, mungesFrom: true }));
    expect(fieldValue(kept, 'From')).toBe('"Alice A via Board" <board@lists.example>');
    expect(fieldValue(kept, 'Reply-To')).toBe('Alice A <alice@member.example>');
    const toList = parseRaw(through(plain, { ...board, mungesFrom: true, replyToList: true }));
    expect(fieldValue(toList, 'Reply-To')).toBe('board@lists.example');
    expect(fieldValue(toList, 'Cc')).toBe('Alice A <alice@member.example>');
  });

  it('munges a name that is not ASCII without losing a letter', () => {
    const name = 'Zoë Ångström-Łukasiewicz of the Committee for Ünïcode Naming Matters';
    const raw = mail(`From: ${encodeName(name)} <zoe@member.example>`, '', 'x');
    const from = fieldValue(parseRaw(through(raw, { ...board, mungesFrom: true })), 'From') ?? '';
    expect(decodeWords(from)).toBe(`${name} via Board <board@lists.example>`);
  });

  it('leaves every byte of a body alone but for its line ends', () => {
    const raw = Buffer.from([0x41, 0x3a, 0x20, 0x62, 0x0a, 0x0a, 0xff, 0x00, 0xe4, 0x0a]);
    expect(parseRaw(raw).body).toBe('\xff\x00\xe4\r\n');
  });
});
