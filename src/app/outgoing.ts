import type { EventPlace, EventStatus } from '../domain/discord-event.ts';

/** A mail to send, complete but for its Message-ID, which the outbox derives from its key. */
export interface OutgoingMail {
  from: MailAddress;
  to: MailAddress[];
  replyTo?: MailAddress;
  subject: string;
  text: string;
  html: string;
  inReplyTo?: string;
  references?: string[];
  headers: Record<string, string>;
  /** RFC 6047 body: the .ics and its method. */
  calendar?: { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; content: string };
  date: string;
  /** Leaves with the return path <>, so that no bounce and no auto-reply comes back. */
  nullReturnPath?: boolean;
}

export interface MailAddress {
  name?: string;
  address: string;
}

/** A post to a Discord channel, as Discord's API takes it. */
export interface ChatPost {
  channelId: string;
  content?: string;
  embeds?: ChatEmbed[];
  components?: object[];
  /** Pin the message after it is posted. */
  pin?: boolean;
  /** Start a thread of this name from the message; its id becomes the meeting's thread. */
  thread?: string;
}

/** How Discord's scheduled event of a meeting should be. */
export interface ChatEvent {
  guildId: string;
  /** Stands in its description; with its author it shows that an event is this one. */
  marker: string;
  name: string;
  description: string;
  /** ISO 8601, in UTC. */
  startsAt: string;
  endsAt: string;
  place: EventPlace;
  status: EventStatus;
}

export interface ChatEmbed {
  title?: string;
  description?: string;
  url?: string;
  footer?: { text: string };
  timestamp?: string;
  color?: number;
}
