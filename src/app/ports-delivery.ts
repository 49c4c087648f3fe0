import type { DeliveryAttempt } from '../domain/delivery.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { ChatEvent, ChatPost, OutgoingMail } from './outgoing.ts';

export interface OutboxRecord {
  id: string;
  key: string;
  channel: 'mail' | 'discord';
  kind: string;
  meetingId?: string;
  /** SEQUENCE of the meeting when this was written. */
  sequence?: number;
  recipient: string;
  payload: OutgoingMail | ChatPost | ChatEvent;
  messageId: string;
  status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped';
  attempts: number;
  startedAt?: Temporal.Instant;
  /** In this attempt, the other side may have been given some of it. */
  begun: boolean;
  /** Since when an attempt may have got through whose answer never came. */
  unsureAt?: Temporal.Instant;
}

/** A message that a claim has taken: one process sends it, and its outcome counts for this claim alone. */
export interface ClaimedMessage extends OutboxRecord {
  claim: string;
  /** The meeting that it is about, as it stood when the claim was made. */
  meeting?: Pick<Meeting, 'status' | 'sequence'>;
  /** A later message tells its recipient how the meeting stands. */
  overtaken: boolean;
}

export interface OutboxChanges {
  status: OutboxRecord['status'];
  attempts?: number;
  dueAt?: Temporal.Instant;
  startedAt?: Temporal.Instant | null;
  unsureAt?: Temporal.Instant;
  echoedAt?: Temporal.Instant;
  settledAt?: Temporal.Instant;
  response?: string;
  error?: string;
}

export interface OutboxStore {
  /** Its id; nothing when a message with this key exists. */
  insert(
    message: Pick<
      OutboxRecord,
      'key' | 'channel' | 'kind' | 'recipient' | 'payload' | 'messageId' | 'meetingId' | 'sequence'
    >,
    now: Temporal.Instant,
  ): Promise<string | undefined>;
  byMessageId(messageId: string): Promise<OutboxRecord | undefined>;
  /** Message-IDs of the mails of a meeting, the call's first. */
  threadOf(meetingId: string): Promise<string[]>;
  /** Whether anything could be claimed now. */
  isDue(now: Temporal.Instant): Promise<boolean>;
  /**
   * Takes messages that are due for one process, the oldest first, and their jobs with them. Of a Discord channel only
   * the first that is not settled can be taken, so that posts keep their order; of the mails of one meeting to one
   * recipient only one at a time, the oldest that is due.
   */
  claim(
    by: { replicaId: string; claim: string },
    now: Temporal.Instant,
    limit: number,
  ): Promise<ClaimedMessage[]>;
  /** Gives back what a claim took, of which nothing has been tried. */
  release(claim: string): Promise<void>;
  /** Writes down that the other side is about to be given these. */
  begin(messages: readonly Claimed[]): Promise<void>;
  /** Returns the ids of those whose claim still counted. */
  recordSent(sent: readonly SentMessage[], now: Temporal.Instant): Promise<string[]>;
  /** Returns whether the claim still counted. */
  recordUnsent(message: Claimed, changes: OutboxChanges): Promise<boolean>;
  /** Takes messages whose process ended in the midst of sending them, locked until the transaction ends. */
  takeInterrupted(limit: number): Promise<ClaimedMessage[]>;
  update(id: string, changes: OutboxChanges): Promise<void>;
  /** Whether a later message tells the same recipient how the meeting stands, or is on its way to. */
  isOvertaken(id: string): Promise<boolean>;
  /** Discord's id of the event that messages to this recipient made; `any`: whether there are such messages. */
  eventOf(recipient: string): Promise<{ any: boolean; remoteId?: string }>;
  /** Whether the event before this one failed too, in the same series. */
  eventFailedBefore(id: string): Promise<boolean>;
  /** Discord's ids of what was posted to a channel since then. */
  postedSince(channelId: string, since: Temporal.Instant): Promise<string[]>;
  /** Whether the mail that went to this address before this one came back from there. */
  isEchoed(message: Pick<OutboxRecord, 'id' | 'recipient'>): Promise<boolean>;
}

export type Claimed = Pick<ClaimedMessage, 'id' | 'claim'>;

export interface SentMessage extends Claimed {
  response: string;
  remoteId?: string;
}

export type DeliveryOutcome =
  | { kind: 'sent'; response: string; remoteId?: string; threadId?: string }
  /** Will never be accepted as it is. */
  | Extract<DeliveryAttempt, { kind: 'refused' }>
  /** Was not accepted, and may be later. */
  | Extract<DeliveryAttempt, { kind: 'retry' }>
  /** May have been accepted: the connection ended before the answer. */
  | Extract<DeliveryAttempt, { kind: 'unknown' }>;

export interface MailSender {
  /** @param begin resolves before the server is given any of the content; when it rejects, the mail is not sent */
  send(
    mail: OutgoingMail,
    messageId: string,
    begin?: () => Promise<void>,
  ): Promise<DeliveryOutcome>;
}

export interface ChatSender {
  /**
   * `nonce`: at most 25 characters; a second post with the same one within minutes is the same post.
   *
   * @param doubt an earlier attempt may have got through: the post is looked for, and only made when it isn't there
   */
  post(post: ChatPost, nonce: string, doubt?: PostDoubt): Promise<DeliveryOutcome>;
  /**
   * Makes Discord's event of a meeting what it should be. Whether it was made is looked up first, always.
   *
   * @param known its id, when it was made before
   */
  putEvent(event: ChatEvent, now: Temporal.Instant, known?: string): Promise<DeliveryOutcome>;
}

export interface PostDoubt {
  since: Temporal.Instant;
  /** Ids of posts that are known to be others of ours. */
  others: readonly string[];
  /** What to do where nobody can look. */
  otherwise: 'post' | 'leave';
}

/** Our own mailbox, where a mail that came back through a list may lie. */
export interface MailEvidence {
  /** Throws when the mailbox can't be looked through. */
  isThere(messageId: string): Promise<boolean>;
}
