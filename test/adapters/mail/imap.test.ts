import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startImap } from '../../../src/adapters/mail/imap.ts';
import type { ImapSettings, MailboxPosition } from '../../../src/adapters/mail/imap-settings.ts';
import type { IncomingMail } from '../../../src/app/receive-mail.ts';
import { hasDovecot, startDovecot, type Dovecot } from '../../support/dovecot.ts';
import { startFaultyProxy, type FaultyProxy } from '../../support/faulty-proxy.ts';
import { recordingLog } from '../../support/recording-log.ts';

const patient = { timeout: 8_000, interval: 10 };
/** Long polls: what arrives within a test arrives by IDLE. */
const timing = {
  pollMs: 60_000,
  silenceMs: 60_000,
  connectMs: 5_000,
  firstRetryMs: 20,
  longestRetryMs: 50,
};

describe.runIf(hasDovecot)('reading a mailbox', () => {
  let dovecot: Dovecot;
  let proxy: FaultyProxy;
  let hand: ImapFlow;
  let folder: string;
  let counter = 0;
  let closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot();
    proxy = await startFaultyProxy(dovecot.imapPort);
  });
  afterAll(async () => {
    await proxy.stop();
    await dovecot.stop();
  });
  // Each test has a folder of its own, and a hand in the server that doesn't pass the proxy.
  beforeEach(async () => {
    folder = `Test${(counter += 1)}`;
    hand = await login();
    await hand.mailboxCreate(folder);
  });
  afterEach(async () => {
    proxy.thaw();
    proxy.cutOn();
    proxy.hide();
    for (const close of closing.toReversed()) await close();
    closing = [];
    hand.close();
  });

  async function login(): Promise<ImapFlow> {
    const { imapPort: port, user, pass } = dovecot;
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      auth: { user, pass },
      logger: false,
      disableAutoIdle: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  function message(subject: string, body = 'words'): string {
    return `Message-ID: <${subject}@example.org>\r\nFrom: alice@example.org\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
  }

  async function put(...names: string[]): Promise<void> {
    for (const subject of names) await hand.append(folder, message(subject));
  }

  /** What is known of a reader outlives it, as in a database. */
  function world() {
    const positions = new Map<string, MailboxPosition>();
    const received: IncomingMail[] = [];
    return { positions, received, log: recordingLog() };
  }

  function read(given: ReturnType<typeof world>, changes: Partial<ImapSettings> = {}) {
    const { user, pass } = dovecot;
    const reader = startImap({
      server: { host: '127.0.0.1', port: proxy.port, secure: false, tls: 'off', user, pass },
      mailbox: folder,
      after: { kind: 'flag' },
      maxBytes: 100_000,
      cursor: {
        get: async (mailbox) => given.positions.get(mailbox),
        set: async (mailbox, position) => void given.positions.set(mailbox, position),
      },
      receive: async (mail) => void given.received.push(mail),
      log: given.log,
      timing,
      ...changes,
    });
    closing.push(() => reader.stop());
    return reader;
  }

  function subjects({ received }: { received: IncomingMail[] }): (string | undefined)[] {
    return received.map(({ raw }) => /^Subject: (.*)\r$/mu.exec(raw.toString())?.[1]);
  }

  async function flagsOf(name = folder): Promise<string[][]> {
    await hand.mailboxOpen(name);
    if (!hand.mailbox || hand.mailbox.exists === 0) return [];
    const all = await hand.fetchAll('1:*', { flags: true });
    return all.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent'));
  }

  it('hands on what is there and what comes, as it came and in order', async () => {
    const given = world();
    await put('one', 'two');
    read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'two']), patient);
    await put('three');
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'two', 'three']), patient);
    expect(given.received[0]).toEqual({
      raw: Buffer.from(message('one')),
      envelope: { via: 'imap' },
    });
    await vi.waitFor(
      async () => expect(await flagsOf()).toEqual([['\\Seen'], ['\\Seen'], ['\\Seen']]),
      patient,
    );
  });

  it('finds what is delivered to a plus address', async () => {
    const given = world();
    folder = 'INBOX';
    read(given);
    const lmtp = createTransport({
      host: '127.0.0.1',
      port: dovecot.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
    });
    await lmtp.sendMail({
      envelope: { from: '', to: ['agenda+token@example.org'] },
      raw: message('reply'),
    });
    await vi.waitFor(() => expect(subjects(given)).toEqual(['reply']), patient);
    expect(given.received[0]?.raw.toString()).toMatch(
      /^Delivered-To: <?agenda\+token@example\.org/mu,
    );
  });

  it('finds by its poll what the server doesn’t tell of', async () => {
    const given = world();
    const reader = read(given, { timing: { ...timing, pollMs: 100 } });
    await vi.waitFor(() => expect(reader.status().state).toBe('watching'), patient);
    proxy.hide('EXISTS');
    await put('unheard');
    await vi.waitFor(() => expect(subjects(given)).toEqual(['unheard']), patient);
  });

  it('leaves alone what people have read before it came, and nothing after', async () => {
    const given = world();
    await put('old', 'new');
    await hand.mailboxOpen(folder);
    await hand.messageFlagsAdd('1', ['\\Seen']);
    const first = read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['new']), patient);
    await first.stop();
    await put('newer');
    await hand.mailboxOpen(folder);
    await hand.messageFlagsAdd('3', ['\\Seen']);
    read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['new', 'newer']), patient);
  });

  it('moves what it has read where it is told to', async () => {
    const given = world();
    const done = `${folder}-done`;
    await put('one', 'two');
    read(given, { after: { kind: 'move', folder: done } });
    await vi.waitFor(async () => expect(await flagsOf(done)).toHaveLength(2), patient);
    expect(await flagsOf()).toEqual([]);
    expect(subjects(given)).toEqual(['one', 'two']);
  });

  it('reads no message twice over restarts, and none that came between is missed', async () => {
    const given = world();
    await put('one');
    const first = read(given);
    await vi.waitFor(() => expect(given.positions.size).toBe(1), patient);
    await first.stop();
    expect(first.status()).toEqual({ state: 'stopped' });
    await put('two');
    read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'two']), patient);
  });

  it('reads again what was handed on but not yet counted when the process died', async () => {
    const given = world();
    await put('one');
    await read(given).stop();
    given.positions.set(`agenda@127.0.0.1/${folder}`, {
      uidValidity: await uidValidity(),
      lastUid: 0,
    });
    const dying = Promise.withResolvers<never>();
    const first = read(given, {
      receive: async (mail) => {
        given.received.push(mail);
        await dying.promise;
      },
    });
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one']), patient);
    dying.reject(new Error('killed'));
    await first.stop();
    expect(await flagsOf()).toEqual([[]]);
    read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'one']), patient);
    await vi.waitFor(async () => expect(await flagsOf()).toEqual([['\\Seen']]), patient);
  });

  async function uidValidity(): Promise<bigint> {
    const { uidValidity: value } = await hand.mailboxOpen(folder);
    return value;
  }

  it('keeps a message until it could be stored, however often that failed', async () => {
    const given = world();
    let failures = 8;
    await put('one', 'two');
    read(given, {
      receive: async (mail) => {
        if ((failures -= 1) >= 0) throw new Error('the database is away');
        given.received.push(mail);
      },
    });
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'two']), patient);
    expect(given.log.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('comes back after a lost connection, and after the server was away', async () => {
    const given = world();
    const reader = read(given);
    await vi.waitFor(() => expect(reader.status().state).toBe('watching'), patient);
    proxy.cut();
    await put('after the cut');
    await vi.waitFor(() => expect(subjects(given)).toEqual(['after the cut']), patient);
    hand.close();
    await dovecot.restart();
    hand = await login();
    await put('after the restart');
    await vi.waitFor(
      () => expect(subjects(given)).toEqual(['after the cut', 'after the restart']),
      patient,
    );
    expect(reader.status()).toEqual({ state: 'watching' });
  });

  it('notices that the network died without a word', async () => {
    const given = world();
    const reader = read(given, { timing: { ...timing, pollMs: 100, silenceMs: 300 } });
    await vi.waitFor(() => expect(reader.status().state).toBe('watching'), patient);
    proxy.freeze();
    await vi.waitFor(() => expect(reader.status().state).toBe('connecting'), patient);
    proxy.thaw();
    await put('one');
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one']), patient);
  });

  it('reads everything again when the mailbox was made anew', async () => {
    const given = world();
    await put('one');
    const first = read(given);
    await vi.waitFor(() => expect(given.positions.size).toBe(1), patient);
    await first.stop();
    const [[key, position] = []] = given.positions;
    given.positions.set(String(key), { uidValidity: 1n, lastUid: 4_000 });
    read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'one']), patient);
    await vi.waitFor(() => expect(given.positions.get(String(key))).toEqual(position), patient);
  });

  it('tells once of a message that is too large, flags it and goes on', async () => {
    const given = world();
    await put('one');
    await hand.append(folder, message('huge', 'x'.repeat(200_000)));
    await put('three');
    const first = read(given);
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'three']), patient);
    await vi.waitFor(() => expect(given.positions.size).toBe(1), patient);
    expect(await flagsOf()).toEqual([['\\Seen'], ['\\Flagged'], ['\\Seen']]);
    await first.stop();
    const second = read(given);
    await vi.waitFor(() => expect(second.status().state).toBe('watching'), patient);
    await put('four');
    await vi.waitFor(() => expect(subjects(given)).toEqual(['one', 'three', 'four']), patient);
    const errors = given.log.entries.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ facts: { why: 'it is over MAIL_MAX_BYTES', uid: 2 } });
  });

  it('gives up a message that breaks the connection each time, tells of it and goes on', async () => {
    const given = world();
    await put('one', 'poison', 'three');
    proxy.cutOn('poison@example.org');
    read(given);
    await vi.waitFor(() => expect(subjects(given).at(-1)).toBe('three'), patient);
    expect(subjects(given)).not.toContain('poison');
    const errors = given.log.entries.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.facts).toMatchObject({ why: 'its download failed 5 times', uid: 2 });
  });

  it('says once that the login is refused or the folder is missing, and keeps trying', async () => {
    const given = world();
    const { user } = dovecot;
    const refused = read(given, {
      server: {
        host: '127.0.0.1',
        port: proxy.port,
        secure: false,
        tls: 'off',
        user,
        pass: 'wrong',
      },
    });
    await vi.waitFor(() => expect(refused.status().error).toMatch(/auth/iu), patient);
    await refused.stop();
    const missing = read(given, { mailbox: 'Nowhere' });
    await vi.waitFor(() => expect(missing.status().error).toMatch(/nowhere/iu), patient);
    await hand.mailboxCreate('Nowhere');
    await vi.waitFor(() => expect(missing.status().state).toBe('watching'), patient);
    const errors = given.log.entries.filter(({ level }) => level === 'error');
    expect(errors.map(({ message: text }) => text)).toEqual(
      Array.from(
        { length: 2 },
        () => 'the mailbox can’t be opened; check IMAP_URL and IMAP_MAILBOX',
      ),
    );
  });

  it('stops at once, even while nobody answers', async () => {
    const given = world();
    proxy.freeze();
    const reader = read(given);
    await vi.waitFor(() => expect(proxy.open()).toBe(1), patient);
    await reader.stop();
    await vi.waitFor(() => expect(proxy.open()).toBe(0), patient);
    expect(reader.status()).toEqual({ state: 'stopped' });
  });

  it('shares a mailbox with another replica without losing a message', async () => {
    const [left, right] = [world(), world()];
    right.positions = left.positions;
    const after = { kind: 'move' as const, folder: `${folder}-done` };
    read(left, { after });
    read(right, { after });
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    await put(...names);
    // Both may move the same message at the same time, and the server may then keep two copies.
    await vi.waitFor(async () => expect(await flagsOf()).toEqual([]), patient);
    const seen = new Set([...subjects(left), ...subjects(right)]);
    expect(seen).toEqual(new Set(names));
  });
});
