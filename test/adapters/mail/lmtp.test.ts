import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, expect, it } from 'vitest';
import { startLmtp, type LmtpSettings } from '../../../src/adapters/mail/lmtp.ts';
import type { IncomingMail } from '../../../src/app/receive-mail.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { recordingLog } from '../../support/recording-log.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const message = 'From: alice@example.org\r\nSubject: Re: Call\r\n\r\n- Release plan\r\n';

async function start(settings: Partial<LmtpSettings> = {}) {
  const received: IncomingMail[] = [];
  const lmtp = await startLmtp({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 10_000,
    isOurs: (address) => /^agenda(?:\+.*)?@example\.org$/u.test(address),
    receive: async (mail) => void received.push(mail),
    log: recordingLog(),
    ...settings,
  });
  closing.push(() => lmtp.stop());
  return { ...lmtp, received };
}

/** Speaks LMTP: all lines once it was greeted. Answers with the first `count` replies, the greeting among them. */
async function speak(port: number, lines: string[], count: number): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  socket.once('data', () => socket.write(`${lines.join('\r\n')}\r\n`));
  const replies: string[] = [];
  let rest = '';
  for await (const chunk of socket) {
    const received = `${rest}${String(chunk)}`.split('\r\n');
    rest = received.pop() ?? '';
    replies.push(...received.filter((line) => /^\d{3} /u.test(line)));
    if (replies.length >= count) break;
  }
  return replies;
}

it('acknowledges a message only when it is safe, and hands it on with the envelope’s sender on top', async () => {
  let safe = false;
  const { port, received } = await start({
    receive: async (mail) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      safe = true;
      received.push(mail);
    },
  });
  const transport = createTransport({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true });
  const sent = await transport.sendMail({
    envelope: { from: 'bounces@lists.example.org', to: ['agenda+tok-1@example.org'] },
    raw: message,
  });
  expect(safe).toBe(true);
  expect(sent.accepted).toEqual(['agenda+tok-1@example.org']);
  expect(received).toEqual([
    {
      raw: Buffer.from(`Return-Path: <bounces@lists.example.org>\r\n${message}`),
      envelope: {
        via: 'lmtp',
        from: 'bounces@lists.example.org',
        to: ['agenda+tok-1@example.org'],
      },
    },
  ]);
});

it('judges each recipient for itself', async () => {
  const { port, received } = await start();
  const replies = await speak(
    port,
    [
      'LHLO mta.example.org',
      'MAIL FROM:<>',
      'RCPT TO:<agenda+a@example.org>',
      'RCPT TO:<stranger@example.org>',
      'RCPT TO:<agenda+b@example.org>',
      'DATA',
      `${message}.`,
    ],
    9,
  );
  expect(replies.map((line) => line.slice(0, 3))).toEqual([
    '220',
    '250',
    '250',
    '250',
    '550',
    '250',
    '354',
    '250',
    '250',
  ]);
  expect(received).toHaveLength(1);
  expect(received[0]?.envelope).toEqual({
    via: 'lmtp',
    from: '',
    to: ['agenda+a@example.org', 'agenda+b@example.org'],
  });
});

it('asks the MTA to try again when the message can’t be stored, and takes it then', async () => {
  let away = true;
  const { port, received } = await start({
    receive: async (mail) => {
      if (away) throw new Error('the database is away');
      received.push(mail);
    },
  });
  const lines = [
    'LHLO x',
    'MAIL FROM:<a@example.org>',
    'RCPT TO:<agenda@example.org>',
    'DATA',
    `${message}.`,
  ];
  expect((await speak(port, lines, 6)).at(-1)).toMatch(/^451 4\./u);
  away = false;
  expect((await speak(port, lines, 6)).at(-1)).toMatch(/^250 /u);
  expect(received).toHaveLength(1);
});

it('asks the MTA to try again when a recipient can’t be looked up', async () => {
  const { port } = await start({
    isOurs: () => {
      throw new Error('the database is away');
    },
  });
  const replies = await speak(port, ['LHLO x', 'MAIL FROM:<>', 'RCPT TO:<agenda@example.org>'], 4);
  expect(replies.at(-1)).toMatch(/^451 /u);
});

it('refuses what is too large, announced or not', async () => {
  const { port, received } = await start();
  const announced = await speak(port, ['LHLO x', 'MAIL FROM:<a@example.org> SIZE=20000'], 3);
  expect(announced.at(-1)).toMatch(/^552 /u);
  const lines = ['LHLO x', 'MAIL FROM:<a@example.org>', 'RCPT TO:<agenda@example.org>', 'DATA'];
  const large = `${message}${'x'.repeat(70).concat('\r\n').repeat(300)}.`;
  expect((await speak(port, [...lines, large], 6)).at(-1)).toMatch(/^552 /u);
  expect(received).toEqual([]);
});

it('takes nothing from a client that breaks off in the midst of a message', async () => {
  const { port, received } = await start();
  const lines = [
    'LHLO x',
    'MAIL FROM:<a@example.org>',
    'RCPT TO:<agenda@example.org>',
    'DATA',
    message,
  ];
  expect((await speak(port, lines, 5)).at(-1)).toMatch(/^354 /u);
  const after = await speak(port, [...lines, '.'], 6);
  expect(after.at(-1)).toMatch(/^250 /u);
  expect(received).toHaveLength(1);
});

it('keeps every byte, and undoes only the transport’s own dots', async () => {
  const { port, received } = await start();
  const lines = ['LHLO x', 'MAIL FROM:<a@example.org>', 'RCPT TO:<agenda@example.org>', 'DATA'];
  await speak(port, [...lines, 'Subject: =?', '', '..dot', 'caf\u00e9 \u{1F600}', '.'], 6);
  expect(received[0]?.raw.toString()).toBe(
    'Return-Path: <a@example.org>\r\nSubject: =?\r\n\r\n.dot\r\ncaf\u00e9 \u{1F600}\r\n',
  );
});

it('speaks TLS when it has a certificate', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-lmtp-'));
  closing.push(() => rm(folder, { recursive: true }));
  const { port, received } = await start({ tls: await makeCertificate(folder) });
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    lmtp: true,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({ envelope: { from: '', to: ['agenda@example.org'] }, raw: message });
  expect(received).toHaveLength(1);
});

it('says so when another program has the port, or the certificate can’t be read', async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow(UserError);
  await expect(start({ port })).rejects.toThrow(/another program has the port/u);
  const tls = { certFile: '/nowhere/cert.pem', keyFile: '/nowhere/key.pem' };
  await expect(start({ tls })).rejects.toThrow(/LMTP_TLS_CERT_FILE/u);
});

it('waits, when it is stopped, for the message that is under way', async () => {
  const order: string[] = [];
  const begun = Promise.withResolvers<void>();
  const { port, stop } = await start({
    receive: async () => {
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push('stored');
    },
  });
  const lines = ['LHLO x', 'MAIL FROM:<>', 'RCPT TO:<agenda@example.org>', 'DATA', `${message}.`];
  const speaking = speak(port, [...lines, 'QUIT'], 7);
  await begun.promise;
  await stop();
  order.push('stopped');
  expect((await speaking)[5]).toMatch(/^250 /u);
  expect(order).toEqual(['stored', 'stopped']);
});
