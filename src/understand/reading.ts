import type { Command } from '../domain/command.ts';
import type { ItemDraft } from '../domain/item.ts';

/** What a stretch of a message is. Every line of a body belongs to exactly one segment; nothing is deleted. */
export type SegmentKind =
  | 'reply'
  | 'quote'
  | 'attribution'
  | 'header-block'
  | 'signature'
  | 'footer'
  | 'disclaimer'
  | 'armour';

export interface Segment {
  kind: SegmentKind;
  text: string;
}

/** What is to be done with a message: `held` waits for the chair, `ignored` is a machine's. */
export type Disposition = 'items' | 'commands' | 'nothing' | 'held' | 'ignored';

/** A message understood: the person's own words, and what they ask for. */
export interface Reading {
  /** The person's own words, joined from the `reply` segments. */
  reply: string;
  segments: Segment[];
  items: ItemDraft[];
  commands: Command[];
  /** Lines that look like a command and are none; reported back, never executed. */
  unknownLines: string[];
  /** Beside items or commands: own sentences that ask for nothing. Reported back, since their writer may have meant something. */
  remarks: string[];
  disposition: Disposition;
  /** Why it is held, ignored or nothing, worded for the chair. */
  reason?: string;
}

/** A message with its MIME undone: what `understand` reads. Addresses are lower-cased in their domain only. */
export interface Mail {
  messageId?: string;
  date?: Temporal.Instant;
  subject: string;
  from: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  inReplyTo: string[];
  references: string[];
  /** Every header field in order, names lower-cased, values unfolded and undecoded. */
  headers: { name: string; value: string }[];
  /** Body parts in order; list footers that came as a part of their own stand apart. */
  bodies: Body[];
  attachments: { filename?: string; contentType: string; bytes: number }[];
  /** Parts of type message/delivery-status, as text. */
  deliveryStatus?: string;
  /** iCalendar parts, as text. */
  calendars: string[];
}

export interface Address {
  name?: string;
  address: string;
}

export interface Body {
  type: 'text/plain' | 'text/html';
  text: string;
  /** RFC 3676: `format=flowed`, and `DelSp=yes`. The text is as sent, soft breaks not joined. */
  flowed?: boolean;
  delSp?: boolean;
}
