import type { Item, ItemChanges, ItemDraft } from '../domain/item.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Role, Sheet } from '../domain/sheet.ts';
import type { SeriesRecord } from './ports-people.ts';
import type { Step } from '../domain/timeline.ts';

export interface MeetingChanges {
  startsAt?: Temporal.Instant;
  durationMinutes?: number;
  status?: Meeting['status'];
  cancelReason?: string | null;
  sequence?: number;
  currentItemId?: string | null;
  calledAt?: Temporal.Instant;
  askedAt?: Temporal.Instant | null;
  revivals?: number;
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
  /** As `lock`, in an order that is the same for everyone. */
  lockAll(ids: readonly string[]): Promise<void>;
  sheet(id: string): Promise<LoadedSheet>;
  insert(
    meeting: Pick<Meeting, 'seriesId' | 'occurrence' | 'startsAt' | 'durationMinutes'>,
    now: Temporal.Instant,
  ): Promise<Meeting | undefined>;
  update(id: string, changes: MeetingChanges): Promise<void>;
  /** `settled`: agreed by people, so that it stays whoever's turn it would be. Without a person nobody has it. */
  setRole(
    id: string,
    role: Role,
    personId: string | undefined,
    settled?: { settled: boolean },
  ): Promise<void>;
  /** Somebody can't take their turn. */
  addDecline(id: string, role: Role, personId: string, now: Temporal.Instant): Promise<void>;
  /** Who had, has and passed the duties in the meetings of a series that were not called off, oldest first. */
  turns(seriesId: string): Promise<TurnRecord[]>;
  /**
   * Whether anybody outside knows of this very meeting: something was said of it, by Convoke or to it, or a message
   * about the meeting before named it as the next. `andCalledOff`: whether it was told that this one is off.
   */
  wasHeardOf(id: string, of?: { andCalledOff: true }): Promise<boolean>;
  /** In order of their start; `from`: only those that start then or later. */
  ofSeries(seriesId: string, from?: Temporal.Instant): Promise<Meeting[]>;
  /** The latest meetings with their items, at most so many, in order of their start. */
  latest(seriesId: string, limit: number): Promise<{ meeting: Meeting; items: Item[] }[]>;
  /** Takes back meetings that nobody has heard of and that hold nobody's items, turns agreed on or held messages. */
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

/** A sheet with what only its loader needs. */
export interface LoadedSheet extends Sheet {
  series: SeriesRecord;
  /** The token of `replyToken`, where there is one already. */
  replyToken?: string;
}

export interface TurnRecord {
  meetingId: string;
  startsAt: Temporal.Instant;
  status: Meeting['status'];
  roles: { role: Role; personId: string; settled: boolean }[];
  declines: { role: Role; personId: string }[];
  /** Who can't come. */
  regrets: string[];
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
    changes: ItemChanges & {
      status?: Item['status'];
      position?: number;
      deferrals?: number;
      carriedFromId?: null;
    },
  ): Promise<void>;
  /** What it became where it was carried to. */
  carriedTo(id: string): Promise<Item | undefined>;
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
  /** The minutes as they were published, in Markdown. */
  published(meetingId: string): Promise<string | undefined>;
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
  /**
   * Puts these in the place of all that has not been done; what is skipped keeps its reason.
   */
  plan(
    meetingId: string,
    steps: { step: Step; at: Temporal.Instant; skipped?: string }[],
    now: Temporal.Instant,
  ): Promise<void>;
  ofMeeting(meetingId: string): Promise<StepRecord[]>;
  /**
   * Marks up to `limit` pending steps that are due as queued and returns them, earliest first. While a series is
   * paused, its meetings that were not called yet wait.
   */
  queueDue(now: Temporal.Instant, limit: number): Promise<StepRecord[]>;
  settle(
    meetingId: string,
    step: Step,
    outcome: { status: 'done' | 'skipped'; at: Temporal.Instant; note?: string },
  ): Promise<void>;
  /** Puts off a step that is under way. */
  postpone(meetingId: string, step: Step, at: Temporal.Instant, note: string): Promise<void>;
  /** Moves steps that have not run. */
  retime(meetingId: string, steps: { step: Step; at: Temporal.Instant }[]): Promise<void>;
}
