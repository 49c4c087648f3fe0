import { startDiscord } from './adapters/discord/gateway.ts';
import { createChatSender } from './adapters/discord/sender.ts';
import { openHolidayLibrary } from './adapters/holidays/library.ts';
import { holdLease } from './adapters/jobs/lease.ts';
import { joinReplicas, type Replica } from './adapters/jobs/replica.ts';
import { startJobs } from './adapters/jobs/worker.ts';
import { createMailEvidence } from './adapters/mail/find-sent.ts';
import { startImap } from './adapters/mail/imap.ts';
import { startLmtp } from './adapters/mail/lmtp.ts';
import { createMailReader } from './adapters/mail/reader.ts';
import { createMailSender } from './adapters/mail/send.ts';
import { openDatabase } from './adapters/postgres/open-database.ts';
import { prepareDatabase } from './adapters/postgres/prepare-database.ts';
import { openStore } from './adapters/postgres/store.ts';
import { startWeb } from './adapters/web/server.ts';
import type { Clock } from './app/clock.ts';
import type { Senders } from './app/deliver.ts';
import { answerChat, showItem, storeChat, type ChatInput } from './app/handle-chat.ts';
import { mailboxCursor } from './app/mailbox-cursor.ts';
import { publicPages } from './app/pages.ts';
import type { App, Log } from './app/ports.ts';
import { createReceiving } from './app/receive-mail.ts';
import { showHeld } from './app/show-held.ts';
import type { Config } from './config.ts';
import { identityOf } from './identity.ts';

export interface Service {
  /** What the operator's commands run on. */
  app: App;
  publicUrl?: string;
  stop(): Promise<void>;
}

/**
 * Starts Convoke: database, workers, the ways in and out, and last the clock. What was started is stopped again, in
 * reverse, when a later part fails. Resolves when mail and commands are taken.
 */
export async function startService(
  config: Config,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Service> {
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const database = await openDatabase({
      ...(config.database ? { url: config.database.url } : {}),
      dataDir: config.dataDir,
      log,
    });
    started.push(() => database.stop());
    const applied = await prepareDatabase(database.url);
    if (applied.length > 0) log.info({ applied }, 'the schema was brought up to date');
    const store = openStore(database.url);
    started.push(() => store.close());
    const { close: closeReader, ...reader } = createMailReader({ ...config.mail, log });
    started.push(closeReader);
    const app: App = {
      clock,
      store,
      log,
      identity: identityOf(config),
      ...reader,
      holidayLibrary: openHolidayLibrary(),
    };
    const senders = makeSenders(config, app, started);
    const replica = await joinReplicas(app, database.url);
    started.push(() => replica.stop());
    const jobs = await startJobs({ app, senders, replica, databaseUrl: database.url });
    started.push(() => jobs.stop());
    await startChatIn(config, app, { replica, started });
    await startMailIn(config, app, { replica, started });
    if (config.web) {
      const health = async () => {
        await store.transaction((tx) => tx.settings.get('health'));
      };
      const web = await startWeb({ ...config.web, pages: publicPages(app), health, log });
      started.push(() => web.stop());
    }
    started.push(clock.everyMinute(() => jobs.wake()));
    return {
      app,
      ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The ways out: every process has them. */
function makeSenders(
  { mail, discord }: Config,
  app: App,
  started: (() => Promise<void>)[],
): Senders {
  const senders: Senders = {};
  if (mail?.smtp) {
    const sender = createMailSender({
      smtp: mail.smtp,
      ...(mail.dkim ? { dkim: mail.dkim } : {}),
      log: app.log,
    });
    started.push(() => sender.close());
    senders.mail = sender;
  }
  if (mail?.imap) senders.mailEvidence = createMailEvidence(mail.imap);
  if (discord) senders.chat = createChatSender({ ...discord, log: app.log });
  return senders;
}

interface WaysIn {
  replica: Replica;
  started: (() => Promise<void>)[];
}

/** The gateway gives everything to each connection of a bot, so one process at a time has one. */
async function startChatIn(
  { discord }: Config,
  app: App,
  { replica, started }: WaysIn,
): Promise<void> {
  if (!discord) return;
  const handle = {
    store: (input: ChatInput) => storeChat(app, input),
    answer: (inboxId: string, input: ChatInput) => answerChat(app, inboxId, input),
    item: (where: Parameters<typeof showItem>[1]) => showItem(app, where),
    held: (where: Parameters<typeof showHeld>[1]) => showHeld(app, where),
  };
  const lease = await holdLease({
    name: 'discord gateway',
    holder: replica.id,
    store: app.store,
    log: app.log,
    whileHeld: async () => {
      const link = await startDiscord({ ...discord, app, handle });
      return () => link.stop();
    },
  });
  started.push(() => lease.stop());
}

/** A port is each process's own. A mailbox is read by one at a time: two would fetch the same and wait for each other. */
async function startMailIn(
  { mail }: Config,
  app: App,
  { replica, started }: WaysIn,
): Promise<void> {
  if (!mail) return;
  const receive = createReceiving(app);
  const { maxBytes } = mail;
  if (mail.lmtp) {
    const lmtp = await startLmtp({
      ...mail.lmtp,
      maxBytes,
      isOurs: (address) => isOurs(mail.address, address),
      receive,
      log: app.log,
    });
    started.push(() => lmtp.stop());
  }
  if (mail.imap) {
    const settings = { ...mail.imap, maxBytes, receive, log: app.log };
    const lease = await holdLease({
      name: 'mailbox',
      holder: replica.id,
      store: app.store,
      log: app.log,
      whileHeld: () => {
        const imap = startImap({ ...settings, cursor: mailboxCursor(app) });
        return Promise.resolve(() => imap.stop());
      },
    });
    started.push(() => lease.stop());
  }
}

/** `agenda@example.org`, and `agenda+anything@example.org` (RFC 5233). */
function isOurs(own: string, address: string): boolean {
  const base = address.toLowerCase().replace(/\+[^@]*@/u, '@');
  return base === own.toLowerCase();
}
