import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDkim } from '../../../src/adapters/mail/check-dkim.ts';
import { checkMail } from '../../../src/adapters/mail/check.ts';
import { startLmtp } from '../../../src/adapters/mail/lmtp.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { hasDovecot, startDovecot } from '../../support/dovecot.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';

let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

const address = 'agenda@example.org';

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-check-'));
  closing.push(() => rm(folder, { recursive: true }));
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('counts what isn’t set up as no failure', async () => {
  expect(await checkMail()).toEqual([
    { name: 'mail', ok: true, detail: 'not set up (MAIL_ADDRESS)' },
  ]);
  expect(await checkMail({ address })).toMatchObject([
    { name: 'mail out', ok: true },
    { name: 'mail in', ok: true },
  ]);
});

describe('SMTP', () => {
  const server = { host: '127.0.0.1', secure: false, tls: 'any' as const };

  it('connects, encrypts and logs in, and sends nothing', async () => {
    const sink = await startSmtpSink({ disabledCommands: [] });
    closing.push(() => sink.stop());
    const smtp = { ...server, port: sink.port, user: 'u', pass: 'p' };
    const [check] = await checkMail({ address, smtp });
    expect(check).toEqual({
      name: 'SMTP',
      ok: true,
      detail: `127.0.0.1:${sink.port}, encrypted, logged in`,
    });
    expect(sink.messages).toEqual([]);
    expect(sink.connections).toBe(1);
  });

  it.each([
    ['a wrong password', { user: 'u', pass: 'wrong' }, /password in SMTP_URL/u],
    ['a certificate that nobody vouches for', { tls: 'verify' as const }, /SMTP_TLS=any/u],
    ['no TLS where it begins with it', { secure: true }, /SMTP_URL/u],
  ])('says how to mend %s', async (_, changes, mend) => {
    const sink = await startSmtpSink({ disabledCommands: [] });
    closing.push(() => sink.stop());
    const [check] = await checkMail({ address, smtp: { ...server, port: sink.port, ...changes } });
    expect(check).toMatchObject({ ok: false, mend: expect.stringMatching(mend) });
  });

  it('says that nobody answers', async () => {
    const [check] = await checkMail({ address, smtp: { ...server, port: await freePort() } });
    expect(check).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
      mend: expect.stringContaining('host and port in SMTP_URL'),
    });
  });
});

describe.runIf(hasDovecot)('IMAP', () => {
  it('logs in and opens the folder, or says what to mend', async () => {
    const dovecot = await startDovecot();
    closing.push(() => dovecot.stop());
    const { imapPort: port, user, pass } = dovecot;
    const server = { host: '127.0.0.1', port, secure: false, tls: 'any' as const, user, pass };
    const look = async (changes: object, mailbox = 'INBOX') => {
      const imap = {
        server: { ...server, ...changes },
        mailbox,
        after: { kind: 'move' as const, folder: 'Done' },
      };
      const checks = await checkMail({ address, imap });
      return checks.find(({ name }) => name === 'IMAP');
    };
    expect(await look({})).toMatchObject({
      ok: true,
      detail: `127.0.0.1:${port}, not encrypted, INBOX has 0 messages, new ones are told at once, Done will be made`,
    });
    expect(await look({ pass: 'wrong' })).toMatchObject({
      ok: false,
      mend: expect.stringContaining('password in IMAP_URL'),
    });
    expect(await look({}, 'Nowhere')).toMatchObject({
      ok: false,
      mend: expect.stringContaining('IMAP_MAILBOX'),
    });
    expect(await look({ tls: 'verify' })).toMatchObject({ ok: false });
    expect(await look({ port: await freePort() })).toMatchObject({
      ok: false,
      mend: expect.stringContaining('host and port in IMAP_URL'),
    });
  });
});

describe('LMTP', () => {
  const host = '127.0.0.1';
  const look = async (lmtp: {
    host: string;
    port: number;
    tls?: { certFile: string; keyFile: string };
  }) => {
    const checks = await checkMail({ address, lmtp });
    return checks.find(({ name }) => name === 'LMTP');
  };

  it('knows a free port, one of our own and another program’s', async () => {
    expect(await look({ host, port: await freePort() })).toMatchObject({
      ok: true,
      detail: expect.stringContaining('is free'),
    });
    const lmtp = await startLmtp({
      host,
      port: 0,
      maxBytes: 1_000,
      isOurs: () => true,
      receive: async () => undefined,
      log: recordingLog(),
    });
    closing.push(lmtp.stop);
    expect(await look({ host, port: lmtp.port })).toMatchObject({
      ok: true,
      detail: expect.stringContaining('Convoke answers'),
    });
    const sink = await startSmtpSink();
    closing.push(() => sink.stop());
    expect(await look({ host, port: sink.port })).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/another program's: 220/u),
    });
  });

  it('looks at the certificate and its key', async () => {
    const port = await freePort();
    const good = await makeCertificate(await makeFolder());
    const other = await makeCertificate(await makeFolder());
    expect(await look({ host, port, tls: good })).toMatchObject({ ok: true });
    expect(await look({ host, port, tls: { ...good, keyFile: other.keyFile } })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('are no certificate and its key'),
    });
    expect(await look({ host, port, tls: { ...good, certFile: '/nowhere' } })).toMatchObject({
      ok: false,
    });
  });
});

describe('DKIM', () => {
  async function makeKey(type: 'rsa' | 'ed25519' = 'rsa') {
    const keys =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519');
    const keyFile = join(await makeFolder(), 'dkim.pem');
    await writeFile(keyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const published = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    return { dkim: { domain: 'example.org', selector: 's1', keyFile }, published };
  }

  /** A zone with one record, in the pieces of 255 characters that DNS keeps it in. */
  function zone(record: string): (name: string) => Promise<string[][]> {
    return async (name) => {
      if (name !== 's1._domainkey.example.org') throw new Error('ENOTFOUND');
      return [record.match(/.{1,255}/gsu) ?? []];
    };
  }

  it('is well when the domain publishes the other half of the key', async () => {
    const { dkim, published } = await makeKey();
    const check = await checkDkim(dkim, address, zone(`v=DKIM1; k=rsa; p=${published}`));
    expect(check).toEqual({ name: 'DKIM', ok: true, detail: 'signs for example.org' });
  });

  it('says which record to publish when there is none or another', async () => {
    const { dkim, published } = await makeKey();
    for (const record of ['v=DKIM1; p=', 'v=DKIM1; k=rsa; p=AAAA'])
      expect(await checkDkim(dkim, address, zone(record))).toMatchObject({
        ok: false,
        mend: `Publish at s1._domainkey.example.org the TXT record: v=DKIM1; k=rsa; p=${published}`,
      });
    expect(await checkDkim({ ...dkim, selector: 's2' }, address, zone(''))).toMatchObject({
      ok: false,
    });
  });

  it('tells of a domain that DMARC gives no credit for, and of an unusable key', async () => {
    const { dkim, published } = await makeKey();
    const foreign = await checkDkim(dkim, 'agenda@elsewhere.net', zone(`p=${published}`));
    expect(foreign.detail).toContain('DMARC will not count it');
    const { dkim: ed25519 } = await makeKey('ed25519');
    expect(await checkDkim(ed25519, address, zone(''))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('must hold an RSA key'),
    });
  });
});
