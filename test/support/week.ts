import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { joinReplicas } from '../../src/adapters/jobs/replica.ts';
import { startJobs } from '../../src/adapters/jobs/worker.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import { answerChat, storeChat } from '../../src/app/handle-chat.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { ChatEvent, ChatPost, OutgoingMail } from '../../src/app/outgoing.ts';
import type {
  Answer,
  App,
  DeliveryOutcome,
  MailEnvelope,
  MailSender,
} from '../../src/app/ports.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import type { Command } from '../../src/domain/command.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import { createTestDatabase } from './database.ts';

/** A service in virtual time on a database of its own, with the outside recorded: what a test of the loop needs. */
export interface Week {
  app: App;
  clock: VirtualClock;
  mails: { mail: OutgoingMail; messageId: string }[];
  posts: { post: ChatPost; nonce: string }[];
  /** What Discord's events were to be, one after the other. */
  events: ChatEvent[];
  /** What the outside answers to the next deliveries; an empty list accepts. */
  outcomes: DeliveryOutcome[];
  runTo(local: string): Promise<void>;
  say(user: { id: string; name: string }, command: Command, id?: string): Promise<Answer>;
  receive(lines: readonly string[], envelope?: Partial<MailEnvelope>): Promise<void>;
  /** The message received last, in the inbox. */
  lastInbox(): string;
  /** Runs what is due now. */
  settle(): Promise<void>;
  databaseUrl: string;
  /** From then on what is received waits. */
  stopWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export const chair = { id: '100000000000000001', name: 'Amir Chaudhry' };
export const member = { id: '100000000000000002', name: 'Hannes Mehnert' };
export const channelId = '300000000000000001';
export const listAddress = 'board@lists.example.org';

export const fortnightly = {
  slug: 'weekly',
  name: 'MirageOS call',
  community: { slug: 'mirage', name: 'MirageOS', discordGuildId: '200000000000000001' },
  rrule: 'FREQ=WEEKLY;INTERVAL=2',
  start: '2014-06-10T16:00',
  zone: 'Europe/London',
  durationMinutes: '60',
  listAddress,
  discordChannelId: channelId,
  chairs: [`${chair.name} <amir@member.test> discord:${chair.id}`],
  policy: {},
};

export async function startWeek({
  now = '2014-06-22T12:00',
  series = {},
  mail,
}: {
  now?: string;
  series?: object;
  /** Sends the mails for real; without it they are recorded. */
  mail?: MailSender;
} = {}): Promise<Week> {
  const database = await createTestDatabase();
  const store = openStore(database.url, { maxConnections: 6 });
  const local = (text: string) =>
    Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/London').toInstant();
  const clock = new VirtualClock(local(now));
  const warnings: unknown[] = [];
  const log = {
    info: () => undefined,
    warn: (facts: object) => void warnings.push(facts),
    error: (facts: object) => void warnings.push(facts),
  };
  const app: App = {
    clock,
    store,
    log,
    identity: {
      address: 'agenda@convoke.example',
      name: 'Convoke',
      publicUrl: 'https://meet.example.org',
    },
    holidayLibrary: openHolidayLibrary(),
    readMessage: (raw) => readMessage(raw, { ownAddress: 'agenda@convoke.example' }),
  };
  const mails: Week['mails'] = [];
  const posts: Week['posts'] = [];
  const events: ChatEvent[] = [];
  const outcomes: DeliveryOutcome[] = [];
  const outcome = (sent: () => void): Promise<DeliveryOutcome> => {
    const next = outcomes.shift() ?? { kind: 'sent', response: '250 ok' };
    if (next.kind === 'sent') sent();
    return Promise.resolve(next);
  };
  await createSeries(app, { ...fortnightly, ...series });
  const replica = await joinReplicas(app, database.url);
  const jobs = await startJobs({
    app,
    replica,
    databaseUrl: database.url,
    concurrency: 2,
    senders: {
      mail: mail ?? {
        send: (letter, messageId) => outcome(() => mails.push({ mail: letter, messageId })),
      },
      chat: {
        post: (post, nonce) => outcome(() => posts.push({ post, nonce })),
        putEvent: (event) => {
          events.push(event);
          return Promise.resolve({ kind: 'sent', response: 'made', remoteId: '1' });
        },
      },
    },
  });
  const stopClock = clock.everyMinute(() => jobs.wake());
  let stopped: Promise<void> | undefined;
  const stopWorkers = () => (stopped ??= jobs.stop());
  let interactions = 0;
  let lastInbox = '';
  return {
    app,
    databaseUrl: database.url,
    stopWorkers,
    clock,
    mails,
    posts,
    events,
    outcomes,
    runTo: (text) => clock.runTo(local(text)),
    settle: () => clock.runTo(clock.now()),
    say: async (user, command, id = `interaction-${(interactions += 1)}`) => {
      const input = {
        id,
        guildId: '200000000000000001',
        channelId,
        userId: user.id,
        userName: user.name,
        command,
        raw: { id, command },
      };
      return answerChat(app, await storeChat(app, input), input);
    },
    receive: async (lines, envelope = {}) => {
      const raw = Buffer.from(lines.join('\r\n'));
      lastInbox = (await receiveMail(app, { raw, envelope: { via: 'lmtp', ...envelope } })).inboxId;
      await clock.runTo(clock.now());
    },
    lastInbox: () => lastInbox,
    stop: async () => {
      await stopClock();
      await stopWorkers();
      await replica.stop();
      await store.close();
      await database.drop();
    },
  };
}
