import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailSender, type MailSenderSettings } from '../../../src/adapters/mail/send.ts';
import type { OutgoingMail } from '../../../src/app/outgoing.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { verifyDkim } from '../../support/verify-dkim.ts';
import { startSmtpSink, type Fault, type SmtpSink, type Stage } from '../../support/smtp-sink.ts';

const timeouts = { connectMs: 300, silenceMs: 300, messageMs: 2_000 };
const id = '<0123456789abcdef@example.org>';
const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:1@example.org',
  'SUMMARY:Board',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

let sink: SmtpSink;
let closing: (() => Promise<void>)[];
const log = recordingLog();

beforeEach(async () => {
  log.entries.length = 0;
  sink = await startSmtpSink();
  closing = [() => sink.stop()];
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
});

function sender(settings: Partial<MailSenderSettings> = {}) {
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, tls: 'any' as const };
  const made = createMailSender({
    log,
    timeouts,
    ...settings,
    smtp: { ...smtp, ...settings.smtp },
  });
  closing.push(() => made.close());
  return made;
}

function mail(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: { name: 'Convoke', address: 'agenda@example.org' },
    to: [{ address: 'board@lists.example.org' }],
    subject: 'Call for agenda: Tuesday 24 June',
    text: 'What shall we talk about?\n',
    html: '<p>What shall we talk about?</p>',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Convoke': 'call' },
    date: '2014-06-23T08:00:00Z',
    ...changes,
  };
}

function failAt(at: Stage, fault: Fault): void {
  sink.plan = (stage) => (stage === at ? fault : undefined);
}

describe('what goes out', () => {
  it('carries text, HTML, thread, headers, the Message-ID it was given and the time it was written at', async () => {
    const outcome = await sender().send(
      mail({
        replyTo: { name: 'Board, the', address: 'agenda+token@example.org' },
        inReplyTo: '<first@example.org>',
        references: ['<first@example.org>', '<second@example.org>'],
      }),
      id,
    );
    expect(outcome).toMatchObject({ kind: 'sent', response: expect.stringMatching(/^250/u) });
    const [sent] = sink.messages;
    expect(sent).toMatchObject({ from: 'agenda@example.org', to: ['board@lists.example.org'] });
    const parsed = await simpleParser(sent?.raw ?? '');
    expect(parsed.messageId).toBe(id);
    expect(parsed.date?.toISOString()).toBe('2014-06-23T08:00:00.000Z');
    expect(parsed.inReplyTo).toBe('<first@example.org>');
    expect(parsed.references).toEqual(['<first@example.org>', '<second@example.org>']);
    expect(parsed.replyTo?.value).toEqual([
      { name: 'Board, the', address: 'agenda+token@example.org' },
    ]);
    expect(parsed.text).toContain('What shall we talk about?');
    expect(parsed.html).toContain('<p>What shall we talk about?</p>');
    expect(parsed.headers.get('x-convoke')).toBe('call');
    expect(parsed.headers.has('x-mailer')).toBe(false);
  });

  it('carries the meeting as a calendar alternative with its method, and as an attachment', async () => {
    await sender().send(mail({ calendar: { method: 'REQUEST', content: calendar } }), id);
    const raw = sink.messages[0]?.raw ?? '';
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/u);
    const { attachments } = await simpleParser(raw);
    const ics = attachments.find(({ filename }) => filename === 'meeting.ics');
    expect(ics?.content.toString()).toBe(calendar);
  });

  it.each([
    ['an answer to a person', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['a mail that asks for none back', { nullReturnPath: true }],
  ])('leaves with a null return path: %s', async (_, changes) => {
    await sender().send(mail(changes), id);
    expect(sink.messages[0]?.from).toBe('');
  });

  it('lets nothing that a person wrote become a header', async () => {
    const wicked = 'x\r\nBcc: victim@example.org\r\n\r\nbody';
    await sender().send(
      mail({
        from: { name: wicked, address: 'agenda@example.org' },
        to: [{ name: wicked, address: 'board@lists.example.org' }],
        subject: wicked,
        headers: {
          'X-Convoke': wicked,
          'List-Unsubscribe': `<mailto:a@example.org>\u0000${wicked}`,
        },
        inReplyTo: `<a@b>\r\nBcc: victim@example.org`,
        references: [`<a@b>\r\nBcc: victim@example.org`],
      }),
      `<a@b>\r\nBcc: victim@example.org`,
    );
    const [sent] = sink.messages;
    expect(sent?.to).toEqual(['board@lists.example.org']);
    const head = sent?.raw.split('\r\n\r\n', 1)[0] ?? '';
    expect(head).not.toMatch(/^bcc:/imu);
    expect(head).toMatch(/^Content-Type: multipart\/alternative/mu);
  });

  it.each<[string, Partial<OutgoingMail>]>([
    [
      'an address with a line break',
      { to: [{ address: 'a@example.org\r\nRCPT TO:<b@example.org>' }] },
    ],
    ['two addresses in one', { to: [{ address: 'a@example.org, b@example.org' }] }],
    ['no recipient', { to: [] }],
    ['no date', { date: 'soon' }],
    ['a second From', { headers: { From: 'chair@example.org' } }],
    ['a header that is none', { headers: { 'X-A: b\r\nBcc': 'victim@example.org' } }],
  ])('refuses a mail with %s, and sends nothing', async (_, changes) => {
    expect(await sender().send(mail(changes), id)).toMatchObject({ kind: 'refused' });
    expect(sink.messages).toEqual([]);
    expect(sink.connections).toBe(0);
  });

  it('never reads a file or an address that a body names', async () => {
    const text = { path: '/etc/hostname' } as unknown as string;
    expect((await sender().send(mail({ text }), id)).kind).toBe('refused');
    expect(sink.messages).toEqual([]);
  });

  it('signs what decides about a mail, and the signature holds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'convoke-dkim-'));
    closing.push(() => rm(folder, { recursive: true }));
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keyFile = join(folder, 'dkim.pem');
    await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await sender({ dkim: { domain: 'example.org', selector: 's1', keyFile } }).send(
      mail({
        headers: {
          'Auto-Submitted': 'auto-generated',
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      }),
      id,
    );
    const covered = verifyDkim(sink.messages[0]?.raw ?? '', publicKey);
    expect(covered).toEqual(
      expect.arrayContaining(['from', 'message-id', 'auto-submitted', 'list-unsubscribe-post']),
    );
  });

  it('says at once when the DKIM key is unusable', async () => {
    const dkim = { domain: 'example.org', selector: 's1', keyFile: '/nowhere/dkim.pem' };
    expect(() => sender({ dkim })).toThrow(/DKIM_KEY_FILE \(\/nowhere\/dkim\.pem\) can't be read/u);
  });
});

describe('what becomes of it', () => {
  it.each<[Stage, Fault, string]>([
    ['connect', { code: 421 }, 'retry'],
    ['connect', { code: 554 }, 'retry'],
    ['mail', { code: 451 }, 'retry'],
    ['mail', { code: 550 }, 'refused'],
    ['mail', { code: 530 }, 'retry'],
    ['rcpt', { code: 450 }, 'retry'],
    ['rcpt', { code: 550 }, 'refused'],
    ['data', { code: 421 }, 'retry'],
    ['data', { code: 452 }, 'retry'],
    ['data', { code: 554 }, 'refused'],
    ['connect', 'hang', 'retry'],
    ['connect', 'drop', 'retry'],
    ['mail', 'hang', 'retry'],
    ['mail', 'drop', 'retry'],
    ['rcpt', 'hang', 'retry'],
    ['rcpt', 'drop', 'retry'],
    ['data', 'hang', 'unknown'],
    ['data', 'drop', 'unknown'],
    ['data', 'store-then-hang', 'unknown'],
    ['data', 'store-then-drop', 'unknown'],
  ])('at %s, %o means: %s', async (stage, fault, kind) => {
    failAt(stage, fault);
    const outcome = await sender().send(mail(), id);
    expect(outcome.kind).toBe(kind);
    // Whatever the server stored without saying so, the sender itself doesn't send it again.
    const stored = fault === 'store-then-hang' || fault === 'store-then-drop';
    expect(sink.messages).toHaveLength(stored ? 1 : 0);
  });

  it("passes the server's own words on", async () => {
    failAt('rcpt', { code: 550, text: 'You are not on this list' });
    expect(await sender().send(mail(), id)).toMatchObject({
      error: expect.stringMatching(/550.*You are not on this list/u),
    });
  });

  it('tells, when nobody listens at all, to try again', async () => {
    const { port } = sink;
    await sink.stop();
    closing = [];
    const smtp = { host: '127.0.0.1', port, secure: false, tls: 'any' as const };
    expect(await sender({ smtp }).send(mail(), id)).toMatchObject({ kind: 'retry' });
  });

  it('tries again after a refused login: the operator mends that, and the message is good', async () => {
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, tls: 'any' as const };
    const outcome = await sender({ smtp: { ...smtp, user: 'u', pass: 'wrong' } }).send(mail(), id);
    expect(outcome).toMatchObject({ kind: 'retry', error: expect.stringContaining('535') });
  });

  it('sends no password in the clear to a server whose certificate should be good', async () => {
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, tls: 'verify' as const };
    const outcome = await sender({ smtp: { ...smtp, user: 'u', pass: 'p' } }).send(mail(), id);
    expect(outcome.kind).toBe('retry');
    expect(sink.messages).toEqual([]);
  });

  it('counts a mail as sent when the server took it for some, and says for whom not', async () => {
    sink.plan = (stage, address) =>
      stage === 'rcpt' && address.startsWith('gone')
        ? { code: 550, text: 'no such user' }
        : undefined;
    const to = [{ address: 'gone@example.org' }, { address: 'here@example.org' }];
    const outcome = await sender().send(mail({ to }), id);
    expect(outcome).toMatchObject({
      kind: 'sent',
      response: expect.stringMatching(/refused for 1: 550/u),
    });
    expect(sink.messages[0]?.to).toEqual(['here@example.org']);
  });

  it('asks for another try when all recipients are put off or refused, some of them for now', async () => {
    sink.plan = (stage, address) =>
      stage === 'rcpt' ? { code: address.startsWith('gone') ? 550 : 450 } : undefined;
    const to = [{ address: 'later@example.org' }, { address: 'gone@example.org' }];
    expect((await sender().send(mail({ to }), id)).kind).toBe('retry');
  });

  it('refuses what is larger than the server announced', async () => {
    await sink.stop();
    sink = await startSmtpSink({ size: 1_000 });
    const outcome = await sender().send(mail({ text: 'long '.repeat(2_000) }), id);
    expect(outcome.kind).toBe('refused');
  });

  it('sends over an open connection again after the server closed it on us', async () => {
    const made = sender();
    expect((await made.send(mail(), '<1@example.org>')).kind).toBe('sent');
    sink.plan = (stage) => {
      sink.plan = () => undefined;
      return stage === 'mail' ? 'drop' : undefined;
    };
    expect((await made.send(mail(), '<2@example.org>')).kind).toBe('sent');
    expect(sink.messages).toHaveLength(2);
  });

  it('gives up a server that trickles its answers', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const trickle = setInterval(() => socket.write('220-wait\r\n'), 50);
      socket.on('close', () => clearInterval(trickle));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    const { port } = server.address() as { port: number };
    const made = sender({ smtp: { host: '127.0.0.1', port, secure: false, tls: 'any' } });
    expect((await made.send(mail(), id)).kind).toBe('retry');
  });

  it('finishes what is under way when it is closed, and refuses nothing for good after', async () => {
    const made = sender();
    const outcomes = Promise.all(
      Array.from({ length: 20 }, (_, index) => made.send(mail(), `<${index}@example.org>`)),
    );
    await made.close();
    const kinds = (await outcomes).map(({ kind }) => kind);
    expect(kinds.every((kind) => kind === 'sent' || kind === 'retry')).toBe(true);
    expect(kinds.filter((kind) => kind === 'sent')).toHaveLength(sink.messages.length);
    expect((await made.send(mail(), id)).kind).toBe('retry');
  });
});
