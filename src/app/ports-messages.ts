import type { Command } from '../domain/command.ts';
import type { Proof } from '../domain/proof.ts';

export type InputChannel = 'mail' | 'discord' | 'cli';

export interface InboxRecord {
  id: string;
  channel: InputChannel;
  key: string;
  raw: Buffer;
  envelope: Record<string, unknown>;
  receivedAt: Temporal.Instant;
  status: InboxStatus;
  /** How often its reading was begun. */
  attempts: number;
  /** Why it is held or ignored. */
  reason?: string;
  /** What was understood. */
  reading?: object;
  answer?: Answer;
  meetingId?: string;
}

export type InboxStatus = 'received' | 'done' | 'held' | 'ignored';

/** A message without its content, for a list of them. */
export type InboxEntry = Omit<InboxRecord, 'raw' | 'key' | 'answer'>;

/** How a mail was handed over. What isn't known is absent. */
export interface MailEnvelope {
  via: 'imap' | 'lmtp' | 'pipe';
  /** MAIL FROM; empty for the null return path. */
  from?: string;
  to?: string[];
}

export type NewMessage = Pick<InboxRecord, 'channel' | 'key' | 'raw' | 'envelope'>;

export interface InboxStore {
  /** Stores it once by its key; `fresh` says whether it was new. */
  insert(message: NewMessage, now: Temporal.Instant): Promise<{ id: string; fresh: boolean }>;
  /** As `insert`, in the order of the messages. */
  insertAll(
    messages: readonly NewMessage[],
    now: Temporal.Instant,
  ): Promise<{ id: string; fresh: boolean }[]>;
  /** Locks it until the transaction ends. */
  take(id: string): Promise<InboxRecord | undefined>;
  /** As it stands, not locked. */
  look(id: string): Promise<InboxEntry | undefined>;
  /** Counts one more attempt to read each of them that waits to be read, or waits for its first; returns those. */
  begin(ids: readonly string[], which: 'waiting' | 'first'): Promise<InboxRecord[]>;
  /** Locks those that wait to be read until the transaction ends, and says which these are. */
  lockWaiting(ids: readonly string[]): Promise<Set<string>>;
  settle(
    id: string,
    outcome: {
      status: 'done' | 'held' | 'ignored';
      at: Temporal.Instant;
      reason?: string;
      reading?: object;
      answer?: Answer;
      meetingId?: string;
      personId?: string;
      saidKey?: string;
    },
  ): Promise<void>;
  /** The message that said the same before. Whoever asks for the same meanwhile waits until this transaction ends. */
  bySaidKey(saidKey: string): Promise<Pick<InboxRecord, 'id' | 'status'> | undefined>;
  /** As if it had just been received. */
  reopen(id: string): Promise<void>;
  /** The newest first. */
  list(which: { status?: InboxStatus; limit: number }): Promise<InboxEntry[]>;
  countHeldSince(meetingId: string, since: Temporal.Instant): Promise<number>;
  /** Ids that begin so. */
  startingWith(prefix: string): Promise<string[]>;
  /** Delivery reports since then, the newest first. */
  bounces(since: Temporal.Instant, limit: number): Promise<InboxEntry[]>;
}

export interface Settings {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

export interface Cursors {
  get(mailbox: string): Promise<{ uidValidity: bigint; lastUid: number } | undefined>;
  set(
    mailbox: string,
    position: { uidValidity: bigint; lastUid: number },
    now: Temporal.Instant,
  ): Promise<void>;
}

/** What the person is told. `channel`: everyone there may read it; `writer`: only they. */
export interface Answer {
  audience: 'writer' | 'channel';
  /** Nothing was done; the text says why and what to do instead. */
  refused?: true;
  /** Markdown; people's words in it are escaped. */
  text: string;
}

/** A person who asks for something, and how sure we are that it is they. */
export interface Actor {
  personId: string;
  name: string;
  proof: Proof;
}

/** A command with all that was said beside it. */
export interface Request {
  command: Command;
  actor: Actor;
  meetingId: string;
  inboxId?: string;
}
