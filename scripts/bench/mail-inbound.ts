import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { systemClock } from '../../src/adapters/jobs/system-clock.ts';
import { openDatabase } from '../../src/adapters/postgres/open-database.ts';
import type { Clock, Wake } from '../../src/app/clock.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { Log } from '../../src/app/ports.ts';
import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/main.ts';
import { freePorts } from '../../src/sandbox/ports.ts';
import { makeRow, type Row } from './row.ts';

const own = 'agenda@convoke.test';
/** Series, each with a list of its own; an agenda holds only so many items. */
const lists = 20;
const members = 40;
const messages = 120;
const rounds = 3;
/** As many as an MTA hands over at once by default. */
const connections = 20;
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: console.error,
};

interface Letter {
  /** MAIL FROM: the list's own. */
  from: string;
  raw: string;
}

/**
 * Messages a second from LMTP to items committed, on the real service with a real Postgres, beside what can't be
 * spared: the same messages parsed by mailparser and inserted into the same Postgres.
 */
export async function compareInbound(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-bench-'));
  const database = await openDatabase({ dataDir, log });
  try {
    return await compareOn(database.url);
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function compareOn(databaseUrl: string): Promise<Row[]> {
  const { lmtp: port, smtp: smtpPort } = await freePorts();
  const sink = await startSink(smtpPort);
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    MAIL_ADDRESS: own,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    SMTP_TLS: 'off',
    LMTP_PORT: String(port),
    LOG_LEVEL: 'warn',
  });
  const clock = systemClock(log);
  let wake: Wake = () => Promise.resolve(undefined);
  const everyMinute: Clock['everyMinute'] = (given) => clock.everyMinute((wake = given));
  const service = await startService(config, { clock: { ...clock, everyMinute }, log });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  try {
    for (let at = 0; at < lists; at++) await createSeries(service.app, series(at));
    await pool.query(
      'create table bare (id serial primary key, raw bytea, subject text, text text)',
    );
    await wake();
    const calls = await callsOf(pool);
    const inbound: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const letters = Array.from({ length: messages }, (_, at) =>
        letter(round * messages + at, calls),
      );
      inbound.push(await rate(() => takeIn(letters, { port, pool })));
      bare.push(await rate(() => parseAndInsert(letters, pool)));
    }
    return [
      makeRow({
        name: 'mail taken in by LMTP, items committed',
        value: median(inbound.slice(1)),
        unit: 'messages/s',
        baseline: 'mailparser and one insert',
        baselineValue: median(bare.slice(1)),
      }),
    ];
  } finally {
    await pool.end();
    await service.stop();
    sink.close();
  }
}

/** Takes the calls and the receipts, which are part of what a message causes. */
async function startSink(port: number): Promise<SMTPServer> {
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void stream.on('end', () => done()).resume(),
  });
  await new Promise<void>((listening) => sink.listen(port, '127.0.0.1', listening));
  return sink;
}

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (messages * 1000) / (performance.now() - startedAt);
}

/** Hands the letters over as an MTA does and waits until each has its item. */
async function takeIn(
  letters: readonly Letter[],
  { port, pool }: { port: number; pool: pg.Pool },
): Promise<void> {
  const wanted = (await countItems(pool)) + letters.length;
  const mta = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    lmtp: true,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
  });
  await Promise.all(
    letters.map(({ from, raw }) => mta.sendMail({ envelope: { from, to: [own] }, raw })),
  );
  mta.close();
  const giveUpAt = performance.now() + 120_000;
  while ((await countItems(pool)) < wanted) {
    if (performance.now() > giveUpAt) throw new Error(await whatBecame(pool));
    await new Promise((later) => setTimeout(later, 10));
  }
}

/** The calls' Message-IDs, by list: they are overdue, and so written as soon as the series are there. */
async function callsOf(pool: pg.Pool): Promise<Map<string, string>> {
  const giveUpAt = performance.now() + 90_000;
  while (performance.now() < giveUpAt) {
    const { rows } = await pool.query<{ recipient: string; message_id: string }>(
      "select recipient, message_id from outbox where channel = 'mail' and kind = 'call'",
    );
    if (rows.length >= lists) return new Map(rows.map((row) => [row.recipient, row.message_id]));
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('The calls did not go out.');
}

async function countItems(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from item');
  return rows[0]?.count ?? 0;
}

/** Why the items did not come, for whoever has to find out. */
async function whatBecame(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<object>(
    'select status, reason, count(*)::int from inbox group by 1, 2',
  );
  return `Messages are missing among the items: ${JSON.stringify(rows)}`;
}

async function parseAndInsert(letters: readonly Letter[], pool: pg.Pool): Promise<void> {
  const waiting = [...letters];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { raw } = next;
      const { subject, text } = await simpleParser(raw);
      await pool.query('insert into bare (raw, subject, text) values ($1, $2, $3)', [
        Buffer.from(raw),
        subject,
        text,
      ]);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}

function series(at: number): object {
  const start = Temporal.Now.plainDateTimeISO('UTC').add({ days: 5 }).round('hour');
  return {
    slug: `bench-${at}`,
    name: `Bench call ${at}`,
    community: { slug: 'bench', name: 'Bench' },
    rrule: 'FREQ=WEEKLY',
    start: start.toString().slice(0, 16),
    zone: 'UTC',
    durationMinutes: '60',
    listAddress: `board${at}@lists.test`,
    chairs: ['Chair <chair@member.test>'],
    policy: { call: '7 09:00' },
  };
}

/** A reply through a list: quoted, signed and footed, by one of some members. */
function letter(number: number, calls: ReadonlyMap<string, string>): Letter {
  const board = `board${number % lists}`;
  const list = `${board}@lists.test`;
  const lines = [
    `From: Member ${number % members} <member${number % members}@member.test>`,
    `To: ${list}`,
    `Cc: ${own}`,
    `Message-ID: <bench-${number}@member.test>`,
    `Date: ${new Date().toUTCString()}`,
    'Subject: Re: [Board] Call for agenda',
    `In-Reply-To: ${calls.get(list)}`,
    `List-Id: Board <${board}.lists.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hi all,',
    '',
    `- Proposal ${number} about the ${number % 7}th mirror (10 min)`,
    '',
    '-- ',
    `Member ${number % members}`,
    '',
    'On Mon, 16 Nov 2026 at 10:02, Convoke <agenda@convoke.test> wrote:',
    ...Array.from({ length: 20 }, (_, line) => `> Line ${line} of the call that is answered here.`),
    '',
    '_______________________________________________',
    `Board mailing list -- ${list}`,
    `To unsubscribe send an email to ${board}-leave@lists.test`,
    '',
  ];
  return { from: `${board}-bounces@lists.test`, raw: lines.join('\r\n') };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
