import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startLmtp } from '../../src/adapters/mail/lmtp.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { LmtpQueue } from '../../src/sandbox/list/lmtp-queue.ts';
import { startOutpost, type Outpost } from '../support/outpost.ts';
import { startOwnPostgres, type OwnPostgres } from '../support/own-postgres.ts';
import { recordingLog } from '../support/recording-log.ts';

// What is tried again is tried again in real time.
vi.setConfig({ testTimeout: 90_000 });

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function outpostOn(postgres?: OwnPostgres): Promise<Outpost> {
  const outpost = await startOutpost(
    postgres ? { databaseUrl: postgres.url, replicas: 2 } : { replicas: 2 },
  );
  closing.push(() => outpost.stop());
  return outpost;
}

async function ownPostgres(): Promise<OwnPostgres> {
  const postgres = await startOwnPostgres();
  closing.push(() => postgres.stop());
  return postgres;
}

/** Lives on to a time, and is disturbed while it does what is due then; and comes to rest in quiet. */
async function disturbed(
  outpost: Outpost,
  local: string,
  disturb: () => Promise<unknown>,
): Promise<void> {
  const moving = outpost.runTo(local);
  for (let times = 0; times < 3; times++) {
    await sleep(250);
    await disturb();
  }
  await moving;
  // A job that failed is tried again in real time, which is not that of the week.
  await expect
    .poll(() => outpost.sql(`select name from step where status = 'queued'`).catch(() => 'away'), {
      timeout: 60_000,
      interval: 200,
    })
    .toEqual([]);
  await outpost.runTo(local);
}

const calls = (outpost: Outpost) => outpost.posts().filter((post) => post.includes('talk about'));
const cancellations = (outpost: Outpost) =>
  outpost.listMails().filter(({ raw }) => raw.includes('method=CANCEL'));

describe('two processes say each thing once', () => {
  it('though all connections to Postgres are cut again and again', async () => {
    const outpost = await outpostOn();
    let cuts = 0;
    const cutAll = async () => {
      const cut = await outpost.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      cuts += cut.length;
    };
    await disturbed(outpost, '2026-06-22T09:00', cutAll);
    expect(outpost.listMails()).toHaveLength(1);
    expect(calls(outpost)).toHaveLength(1);
    await disturbed(outpost, '2026-06-23T09:00', cutAll);
    expect(outpost.listMails()).toHaveLength(2);
    expect(cancellations(outpost)).toHaveLength(1);
    expect(cuts).toBeGreaterThan(10);
  });

  it('though Postgres is restarted in the midst of it', async () => {
    const postgres = await ownPostgres();
    const outpost = await outpostOn(postgres);
    await disturbed(outpost, '2026-06-22T09:00', () => postgres.restart());
    expect(outpost.listMails()).toHaveLength(1);
    expect(calls(outpost)).toHaveLength(1);
  });
});

describe('a disk that is full', () => {
  /** A write-ahead log's file: those may always be written, or Postgres ends. */
  const limit = 16 * 1024 * 1024;

  it('makes the mail server wait with a message, which is taken once there is space', async () => {
    const postgres = await ownPostgres();
    const outpost = await outpostOn(postgres);
    await outpost.runTo('2026-06-22T10:00');
    await fillInbox(outpost);
    const log = recordingLog();
    const lmtp = await startLmtp({
      host: '127.0.0.1',
      port: 0,
      maxBytes: 5_000_000,
      isOurs: () => true,
      receive: async (mail) => void (await receiveMail(outpost.app, mail)),
      log,
    });
    closing.push(() => lmtp.stop());
    const mail = { from: 'hannes@member.test', to: 'agenda@convoke.example', raw: largeMail() };

    await postgres.limitFiles(limit);
    const transport = createTransport({
      host: '127.0.0.1',
      port: lmtp.port,
      lmtp: true,
      ignoreTLS: true,
    });
    const { raw, ...envelope } = mail;
    const refused = await transport.sendMail({ envelope, raw });
    expect(refused.rejectedErrors?.map(({ responseCode }) => responseCode)).toEqual([451]);
    expect(JSON.stringify(log.entries)).toContain('could not extend file');

    // What an MTA does: it keeps the message, and tries again.
    const failures: (string | undefined)[] = [];
    const queue = new LmtpQueue({
      host: '127.0.0.1',
      port: lmtp.port,
      onSettled: (_, failure) => failures.push(failure),
    });
    closing.push(() => queue.stop());
    queue.add(mail);
    await sleep(1_000);
    expect(failures).toEqual([]);
    await postgres.unlimitFiles();
    await expect.poll(() => failures, { timeout: 20_000 }).toEqual([undefined]);
    await transport.sendMail({ envelope, raw });
    await outpost.runTo('2026-06-22T16:00');
    const kept = await outpost.sql<{ status: string }>(
      `select status from inbox where envelope ->> 'from' = 'hannes@member.test'`,
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.status).not.toBe('received');
  });

  /** Until the inbox' files are as large as they may become. */
  async function fillInbox(outpost: Outpost): Promise<void> {
    const raw = randomBytes(limit + 1_000_000).toString('base64');
    await outpost.sql(
      `insert into inbox (id, channel, key, raw, envelope, received_at, status)
       values (gen_random_uuid(), 'mail', 'filler', decode('${raw}', 'base64'), '{}', now(), 'ignored')`,
    );
    await outpost.sql('checkpoint');
  }

  function largeMail(): Buffer {
    const lines = [
      'From: Hannes Mehnert <hannes@member.test>',
      'To: agenda@convoke.example',
      'Subject: the plan',
      'Message-ID: <plan@member.test>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=part',
      '',
      '--part',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '- Roof repair',
      '--part',
      'Content-Type: application/octet-stream; name=plan.bin',
      'Content-Transfer-Encoding: base64',
      '',
      ...(randomBytes(400_000)
        .toString('base64')
        .match(/.{1,76}/gu) ?? []),
      '--part--',
      '',
    ];
    return Buffer.from(lines.join('\r\n'));
  }
});
