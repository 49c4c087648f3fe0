import pg from 'pg';
import { createChatSender } from '../../src/adapters/discord/sender.ts';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { joinReplicas } from '../../src/adapters/jobs/replica.ts';
import { startJobs } from '../../src/adapters/jobs/worker.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { createMailSender } from '../../src/adapters/mail/send.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { App } from '../../src/app/ports.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import { startDiscord, type SandboxDiscord } from '../../src/sandbox/discord/start-discord.ts';
import { createTestDatabase } from './database.ts';
import { recordingLog } from './recording-log.ts';
import { startSmtpSink, type SinkMessage, type SmtpSink } from './smtp-sink.ts';
import { fortnightly, listAddress } from './week.ts';

/** The service's way out over real sockets, to a mail server and a Discord that fail as they are told, in virtual time. */
export interface Outpost {
  app: App;
  clock: VirtualClock;
  log: ReturnType<typeof recordingLog>;
  smtp: SmtpSink;
  discord: SandboxDiscord;
  /** What the mail server has taken for the list. */
  listMails(): SinkMessage[];
  /** The words of what stands in the channel, the oldest first. */
  posts(): string[];
  runTo(local: string): Promise<void>;
  /** The list brings a mail back to us. */
  bringBack(mail: SinkMessage): Promise<void>;
  sql<Row extends object>(text: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export interface OutpostOptions {
  /** Another database than one of its own. */
  databaseUrl?: string;
  /** How many processes' worth of workers run. */
  replicas?: number;
}

const timeouts = { connectMs: 1_000, silenceMs: 1_000, messageMs: 4_000 };
const start = '2026-06-21T12:00';
const zone = 'Europe/London';

/** The next call is on Tuesday, 23 June 2026 at 16:00; nothing has been said yet. */
export async function startOutpost({
  databaseUrl,
  replicas = 1,
}: OutpostOptions = {}): Promise<Outpost> {
  const own = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const url = databaseUrl ?? own?.url ?? '';
  const local = (text: string) =>
    Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
  const clock = new VirtualClock(local(start), { patience: 6_000, onError: () => undefined });
  const log = recordingLog();
  const smtp = await startSmtpSink();
  const discord = await startDiscord({
    clock,
    guild: { name: 'Commons', channels: [{ name: 'calls' }], members: [{ username: 'ann' }] },
  });
  const channelId = discord.channelId('calls');
  const store = openStore(url, { maxConnections: 8 });
  const identity = { name: 'Convoke', address: 'agenda@convoke.example' };
  const app: App = {
    clock,
    store,
    log,
    identity,
    readMessage: (raw) => readMessage(raw, { ownAddress: identity.address }),
    holidayLibrary: openHolidayLibrary(),
  };
  await createSeries(app, {
    ...fortnightly,
    start: '2026-06-23T16:00',
    community: { ...fortnightly.community, discordGuildId: discord.guild.id },
    discordChannelId: channelId,
  });
  const ending: (() => Promise<void>)[] = [];
  for (let i = 0; i < replicas; i++) ending.push(await startProcess(app, { url, smtp, discord }));
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  return {
    app,
    clock,
    log,
    smtp,
    discord,
    listMails: () => smtp.messages.filter(({ to }) => to.includes(listAddress)),
    posts: () =>
      discord.people
        .messages(channelId, discord.userId('ann'))
        .filter(({ kind }) => kind === 'said')
        .map(({ content, embeds }) =>
          [content, ...embeds.flatMap(({ title, description }) => [title, description])].join('\n'),
        ),
    runTo: (text) => clock.runTo(local(text)),
    bringBack: async ({ raw }) => {
      await receiveMail(app, {
        raw: Buffer.from(`List-Id: <board.lists.example.org>\r\n${raw}`),
        envelope: { via: 'lmtp', from: 'board-bounces@lists.example.org' },
      });
      await clock.runTo(clock.now());
    },
    sql: async <Row extends object>(text: string) => (await pool.query<Row>(text)).rows,
    stop: async () => {
      for (const end of ending.reverse()) await end();
      await pool.end();
      await store.close();
      await smtp.stop();
      await discord.stop();
      await own?.drop();
    },
  };
}

/** The workers and the senders of one process. */
async function startProcess(
  app: App,
  { url, smtp, discord }: { url: string; smtp: SmtpSink; discord: SandboxDiscord },
): Promise<() => Promise<void>> {
  const mail = createMailSender({
    smtp: { host: '127.0.0.1', port: smtp.port, secure: false, tls: 'any' },
    log: app.log,
    timeouts,
  });
  const chat = createChatSender({ token: discord.token, apiUrl: discord.api, log: app.log });
  const replica = await joinReplicas(app, url);
  const senders = { mail, chat };
  const jobs = await startJobs({ app, replica, senders, databaseUrl: url, concurrency: 3 });
  const stopClock = app.clock.everyMinute(() =>
    // Time waits for a database that is away.
    jobs.wake().catch(() => app.clock.now()),
  );
  return async () => {
    await stopClock();
    await jobs.stop();
    await replica.stop();
    await mail.close();
  };
}
