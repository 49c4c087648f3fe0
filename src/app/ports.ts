import type { Holiday, HolidayType } from '../domain/holiday.ts';
import type { Step } from '../domain/timeline.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Mail } from '../understand/reading.ts';
import type { Clock } from './clock.ts';
import type { Links, Receipts, ReplyTokens, VerifyMail } from './ports-mail.ts';
import type { Items, Meetings, Minutes, Steps } from './ports-meeting.ts';
import type { OutboxStore } from './ports-delivery.ts';
import type { Cursors, InboxStore, Settings } from './ports-messages.ts';
import type { Communities, People, SeriesStore } from './ports-people.ts';

export type * from './ports-delivery.ts';
export type * from './ports-mail.ts';
export type * from './ports-meeting.ts';
export type * from './ports-messages.ts';
export type * from './ports-people.ts';

/** What every use case is given. */
export interface App {
  clock: Clock;
  store: Store;
  log: Log;
  identity: Identity;
  /** Undoes a message's MIME and understands it. Rejects with an UnreadableMail when the message defeats it. */
  readMessage: (raw: Buffer) => Promise<ReadMessage>;
  /** Absent where nothing is looked up: then signatures prove nothing. */
  verifyMail?: VerifyMail;
  holidayLibrary: HolidayLibrary;
}

/** The holidays of the world by country and region. */
export interface HolidayLibrary {
  /** A place by code or English name: `GB-SCT`, `Germany`. Throws a UserError that lists what there is. */
  find(place: string): Promise<HolidayPlace>;
  /** Whole days by the place's own calendar, English names where there are any. */
  days(code: string, year: number, types: readonly HolidayType[]): Promise<Holiday[]>;
}

export interface HolidayPlace {
  code: string;
  name: string;
  /** Its regions that have more days than the whole: `SCT Scotland`. */
  regions: string[];
}

/** What is known of a message by itself. */
export interface ReadMessage {
  mail: Mail;
  reading: MailReading;
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
  /** When `work` throws, what it wrote is undone; the rest of the transaction stands. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  communities: Communities;
  people: People;
  series: SeriesStore;
  meetings: Meetings;
  items: Items;
  minutes: Minutes;
  tokens: ReplyTokens;
  receipts: Receipts;
  links: Links;
  steps: Steps;
  inbox: InboxStore;
  outbox: OutboxStore;
  settings: Settings;
  cursors: Cursors;
  leases: Leases;
  jobs: Jobs;
}

/** Work that is run as soon as this transaction has committed, once, by any replica. */
export type Job =
  | { name: 'run-step'; meetingId: string; step: Step }
  | { name: 'plan-series'; seriesId: string }
  | { name: 'read-mail'; inboxIds: readonly string[] }
  | { name: 'answer-chat'; inboxId: string }
  /** Without a message: whatever is due. */
  | { name: 'deliver'; outboxId?: string };

/** Things that one process holds at a time, in the database's time. */
export interface Leases {
  /** Takes or keeps it; false while another process holds it. It ends by itself after `seconds`. */
  take(name: string, holder: string, seconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

export interface Jobs {
  /** @param afterSeconds of the database's time, which is real whatever the clock says */
  add(job: Job, afterSeconds?: number): Promise<void>;
  addAll(jobs: readonly Job[]): Promise<void>;
  /** When the planner next has something to do; `now` while jobs are under way. */
  nextDueAt(now: Temporal.Instant): Promise<Temporal.Instant | undefined>;
}
