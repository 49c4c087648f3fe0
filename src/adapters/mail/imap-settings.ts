import type { Log } from '../../app/ports.ts';
import type { IncomingMail } from '../../app/receive-mail.ts';
import type { ImapServer, ImapTiming } from './imap-options.ts';

export interface ImapSettings {
  server: ImapServer;
  mailbox: string;
  /** What is done to a message once it is safe. */
  after: { kind: 'flag' } | { kind: 'move'; folder: string };
  maxBytes: number;
  cursor: MailboxCursor;
  /** Resolves once the message is safe. It may be handed the same message again, after a crash or by another replica. */
  receive: (mail: IncomingMail) => Promise<void>;
  log: Log;
  timing?: ImapTiming;
}

/** How far a mailbox has been read; kept where a crash can't take it. */
export interface MailboxCursor {
  get(mailbox: string): Promise<MailboxPosition | undefined>;
  set(mailbox: string, position: MailboxPosition): Promise<void>;
}

export interface MailboxPosition {
  uidValidity: bigint;
  lastUid: number;
}

export interface ImapStatus {
  state: 'connecting' | 'watching' | 'stopped';
  /** What ended the last connection; absent while one stands. */
  error?: string;
}

/** What outlives a connection. */
export interface Progress {
  /** Connections that failed since one last stood. */
  failures: number;
  /** How often a message, by its UID, could not be downloaded. */
  tries: Map<number, number>;
  status: ImapStatus;
}
