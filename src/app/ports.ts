import type { Command } from '../domain/command.ts';
import type { Item, ItemChanges, ItemDraft } from '../domain/item.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Series } from '../domain/series.ts';
import type { Role, Sheet } from '../domain/sheet.ts';
import type { Step } from '../domain/timeline.ts';
import type { Mail } from '../understand/reading.ts';
import type { Clock } from './clock.ts';
import type { ChatPost, OutgoingMail } from './outgoing.ts';

/** What every use case is given. */
export interface App {
  clock: Clock;
  store: Store;
  log: Log;
  identity: Identity;
  /** Undoes a message's MIME. Throws an UnreadableMail when the message defeats it. */
  parseMail(raw: Buffer): Promise<Mail>;
}

/** A message that can't be read, now or ever; it is held. */
export class UnreadableMail extends Error {
  override readonly name = 'UnreadableMail';
}

/** Who Convoke is to the outside. */
export interface Identity {
  /** Its mailbox: `agenda@example.org`; replies come to `agenda+TOKEN@example.org`. None: it has no mail. */
  address?: string;
  name: string;
  /** Where its public pages are, without a trailing slash; none when it has no public address. */
  publicUrl?: string;
}

/** `error` means that someone must act; what heals itself is `warn`. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Store {
  /** State, outbox rows and jobs written in `work` commit together or not at all. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Tx {
  communities: Communities;
  people: People;
  series: SeriesStore;
  meetings: Meetings;
  items: Items;
  minutes: Minutes;
  steps: Steps;
  inbox: InboxStore;
  outbox: OutboxStore;
  settings: Settings;
  cursors: Cursors;
  jobs: Jobs;
}

export interface Community {
  id: string;
  slug: string;
  name: string;
  discordGuildId?: string;
}

export interface Communities {
  bySlug(slug: string): Promise<Community | undefined>;
  byGuild(guildId: string): Promise<Community | undefined>;
  insert(community: Omit<Community, 'id'>, now: Temporal.Instant): Promise<Community>;
  update(id: string, changes: Partial<Omit<Community, 'id'>>): Promise<void>;
}

export interface Person {
  id: string;
  communityId: string;
  name: string;
  discordUserId?: string;
  zone?: string;
  personalMail: boolean;
  /** Lower case; those whose mail bounced for good left out. */
  addresses: string[];
}

export interface NewPerson {
  communityId: string;
  name: string;
  discordUserId?: string;
  address?: string;
  zone?: string;
}

export interface People {
  byId(id: string): Promise<Person | undefined>;
  byDiscordUser(communityId: string, discordUserId: string): Promise<Person | undefined>;
  byAddress(communityId: string, address: string): Promise<Person | undefined>;
  /** The only person so called, if exactly one is. */
  byName(communityId: string, name: string): Promise<Person | undefined>;
  insert(person: NewPerson, now: Temporal.Instant): Promise<Person>;
  addDiscordUser(personId: string, discordUserId: string): Promise<void>;
  addAddress(personId: string, address: string): Promise<void>;
  update(personId: string, changes: { personalMail?: boolean; zone?: string }): Promise<void>;
  markBounced(address: string, now: Temporal.Instant): Promise<void>;
}

/** A series with what concerns the world around it. */
export interface SeriesRecord extends Series {
  listAddress?: string;
  listId?: string;
  discordChannelId?: string;
  discordVoiceChannelId?: string;
  community: Community;
  /** Who may act as its chair, in the order of the rota. */
  chairs: { personId: string; name: string }[];
  scribes: { personId: string; name: string }[];
  standingItems: (ItemDraft & { id: string })[];
}

export interface NewSeries
  extends Omit<
    SeriesRecord,
    'id' | 'community' | 'chairs' | 'scribes' | 'standingItems' | 'communityId' | 'exceptions'
  > {
  communityId: string;
}

export interface SeriesStore {
  byId(id: string): Promise<SeriesRecord | undefined>;
  bySlug(slug: string, communitySlug?: string): Promise<SeriesRecord[]>;
  byChannel(channelId: string): Promise<SeriesRecord[]>;
  byList(list: { address?: string; listId?: string }): Promise<SeriesRecord[]>;
  all(): Promise<SeriesRecord[]>;
  insert(series: NewSeries, now: Temporal.Instant): Promise<SeriesRecord>;
  update(id: string, changes: Partial<Omit<NewSeries, 'communityId'>>): Promise<void>;
  setRota(id: string, role: Role, personIds: string[]): Promise<void>;
  setStandingItems(id: string, items: ItemDraft[]): Promise<void>;
  /** Ids of unpaused series whose planning is due; locked until the transaction ends, those locked elsewhere left out. */
  takeDue(now: Temporal.Instant, limit: number): Promise<string[]>;
  setPlanAt(id: string, at: Temporal.Instant | undefined): Promise<void>;
}

export interface MeetingChanges {
  startsAt?: Temporal.Instant;
  status?: Meeting['status'];
  cancelReason?: string;
  sequence?: number;
  currentItemId?: string | null;
  calledAt?: Temporal.Instant;
  confirmedAt?: Temporal.Instant;
  openedAt?: Temporal.Instant;
  closedAt?: Temporal.Instant;
  draftedAt?: Temporal.Instant;
  publishedAt?: Temporal.Instant;
  cancelledAt?: Temporal.Instant;
  discordThreadId?: string;
}

export interface Meetings {
  /** Locks the meeting's row until the transaction ends, so that all that happens to a meeting happens in turn. */
  lock(id: string): Promise<void>;
  sheet(id: string): Promise<Sheet>;
  insert(
    meeting: Pick<Meeting, 'seriesId' | 'occurrence' | 'startsAt' | 'durationMinutes'>,
    now: Temporal.Instant,
  ): Promise<Meeting | undefined>;
  update(id: string, changes: MeetingChanges): Promise<void>;
  setRole(id: string, role: Role, personId: string): Promise<void>;
  ofSeries(seriesId: string): Promise<Meeting[]>;
  /** Takes back meetings that nobody has heard of and that hold nobody's items. */
  dropUncalled(seriesId: string): Promise<void>;
  /** The Discord thread of a meeting, once there is one. */
  thread(id: string): Promise<string | undefined>;
  byThread(threadId: string): Promise<Meeting | undefined>;
  /** The address token under which replies come back for this meeting; made when there is none yet. */
  replyToken(id: string, now: Temporal.Instant): Promise<string>;
  byReplyToken(token: string): Promise<{ meeting: Meeting; personId?: string } | undefined>;
  /** The meeting in whose mail thread one of these Message-IDs is. */
  byMessageIds(messageIds: string[]): Promise<Meeting | undefined>;
}

export interface NewItem extends ItemDraft {
  meetingId: string;
  proposerId?: string;
  late?: boolean;
  standingItemId?: string;
  carriedFromId?: string;
  deferrals?: number;
  inboxId?: string;
  status?: Item['status'];
}

export interface Items {
  /** Gives it the next number and the last place of its meeting; nothing when it was carried or brought before. */
  insert(item: NewItem, now: Temporal.Instant): Promise<Item | undefined>;
  update(
    id: string,
    changes: ItemChanges & { status?: Item['status']; position?: number; deferrals?: number },
  ): Promise<void>;
  addChange(change: {
    itemId: string;
    at: Temporal.Instant;
    what: string;
    personId?: string;
    inboxId?: string;
    before?: object;
  }): Promise<void>;
}

export interface Minutes {
  addNote(note: {
    meetingId: string;
    kind: 'note' | 'decision';
    text: string;
    author: string;
    authorId?: string;
    itemId?: string;
    inboxId?: string;
    at: Temporal.Instant;
  }): Promise<void>;
  addAction(action: {
    seriesId: string;
    meetingId: string;
    text: string;
    owner?: string;
    ownerId?: string;
    due?: Temporal.PlainDate;
    itemId?: string;
    inboxId?: string;
    at: Temporal.Instant;
  }): Promise<void>;
  setAttendance(attendance: {
    meetingId: string;
    name: string;
    personId?: string;
    intention?: 'coming' | 'maybe' | 'regrets';
    present?: boolean;
    inboxId?: string;
    at: Temporal.Instant;
  }): Promise<void>;
  /** Returns its number, from 1. */
  addRevision(revision: {
    meetingId: string;
    status: 'draft' | 'approved' | 'published';
    markdown: string;
    content: object;
    at: Temporal.Instant;
    approvedById?: string;
  }): Promise<number>;
}

export interface StepRecord {
  meetingId: string;
  step: Step;
  dueAt: Temporal.Instant;
  status: 'pending' | 'queued' | 'done' | 'skipped';
  note?: string;
}

export interface Steps {
  insert(meetingId: string, steps: { step: Step; at: Temporal.Instant }[]): Promise<void>;
  ofMeeting(meetingId: string): Promise<StepRecord[]>;
  /** Marks up to `limit` pending steps that are due as queued and returns them, earliest first. */
  queueDue(now: Temporal.Instant, limit: number): Promise<StepRecord[]>;
  settle(
    meetingId: string,
    step: Step,
    outcome: { status: 'done' | 'skipped'; at: Temporal.Instant; note?: string },
  ): Promise<void>;
  /** Moves steps that have not run. */
  retime(meetingId: string, steps: { step: Step; at: Temporal.Instant }[]): Promise<void>;
}

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

export interface OutboxRecord {
  id: string;
  key: string;
  channel: 'mail' | 'discord';
  kind: string;
  meetingId?: string;
  recipient: string;
  payload: OutgoingMail | ChatPost;
  messageId: string;
  status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped';
  attempts: number;
  startedAt?: Temporal.Instant;
}

export interface OutboxStore {
  /** Its id; nothing when a message with this key exists. */
  insert(
    message: Pick<
      OutboxRecord,
      'key' | 'channel' | 'kind' | 'recipient' | 'payload' | 'messageId' | 'meetingId'
    >,
    now: Temporal.Instant,
  ): Promise<string | undefined>;
  take(id: string): Promise<OutboxRecord | undefined>;
  byMessageId(messageId: string): Promise<OutboxRecord | undefined>;
  /** Message-IDs of the mails of a meeting, the call's first. */
  threadOf(meetingId: string): Promise<string[]>;
  update(
    id: string,
    changes: {
      status: OutboxRecord['status'];
      attempts?: number;
      dueAt?: Temporal.Instant;
      startedAt?: Temporal.Instant | null;
      settledAt?: Temporal.Instant;
      response?: string;
      error?: string;
      remoteId?: string;
    },
  ): Promise<void>;
  /** Marks messages whose time to be tried again has come, and returns their ids. */
  queueDue(now: Temporal.Instant, limit: number): Promise<string[]>;
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

/** Work that is run as soon as this transaction has committed, once, by any replica. */
export type Job =
  | { name: 'run-step'; meetingId: string; step: Step }
  | { name: 'plan-series'; seriesId: string }
  | { name: 'read-mail'; inboxId: string }
  | { name: 'deliver'; outboxId: string };

export interface Jobs {
  add(job: Job): Promise<void>;
  /** When the planner next has something to do; `now` while jobs are under way. */
  nextDueAt(now: Temporal.Instant): Promise<Temporal.Instant | undefined>;
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

export type DeliveryOutcome =
  | { kind: 'sent'; response: string; remoteId?: string; threadId?: string }
  /** Will never be accepted as it is. */
  | { kind: 'refused'; error: string }
  /** Was not accepted, and may be later. */
  | { kind: 'retry'; error: string; afterSeconds?: number }
  /** May have been accepted: the connection ended before the answer. */
  | { kind: 'unknown'; error: string };

export interface MailSender {
  send(mail: OutgoingMail, messageId: string): Promise<DeliveryOutcome>;
}

export interface ChatSender {
  /** `nonce`: at most 25 characters; a second post with the same one within minutes is the same post. */
  post(post: ChatPost, nonce: string): Promise<DeliveryOutcome>;
}
