import type { Meeting } from '../domain/meeting.ts';
import type { MailOrigin } from '../domain/mail-origin.ts';
import type { ReceiptCounts } from '../domain/receipt-policy.ts';

/** Finds out what of a message's origin can be verified. What can't be looked up just now counts for nothing. */
export type VerifyMail = (
  raw: Buffer,
  how: {
    receivedAt: Temporal.Instant;
    /** MAIL FROM, where it is known. */
    envelopeFrom?: string;
  },
) => Promise<MailOrigin>;

/** Addresses that replies come back to. */
export interface ReplyTokens {
  /** The token in the reply address of mail to this person alone; about a held message, one of its own. */
  personal(
    to: { meetingId: string; personId: string; heldId?: string },
    now: Temporal.Instant,
  ): Promise<string>;
  find(
    token: string,
  ): Promise<{ meeting: Meeting; personId?: string; heldId?: string } | undefined>;
}

/** Which messages were answered, one answer each. */
export interface Receipts {
  /**
   * Whether the message was answered, and how many answers there were since then: to the address, to it and the others
   * of its person, and in all. Others who would answer something wait until this transaction ends.
   */
  standing(
    inboxId: string,
    to: { address: string; others: readonly string[] },
    since: Temporal.Instant,
  ): Promise<{ isAnswered: boolean } & ReceiptCounts>;
  add(receipt: { inboxId: string; address: string }, now: Temporal.Instant): Promise<void>;
}

export interface LinkCode {
  id: string;
  address: string;
  codeHash: string;
  attempts: number;
}

/** Codes that join a mail address and an account, and the joining. */
export interface Links {
  addCode(code: {
    id: string;
    communityId: string;
    personId: string;
    address: string;
    codeHash: string;
    expiresAt: Temporal.Instant;
  }): Promise<void>;
  /** How many codes of that person, or for that address, expire after then. */
  countExpiringAfter(
    at: Temporal.Instant,
    of: { personId: string } | { communityId: string; address: string },
  ): Promise<number>;
  /** The newest code of a person, locked; none when that is used or has expired. */
  openCode(personId: string, now: Temporal.Instant): Promise<LinkCode | undefined>;
  countAttempt(id: string): Promise<void>;
  useCode(id: string, now: Temporal.Instant): Promise<void>;
  /** The address becomes this person's and is known to be read; nobody else may have it. */
  confirmAddress(
    owner: { communityId: string; personId: string; address: string },
    now: Temporal.Instant,
  ): Promise<void>;
  /** Everything of one person becomes another's, and the first is no more. */
  merge(people: { from: string; into: string }): Promise<void>;
}
