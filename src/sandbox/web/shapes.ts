import type { APIEmbed } from 'discord-api-types/v10';

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

/** The server as one member sees it. */
export interface GuildShape {
  channels: ChannelShape[];
  commands: CommandShape[];
  users: { id: string; name: string; isBot: boolean }[];
  roles: { id: string; name: string }[];
}

export interface ChannelShape {
  id: string;
  name: string;
  kind: 'text' | 'thread' | 'voice' | 'direct';
  topic?: string;
  /** Who is in a voice channel. */
  present: string[];
  isArchived: boolean;
}

export interface MessageShape {
  id: string;
  author: string;
  at: string;
  isEdited: boolean;
  content: string;
  embeds: APIEmbed[];
  components: ComponentShape[];
  attachments: { filename: string; url: string; bytes: number }[];
  reactions: { emoji: string; count: number; isMine: boolean }[];
  /** Only the acting member sees it. */
  isEphemeral: boolean;
  isPinned: boolean;
  /** Discord's own lines: something was pinned, a thread was begun. */
  isSystem: boolean;
  /** The bot is "thinking…", or never came back from it. */
  progress?: 'thinking' | 'failed';
  /** What it answers: a command, or another message. */
  cause?: string;
  thread?: { id: string; name: string };
}

/** What came of something that a member did with the bot. */
export type AnswerShape =
  | { kind: 'shown' }
  | { kind: 'silent'; text: string }
  | { kind: 'modal'; interaction: string; modal: ModalShape };

export interface ModalShape {
  title: string;
  fields: FieldShape[];
}

export interface FieldShape {
  id: string;
  label: string;
  description?: string;
  kind:
    | 'short'
    | 'paragraph'
    | 'select'
    | 'users'
    | 'roles'
    | 'mentionables'
    | 'channels'
    | 'radio'
    | 'checkboxes'
    | 'checkbox';
  isRequired: boolean;
  isMany: boolean;
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  value?: string;
  options: { label: string; value: string; default: boolean }[];
}

/** A slash command with its whole name, `agenda add`. */
export interface CommandShape {
  name: string;
  description: string;
  options: OptionShape[];
}

/** An option of a command, in Discord's own words. */
export interface OptionShape {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: { name: string; value: string | number }[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

/** Any of Discord's components, in its own words; `type` says which fields there are. */
export interface ComponentShape {
  type: number;
  custom_id?: string;
  label?: string;
  description?: string;
  content?: string;
  style?: number;
  url?: string;
  emoji?: { name?: string };
  disabled?: boolean;
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  accent_color?: number;
  divider?: boolean;
  components?: ComponentShape[];
  accessory?: ComponentShape;
}
