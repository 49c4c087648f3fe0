import nodemailer from 'nodemailer';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/adapters/jobs/system-clock.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { Log } from '../../src/app/ports.ts';
import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/main.ts';
import { freePorts } from '../../src/sandbox/ports.ts';
import { startServer } from '../support/server.ts';

/** Hands messages to the real service by LMTP, and tells which of them its inbox lost. */
export interface Post {
  /** Resolves when the service has said that it has the message. */
  send(number: number, raw: Buffer): Promise<void>;
  /** Numbers of accepted messages that were never settled. Waits for those that are being read. */
  lost(): Promise<number[]>;
  stop(): Promise<void>;
}

const own = 'calls@larkspur.example';
const patienceMs = 60_000;
/** So many messages at once, as an MTA has connections. */
const connections = 4;

export async function startPost(onError: (error: unknown) => void): Promise<Post> {
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts, message) => onError(new Error(message, { cause: facts })),
  };
  const server = await startServer();
  const database = await server.create();
  const { lmtp: port } = await freePorts();
  const config = readConfig({
    DATABASE_URL: database.url,
    MAIL_ADDRESS: own,
    LMTP_PORT: String(port),
    LOG_LEVEL: 'warn',
  });
  const service = await startService(config, { clock: systemClock(log), log });
  await createSeries(service.app, series());
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const mta = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    lmtp: true,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
  });
  const accepted = new Set<number>();
  return {
    send: async (number, message) => {
      const raw = Buffer.concat([Buffer.from(`${mark}${number}\r\n`), message]);
      const envelope = { from: 'devel-bounces@lists.larkspur.example', to: [own] };
      const { rejected } = await mta.sendMail({ envelope, raw });
      if (rejected.length > 0) throw new Error(`message ${number} was refused`);
      accepted.add(number);
    },
    lost: async () => {
      const giveUpAt = Date.now() + patienceMs;
      for (;;) {
        const settled = await settledIn(pool);
        const lost = [...accepted].filter((number) => !settled.has(number));
        if (lost.length === 0 || Date.now() > giveUpAt) return lost;
        await sleep(100);
      }
    },
    stop: async () => {
      mta.close();
      await pool.end();
      await service.stop();
      await server.stop();
    },
  };
}

/** On top of each message, so that it is told from all others, whatever became of its own header. */
const mark = 'Received: by mta.larkspur.example with ESMTP id fuzz-';

async function settledIn(pool: pg.Pool): Promise<Set<number>> {
  const { rows } = await pool.query<{ head: Buffer }>(
    "select substring(raw from 1 for 400) as head from inbox where status <> 'received'",
  );
  const numbers = rows.map(({ head }) => /\bid fuzz-(\d+)/u.exec(head.toString('latin1'))?.[1]);
  return new Set(numbers.map(Number));
}

function series(): object {
  return {
    slug: 'devel',
    name: 'Larkspur call',
    community: { slug: 'larkspur', name: 'Larkspur' },
    rrule: 'FREQ=WEEKLY',
    start: Temporal.Now.plainDateTimeISO('UTC').add({ days: 5 }).toString().slice(0, 16),
    zone: 'UTC',
    durationMinutes: '60',
    listAddress: 'devel@lists.larkspur.example',
    chairs: ['Chair <chair@larkspur.example>'],
    policy: {},
  };
}
