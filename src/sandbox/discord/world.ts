import type {
  APIApplicationCommand,
  APIAttachment,
  APIEmbed,
  APIGuildScheduledEventRecurrenceRule,
  APIMessageTopLevelComponent,
  APIOverwrite,
  APIRole,
  APIUser,
  ChannelType,
  GuildScheduledEventEntityType,
  GuildScheduledEventStatus,
  MessageType,
} from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import type { Interaction } from './interaction.ts';
import { Snowflakes } from './snowflakes.ts';

export interface Clock {
  now(): Temporal.Instant;
}

export interface Application {
  id: string;
  name: string;
  token: string;
  /** The privileged intents switched on in the developer portal. */
  privileged: { members: boolean; presences: boolean; messageContent: boolean };
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  roles: Map<string, APIRole>;
  members: Map<string, Member>;
  voice: Map<string, VoiceState>;
  scheduledEvents: Map<string, ScheduledEvent>;
  createdAt: Temporal.Instant;
}

export interface Member {
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: Temporal.Instant;
}

export interface VoiceState {
  userId: string;
  channelId: string;
  sessionId: string;
  selfMute: boolean;
  selfDeaf: boolean;
}

export interface Channel {
  id: string;
  type: ChannelType;
  guildId: string | undefined;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  overwrites: APIOverwrite[];
  messages: Map<string, Message>;
  lastMessageId: string | null;
  lastPinAt: Temporal.Instant | undefined;
  thread: Thread | undefined;
  /** Who a direct channel is with. */
  recipientId: string | undefined;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  /** When `archived` last changed. */
  archiveChangedAt: Temporal.Instant;
  autoArchiveMinutes: number;
  createdAt: Temporal.Instant;
  activeAt: Temporal.Instant;
  invitable: boolean;
  slowdownSeconds: number;
  members: Map<string, Temporal.Instant>;
  messagesSent: number;
}

/** Whom a message reaches with a sound. */
export interface Mentions {
  everyone: boolean;
  users: string[];
  roles: string[];
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  type: MessageType;
  content: string;
  createdAt: Temporal.Instant;
  editedAt: Temporal.Instant | undefined;
  tts: boolean;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  flags: number;
  mentions: Mentions;
  /** Whom it really pinged when it appeared; an edit never pings. */
  pings: Mentions;
  pinnedAt: Temporal.Instant | undefined;
  reactions: Map<string, Set<string>>;
  replyTo: { channelId: string; messageId: string } | undefined;
  nonce: string | number | undefined;
  threadId: string | undefined;
  /** The only person who sees it. */
  ephemeralFor: string | undefined;
  /** The interaction that it answers. */
  interactionId: string | undefined;
  /** A "thinking…" that was never followed by words: Discord then shows that the application failed. */
  failed: boolean;
}

export interface ScheduledEvent {
  id: string;
  guildId: string;
  channelId: string | null;
  creatorId: string;
  name: string;
  description: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | undefined;
  status: GuildScheduledEventStatus;
  entityType: GuildScheduledEventEntityType;
  location: string | undefined;
  recurrence: APIGuildScheduledEventRecurrenceRule | null;
  interested: Set<string>;
}

export interface StoredFile {
  bytes: Uint8Array;
  contentType: string;
}

/** Something the gateway tells to whoever may hear it. */
export interface Dispatch {
  event: string;
  data: object;
  guildId: string | undefined;
  /** The channel that one must be able to see. */
  channelId: string | undefined;
  /** The message in `data`, whose words are withheld without the message content intent. */
  message?: Message;
}

/** What a page has to draw again. */
export interface Change {
  what:
    | 'message'
    | 'channel'
    | 'scheduled-event'
    | 'commands'
    | 'member'
    | 'voice'
    | 'interaction'
    | 'typing'
    | 'gateway';
  id: string;
  channelId?: string;
}

/** Discord's patience, in real milliseconds whatever the clock shows. */
export interface Deadlines {
  firstResponseMs: number;
  tokenMs: number;
}

/** Everything this Discord knows, and the two things it says: what happened, to bots and to pages. */
export class World {
  readonly users = new Map<string, APIUser>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly commands = new Map<string, APIApplicationCommand>();
  readonly interactions = new Map<string, Interaction>();
  readonly interactionsByToken = new Map<string, Interaction>();
  /** The last message of each author and nonce. */
  readonly messagesByNonce = new Map<string, Message>();
  readonly files = new Map<string, StoredFile>();
  /** When commands were created; Discord allows 200 a day in a guild. */
  readonly commandCreations: { at: Temporal.Instant; guildId: string | undefined }[] = [];
  readonly ids: Snowflakes;
  readonly application: Application;
  readonly deadlines: Deadlines;
  /** Where files are served; set once the port is known. */
  origin = '';
  readonly #clock: Clock;
  readonly #dispatchListeners = new Set<(dispatch: Dispatch) => void>();
  readonly #changeListeners = new Set<(change: Change) => void>();

  constructor(setup: { clock: Clock; application: Omit<Application, 'id'>; deadlines: Deadlines }) {
    this.#clock = setup.clock;
    this.deadlines = setup.deadlines;
    this.ids = new Snowflakes(() => this.now());
    this.application = { ...setup.application, id: this.ids.next() };
  }

  now(): Temporal.Instant {
    return this.#clock.now();
  }

  dispatch(dispatch: Dispatch): void {
    for (const listener of this.#dispatchListeners) listener(dispatch);
  }

  onDispatch(listener: (dispatch: Dispatch) => void): void {
    this.#dispatchListeners.add(listener);
  }

  changed(change: Change): void {
    for (const listener of this.#changeListeners) listener(change);
  }

  /** Returns how to stop listening. */
  onChange(listener: (change: Change) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** The bot's user has the application's id, as with every application made since 2016. */
  get botId(): string {
    return this.application.id;
  }

  user(id: string): APIUser {
    return found(this.users.get(id), 'unknownUser');
  }

  guild(id: string): Guild {
    return found(this.guilds.get(id), 'unknownGuild');
  }

  channel(id: string): Channel {
    return found(this.channels.get(id), 'unknownChannel');
  }

  /** The channel and its guild. Throws for a direct channel. */
  guildChannel(id: string): { channel: Channel; guild: Guild } {
    const channel = this.channel(id);
    if (channel.guildId === undefined) throw refusal('notInDirectMessages');
    return { channel, guild: this.guild(channel.guildId) };
  }

  message(channelId: string, id: string): Message {
    return found(this.channel(channelId).messages.get(id), 'unknownMessage');
  }

  /** Channels and threads of a guild, in the order a client lists them. */
  channelsOf(guildId: string): Channel[] {
    return [...this.channels.values()]
      .filter((channel) => channel.guildId === guildId)
      .sort((one, other) => one.position - other.position);
  }
}

function found<Thing>(thing: Thing | undefined, missing: Parameters<typeof refusal>[0]): Thing {
  if (thing === undefined) throw refusal(missing);
  return thing;
}
