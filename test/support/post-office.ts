import pg from 'pg';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { openStore, type PostgresStore } from '../../src/adapters/postgres/store.ts';
import { createDelivery, type Senders } from '../../src/app/deliver.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import type { ChatPost, OutgoingMail } from '../../src/app/outgoing.ts';
import type {
  App,
  ClaimedMessage,
  DeliveryOutcome,
  MailEvidence,
  PostDoubt,
} from '../../src/app/ports.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import { createTestDatabase } from './database.ts';
import { recordingLog } from './recording-log.ts';
import { fortnightly, listAddress, channelId } from './week.ts';

/** A delivery over a real outbox, whose messages and outcomes a test makes one by one. */
export interface PostOffice {
  app: App;
  clock: VirtualClock;
  log: ReturnType<typeof recordingLog>;
  meetingId: string;
  databaseUrl: string;
  mails: { to: string; messageId: string; subject: string; text: string }[];
  posts: { channelId: string; nonce: string; text: string; doubt?: PostDoubt }[];
  /** What the outside answers to the next messages; without any it accepts. */
  outcomes: (DeliveryOutcome | Error)[];
  /** The messages that lie in our own mailbox. */
  mailbox: { messageIds: string[]; failure?: Error };
  /** Writes a message into the outbox; returns its Message-ID or nonce. */
  queue(message?: { kind?: string; channel?: 'mail' | 'discord'; to?: string }): Promise<string>;
  /** Sends what is due now, until nothing is. */
  deliver(): Promise<void>;
  /** Claims without sending: what a process does before it dies. */
  claimAs(replicaId: string): Promise<ClaimedMessage[]>;
  deliveryOf(replicaId: string, senders?: Senders): () => Promise<void>;
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  statusOf(messageId: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const database = await createTestDatabase();
  const store = openStore(database.url, { maxConnections: 6 });
  const clock = new VirtualClock(Temporal.Instant.from('2014-06-23T08:00:00Z'));
  const log = recordingLog();
  const app: App = {
    clock,
    store,
    log,
    identity: { address: 'agenda@convoke.example', name: 'Convoke' },
    holidayLibrary: openHolidayLibrary(),
    readMessage: (raw) => readMessage(raw, { ownAddress: 'agenda@convoke.example' }),
  };
  const series = await createSeries(app, fortnightly);
  const meetings = await store.transaction((tx) => tx.meetings.ofSeries(series.id));
  const meetingId = meetings[0]?.id ?? '';
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const outside = recordingSenders();
  const deliveryOf = (replicaId: string, senders = outside.senders) =>
    createDelivery(app, { senders, replicaId, keepTrying: (work) => work() });
  const deliver = deliveryOf('here');
  return {
    ...outside,
    app,
    clock,
    log,
    meetingId,
    databaseUrl: database.url,
    deliveryOf,
    queue: (message = {}) => queue(store, { ...message, meetingId, now: clock.now() }),
    deliver: async () => {
      while (await store.transaction((tx) => tx.outbox.isDue(clock.now()))) await deliver();
    },
    claimAs: (replicaId) =>
      store.transaction((tx) =>
        tx.outbox.claim({ replicaId, claim: crypto.randomUUID() }, clock.now(), 50),
      ),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    statusOf: async (messageId) => {
      const { rows } = await pool.query<{ status: string }>(
        'select status from outbox where message_id = $1',
        [messageId],
      );
      return rows[0]?.status ?? 'none';
    },
    stop: async () => {
      await pool.end();
      await store.close();
      await database.drop();
    },
  };
}

function recordingSenders() {
  const mails: PostOffice['mails'] = [];
  const posts: PostOffice['posts'] = [];
  const outcomes: PostOffice['outcomes'] = [];
  const mailbox: PostOffice['mailbox'] = { messageIds: [] };
  const next = (): Promise<DeliveryOutcome> => {
    const outcome = outcomes.shift() ?? { kind: 'sent', response: '250 ok' };
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  const mailEvidence: MailEvidence = {
    isThere: (messageId) =>
      mailbox.failure
        ? Promise.reject(mailbox.failure)
        : Promise.resolve(mailbox.messageIds.includes(messageId)),
  };
  const senders: Senders = {
    mailEvidence,
    mail: {
      send: async ({ to, subject, text }: OutgoingMail, messageId, begin) => {
        await begin?.();
        mails.push({ to: to[0]?.address ?? '', messageId, subject, text });
        return next();
      },
    },
    chat: {
      post: ({ channelId: to, embeds, content = '' }: ChatPost, nonce, doubt) => {
        const text = [content, ...(embeds ?? []).map(({ description = '' }) => description)].join();
        posts.push({ channelId: to, nonce, text, ...(doubt ? { doubt } : {}) });
        return next();
      },
      putEvent: () => next(),
    },
  };
  return { senders, mails, posts, outcomes, mailbox };
}

let count = 0;

async function queue(
  store: PostgresStore,
  {
    kind = 'confirm',
    channel = 'mail',
    to = channel === 'mail' ? listAddress : channelId,
    meetingId,
    now,
  }: {
    kind?: string;
    channel?: 'mail' | 'discord';
    to?: string;
    meetingId: string;
    now: Temporal.Instant;
  },
): Promise<string> {
  count += 1;
  const messageId = channel === 'mail' ? `<m${count}@convoke.example>` : `n${count}`;
  const mail: OutgoingMail = {
    from: { address: 'agenda@convoke.example' },
    to: [{ address: to }],
    subject: `${kind} ${count}`,
    text: `${kind} ${count}`,
    html: '',
    headers: {},
    date: now.toString(),
  };
  const payload = channel === 'mail' ? mail : { channelId: to, content: `${kind} ${count}` };
  await store.transaction((tx) =>
    tx.outbox.insert(
      {
        key: `${meetingId}:${kind}-${count}:${channel}:${to}`,
        channel,
        kind,
        payload,
        recipient: to,
        messageId,
        meetingId,
      },
      now,
    ),
  );
  return messageId;
}
