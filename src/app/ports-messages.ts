import type { Command } from '../domain/command.ts';

export type InputChannel = 'mail' | 'discord' | 'cli';

export interface InboxRecord {
  id: string;
  channel: InputChannel;
  key: string;
  raw: Buffer;
  envelope: Record<string, unknown>;
  receivedAt: Temporal.Instant;
  status: 'received' | 'done' | 'held' | 'ignored';
  attempts: number;
  answer?: Answer;
}

export interface InboxStore {
  /** Stores it once by its key; `fresh` says whether it was new. */
  insert(
    message: Pick<InboxRecord, 'channel' | 'key' | 'raw' | 'envelope'>,
    now: Temporal.Instant,
  ): Promise<{ id: string; fresh: boolean }>;
  /** Locks it until the transaction ends. */
  take(id: string): Promise<InboxRecord | undefined>;
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
  /** Whether a message with this key was acted on. */
  wasSaid(saidKey: string): Promise<boolean>;
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
  /** discord: the gateway says so; token, list: see docs; operator: the shell. */
  proof: 'discord' | 'token' | 'list' | 'operator' | 'none';
}

/** A command with all that was said beside it. */
export interface Request {
  command: Command;
  actor: Actor;
  meetingId: string;
  inboxId?: string;
}
