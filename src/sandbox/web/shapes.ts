/** What the page and its server say to each other; times are ISO 8601 in UTC. */
export interface PageState {
  title: string;
  list: { name: string; address: string };
  members: MemberShape[];
  programs: { id: string; name: string }[];
  /** Where Convoke reads mail, and where its own pages are. */
  convoke: { mail: string; pages: string };
  /** The zone that the page shows its times in. */
  zone: string;
  guild: string;
}

export interface MemberShape {
  id: string;
  name: string;
  mail?: string;
  /** The account's Discord id. */
  discord?: string;
}

export interface ClockShape {
  now: string;
  next?: string;
  speed?: number;
  moving: boolean;
  /** The coming Tuesday at 09:00 in the page's zone, as a local date and time. */
  suggestion: string;
}

export interface ThreadShape {
  id: string;
  subject: string;
  /** Oldest first. */
  messages: MailLine[];
}

export interface MailLine {
  id: string;
  folder: 'inbox' | 'sent';
  from: string;
  at: string;
  subject: string;
  /** How the message begins. */
  opening: string;
}

export interface MailShape extends Omit<MailLine, 'from' | 'opening'> {
  from: Person[];
  to: Person[];
  cc: Person[];
  replyTo: Person[];
  text: string;
  html?: string;
  attachments: { filename: string; contentType: string; bytes: number }[];
}

export interface Person {
  name?: string;
  address: string;
}

/** What a member sends. */
export interface MailDraft {
  program: string;
  text: string;
  /** The message that is answered. */
  answers?: string;
  all?: boolean;
  to?: string;
  subject?: string;
}

/** What the page is told by server-sent events. */
export interface PageEvents {
  mail: { member: string };
  discord: { channel?: string };
  clock: ClockShape;
}
