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

export interface ChatEmbed {
  title?: string;
  description?: string;
  url?: string;
  footer?: { text: string };
  timestamp?: string;
  color?: number;
}
