import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { hasDovecot, startDovecot, type Dovecot } from '../support/dovecot.ts';

/** The service is killed when so many pieces of talk have passed between it and the mailbox: from login to IDLE. */
const kills = [6, 9, 12, 14, 16, 18, 20];
const patient = { timeout: 90_000, interval: 100 };

describe.runIf(hasDovecot)('a service that is killed while it reads a mailbox', () => {
  let dovecot: Dovecot;
  let database: TestDatabase;
  let pool: pg.Pool;
  let hand: ImapFlow;
  let gate: Server;
  let onPass: () => void = () => undefined;
  let sent = 0;

  beforeAll(async () => {
    dovecot = await startDovecot();
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const { imapPort: port, user, pass } = dovecot;
    const auth = { user, pass };
    hand = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false });
    hand.on('error', () => undefined);
    await hand.connect();
    gate = createServer((client) => {
      const server = connect(port, '127.0.0.1');
      for (const [from, to] of [[client, server] as const, [server, client] as const])
        from
          .on('data', (chunk) => {
            onPass();
            to.write(chunk);
          })
          .on('error', () => undefined)
          .on('close', () => to.destroy());
    });
    gate.listen(0, '127.0.0.1');
    await once(gate, 'listening');
  });
  afterAll(async () => {
    gate.close();
    hand.close();
    await pool.end();
    await database.drop();
    await dovecot.stop();
  });

  it('loses no message, between fetching, storing and marking', { timeout: 400_000 }, async () => {
    for (const at of kills) {
      await put();
      await endOf(begin(at));
    }
    const last = begin(Infinity);
    await expect.poll(read, patient).toBe(sent);
    await expect.poll(unread, patient).toBe(0);
    last.kill('SIGKILL');
    expect(await stored()).toBe(sent);
  });

  async function put(): Promise<void> {
    const letter = `Message-ID: <${(sent += 1)}@a.example>\r\nFrom: a@a.example\r\n\r\n- Item ${sent}\r\n`;
    await hand.append('INBOX', letter);
  }

  function begin(killAt: number): ChildProcess {
    const { user, pass } = dovecot;
    const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        MAIL_ADDRESS: 'agenda@convoke.example',
        IMAP_URL: `imap://${user}:${pass}@127.0.0.1:${(gate.address() as AddressInfo).port}`,
        IMAP_TLS: 'off',
        LOG_LEVEL: 'error',
      },
      stdio: 'ignore',
    });
    let passed = 0;
    onPass = () => (passed += 1) === killAt && child.kill('SIGKILL');
    return child;
  }

  /** Until it is killed, or has long read what it was to be killed at. */
  async function endOf(child: ChildProcess): Promise<void> {
    for (
      let rest = 0;
      rest < 20 && child.signalCode === null;
      rest += (await unread()) === 0 ? 1 : 0
    )
      await pause(50);
    child.kill('SIGKILL');
  }

  function read(): Promise<number> {
    return count("select count(*)::int as count from inbox where status <> 'received'");
  }

  function stored(): Promise<number> {
    return count('select count(*)::int as count from inbox');
  }

  async function count(sql: string): Promise<number> {
    const { rows } = await pool.query<{ count: number }>(sql);
    return rows[0]?.count ?? 0;
  }

  async function unread(): Promise<number> {
    await hand.mailboxOpen('INBOX');
    const found = await hand.search({ seen: false }, { uid: true });
    await hand.mailboxClose();
    return found ? found.length : -1;
  }
});
