import type { Step } from '../domain/timeline.ts';
import type { Mail } from '../understand/reading.ts';
import type { Clock } from './clock.ts';
import type { ChatPost, OutgoingMail } from './outgoing.ts';
import type { Items, Meetings, Minutes, Steps } from './ports-meeting.ts';
import type { Cursors, InboxStore, OutboxStore, Settings } from './ports-messages.ts';
import type { Communities, People, SeriesStore } from './ports-people.ts';

export type * from './ports-meeting.ts';
export type * from './ports-messages.ts';
export type * from './ports-people.ts';

/** What every use case is given. */
export interface App {
  clock: Clock;
  store: Store;
  log: Log;
  identity: Identity;
  /** Undoes a message's MIME. Throws an UnreadableMail when the message defeats it. */
  parseMail(raw: Buffer): Promise<Mail>;
}

/** A message that can't be read, now or ever; it is held. */
export class UnreadableMail extends Error {
  override readonly name = 'UnreadableMail';
}

/** Who Convoke is to the outside. */
export interface Identity {
  /** Its mailbox: `agenda@example.org`; replies come to `agenda+TOKEN@example.org`. None: it has no mail. */
  address?: string;
  name: string;
  /** Where its public pages are, without a trailing slash; none when it has no public address. */
  publicUrl?: string;
}

/** `error` means that someone must act; what heals itself is `warn`. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Store {
  /** State, outbox rows and jobs written in `work` commit together or not at all. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Tx {
  communities: Communities;
  people: People;
  series: SeriesStore;
  meetings: Meetings;
  items: Items;
  minutes: Minutes;
  steps: Steps;
  inbox: InboxStore;
  outbox: OutboxStore;
  settings: Settings;
  cursors: Cursors;
  jobs: Jobs;
}

/** Work that is run as soon as this transaction has committed, once, by any replica. */
export type Job =
  | { name: 'run-step'; meetingId: string; step: Step }
  | { name: 'plan-series'; seriesId: string }
  | { name: 'read-mail'; inboxId: string }
  | { name: 'deliver'; outboxId: string };

export interface Jobs {
  add(job: Job): Promise<void>;
  /** When the planner next has something to do; `now` while jobs are under way. */
  nextDueAt(now: Temporal.Instant): Promise<Temporal.Instant | undefined>;
}

export type DeliveryOutcome =
  | { kind: 'sent'; response: string; remoteId?: string; threadId?: string }
  /** Will never be accepted as it is. */
  | { kind: 'refused'; error: string }
  /** Was not accepted, and may be later. */
  | { kind: 'retry'; error: string; afterSeconds?: number }
  /** May have been accepted: the connection ended before the answer. */
  | { kind: 'unknown'; error: string };

export interface MailSender {
  send(mail: OutgoingMail, messageId: string): Promise<DeliveryOutcome>;
}

export interface ChatSender {
  /** `nonce`: at most 25 characters; a second post with the same one within minutes is the same post. */
  post(post: ChatPost, nonce: string): Promise<DeliveryOutcome>;
}
