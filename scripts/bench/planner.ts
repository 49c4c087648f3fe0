import { createTransport } from 'nodemailer';
import pg from 'pg';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { joinReplicas } from '../../src/adapters/jobs/replica.ts';
import { startJobs } from '../../src/adapters/jobs/worker.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { messageOf } from '../../src/adapters/mail/send-message.ts';
import { createMailSender } from '../../src/adapters/mail/send.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import type { OutgoingMail } from '../../src/app/outgoing.ts';
import { plan } from '../../src/app/plan.ts';
import type { App } from '../../src/app/ports.ts';
import { startServer, type Server } from '../support/server.ts';
import { dueAt, fillDatabase } from './planner-herd.ts';
import { startSink, type Sink } from './planner-sink.ts';
import { makeRow, type Row } from './row.ts';

const few = 100;
const many = 100_000;
const herd = 10_000;

/** The planner among many series, and what follows when 10,000 of them are due at once. */
export async function benchPlanner(): Promise<Row[]> {
  const server = await startServer();
  const sink = await startSink();
  try {
    const small = await openApp(server, few);
    const large = await openApp(server, many, herd);
    const rows = [await compareWakes(small, large), ...(await releaseHerd(large, sink))];
    await small.close();
    await large.close();
    return rows;
  } finally {
    sink.stop();
    await server.stop();
  }
}

interface Bench {
  app: App;
  url: string;
  pool: pg.Pool;
  setNow: (now: Temporal.Instant) => void;
  close(): Promise<void>;
}

async function openApp(server: Server, series: number, due = 0): Promise<Bench> {
  const database = await server.create();
  await fillDatabase(database.url, { series, herd: due });
  let now = dueAt.subtract({ minutes: 1 });
  const silent = () => undefined;
  const store = openStore(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  return {
    app: {
      clock: { now: () => now, everyMinute: () => () => Promise.resolve() },
      store,
      log: { info: silent, warn: silent, error: silent },
      identity: { name: 'Convoke', address: 'agenda@convoke.example' },
      holidayLibrary: openHolidayLibrary(),
      readMessage,
    },
    url: database.url,
    pool,
    setNow: (instant) => (now = instant),
    close: async () => {
      await pool.end();
      await store.close();
      await database.drop();
    },
  };
}

/** One wake of the planner when nothing is due. The two are measured by turns, so that both meet the same machine. */
async function compareWakes(small: Bench, large: Bench): Promise<Row> {
  const times = { small: [] as number[], large: [] as number[] };
  for (let turn = 0; turn < 320; turn++) {
    const smallMs = await timeWake(small.app);
    const largeMs = await timeWake(large.app);
    if (turn < 20) continue;
    times.small.push(smallMs);
    times.large.push(largeMs);
  }
  return makeRow({
    name: 'planner: a wake with 100,000 series, none due',
    unit: 'ms',
    value: median(times.large),
    baseline: 'with 100 series',
    baselineValue: median(times.small),
  });
}

async function timeWake(app: App): Promise<number> {
  const begun = performance.now();
  await plan(app);
  await app.store.transaction((tx) => tx.jobs.nextDueAt(app.clock.now()));
  return performance.now() - begun;
}

/** From due steps to jobs, from jobs to mails in the outbox, from the outbox to the server. */
async function releaseHerd({ app, url, pool, setNow }: Bench, sink: Sink): Promise<Row[]> {
  setNow(dueAt);
  const planned = await seconds(async () => {
    while ((await plan(app)) > 0);
  });
  const added = await seconds(() => addBareJobs(pool));
  const bench = { app, url, pool };
  const stepsAndMails = await seconds(() => withSender(bench, sink));
  const mails = await readMails(pool);
  const raw: number[] = [];
  const ours: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    raw.push(mails.length / (await seconds(() => sendRaw(mails, sink))));
    await pool.query(`update outbox set status = 'pending', attempts = 0, settled_at = null`);
    await pool.query(`update meeting set status = 'called'`);
    await pool.query(`select graphile_worker.add_job('deliver', '{}'::json, job_key := 'deliver')`);
    ours.push(mails.length / (await seconds(() => withSender(bench, sink))));
    await checkAllSent(pool);
  }
  const rawRate = median(raw);
  return [
    makeRow({
      name: 'planner: due steps handed over',
      unit: 'steps/s',
      value: herd / planned,
      baseline: 'bare graphile_worker.add_job',
      baselineValue: herd / added,
    }),
    makeRow({
      name: 'herd: mails sent from the outbox',
      unit: 'mails/s',
      value: median(ours),
      baseline: 'raw pooled nodemailer',
      baselineValue: rawRate,
    }),
    makeRow({
      name: 'herd: from due to sent, steps included',
      unit: 'mails/s',
      value: mails.length / (planned + stepsAndMails),
      baseline: 'raw pooled nodemailer',
      baselineValue: rawRate,
    }),
  ];
}

/** Lets the workers run until no job is left, sending to the sink. */
async function withSender(
  { app, url, pool }: Pick<Bench, 'app' | 'url' | 'pool'>,
  sink: Sink,
): Promise<void> {
  const mail = createMailSender({
    smtp: { host: '127.0.0.1', port: sink.port, secure: false, tls: 'off' },
    log: app.log,
  });
  const replica = await joinReplicas(app, url);
  const jobs = await startJobs({ app, senders: { mail }, replica, databaseUrl: url });
  const isBusy = async () => {
    const { rows } = await pool.query<{ busy: boolean }>(
      `select exists (select from graphile_worker.jobs where attempts < max_attempts) as busy`,
    );
    return rows[0]?.busy === true;
  };
  while (await isBusy()) await new Promise((resolve) => setTimeout(resolve, 10));
  await jobs.stop();
  await replica.stop();
  await mail.close();
}

async function checkAllSent(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) from outbox where status <> 'sent'`,
  );
  if (rows[0]?.count !== '0') throw new Error(`${rows[0]?.count} mails were not sent`);
}

async function addBareJobs(pool: pg.Pool): Promise<void> {
  for (let n = 0; n < herd; n++)
    await pool.query(`select graphile_worker.add_job('bare', '{}'::json, job_key := $1)`, [
      `bare:${n}`,
    ]);
  await pool.query(
    `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where task_identifier = 'bare'`,
  );
}

interface Mail {
  payload: OutgoingMail;
  message_id: string;
}

async function readMails(pool: pg.Pool): Promise<Mail[]> {
  const { rows } = await pool.query<Mail>(
    'select payload, message_id from outbox order by position',
  );
  if (rows.length !== herd) throw new Error(`${rows.length} of ${herd} mails are in the outbox`);
  return rows;
}

/** What nodemailer alone makes of the same mails: composed as Convoke does, over its own pool. */
async function sendRaw(mails: readonly Mail[], sink: Sink): Promise<void> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
  });
  await Promise.all(
    mails.map(({ payload, message_id: id }) => transport.sendMail(messageOf(payload, id))),
  );
  transport.close();
}

async function seconds(what: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await what();
  return (performance.now() - begun) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
