import type { Item } from './item.ts';
import type { Meeting } from './meeting.ts';
import type { Series } from './series.ts';

export type Role = 'chair' | 'scribe';

/** Whether someone means to come, and whether they came. */
export interface Attendance {
  name: string;
  personId?: string;
  intention?: 'coming' | 'maybe' | 'regrets';
  present: boolean;
}

/** One thing said that the minutes keep, in the order it was said. */
export interface Note {
  id: string;
  kind: 'note' | 'decision';
  text: string;
  /** Under which item; absent for what was said before the first or as any other business. */
  itemId?: string;
  author: string;
  at: Temporal.Instant;
}

/** A promise: who does what until when. */
export interface Action {
  id: string;
  text: string;
  owner?: string;
  due?: Temporal.PlainDate;
  status: 'open' | 'done' | 'dropped';
  itemId?: string;
}

/** Everything known of one meeting: what any agenda, call, confirmation or minutes is rendered from. */
export interface Sheet {
  community: { name: string; slug: string };
  series: Series;
  meeting: Meeting;
  /** IANA zones in which the community's people live, the series' own first. */
  zones: string[];
  chair?: string;
  scribe?: string;
  /** In agenda order, whatever their status. */
  items: Item[];
  attendance: Attendance[];
  notes: Note[];
  /** Promised in this meeting. */
  actions: Action[];
  /** Promised in earlier meetings and still open. */
  openActions: Action[];
  /** The meeting before this one that was not called off. */
  previous?: { startsAt: Temporal.Instant };
  /** Where and when the last minutes were published. */
  lastMinutes?: { startsAt: Temporal.Instant; url?: string };
  /** The meeting after this one. */
  next?: { startsAt: Temporal.Instant; url?: string };
  /** Public page of this meeting, when Convoke has a public address. */
  url?: string;
  /** Where replies with agenda items go. */
  replyTo?: string;
  listAddress?: string;
  /** Whether the series has a Discord channel, so that commands are worth telling of. */
  hasChannel: boolean;
}
