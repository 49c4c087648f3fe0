import type { ItemDraft } from '../domain/item.ts';
import type { Change } from '../domain/exceptions.ts';
import type { Holiday, HolidaySource } from '../domain/holiday.ts';
import type { Series } from '../domain/series.ts';
import type { Role } from '../domain/sheet.ts';

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
  update(id: string, changes: { name?: string; discordGuildId?: string | null }): Promise<void>;
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
  /** Returns the person who already has that account or address, if there is one. */
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
  /** Whether its meetings are put among the server's events. */
  discordEvent: boolean;
  community: Community;
  /** Who may act as its chair, in the order of the rota. */
  chairs: RotaPlace[];
  scribes: RotaPlace[];
  standingItems: (ItemDraft & { id: string })[];
}

export interface RotaPlace {
  personId: string;
  name: string;
  joinedAt?: Temporal.Instant;
}

/** An exception to a series' rule; local times are read in the zone in force. */
export type SeriesChange =
  | { kind: 'skip'; occurrence: Temporal.PlainDateTime; reason: string }
  | { kind: 'extra'; startsAt: Temporal.PlainDateTime }
  | { kind: 'move'; occurrence: Temporal.PlainDateTime; startsAt: Temporal.PlainDateTime }
  | { kind: 'from_now_on'; change: Change };

export interface NewSeries extends Omit<
  SeriesRecord,
  | 'id'
  | 'community'
  | 'chairs'
  | 'scribes'
  | 'standingItems'
  | 'communityId'
  | 'exceptions'
  | 'holidays'
  | 'holidaySource'
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
  /** Who was in the rota before keeps the time since when. */
  setRota(id: string, role: Role, personIds: string[], now: Temporal.Instant): Promise<void>;
  /** Those of the same title stay what they were; agendas that were not called yet lose those that are gone. */
  setStandingItems(id: string, items: ItemDraft[]): Promise<void>;
  /** Keeps an exception; one of its kind for the same date is replaced. */
  addChange(id: string, change: SeriesChange, now: Temporal.Instant): Promise<void>;
  /** Takes back what was said of one date, or from one on; returns whether there was anything. */
  removeChange(
    id: string,
    what:
      | { kind: 'skip' | 'move' | 'extra'; at: Temporal.PlainDateTime }
      | { kind: 'from_now_on'; from: Temporal.PlainDate },
  ): Promise<boolean>;
  /** Puts these in the place of all holidays. */
  setHolidays(id: string, holidays: readonly Holiday[], source?: HolidaySource): Promise<void>;
  /** Puts these in the place of the library's, unless the series has another source by now. */
  renewHolidays(id: string, holidays: readonly Holiday[], source: HolidaySource): Promise<void>;
  /** Ids of unpaused series whose planning is due; locked until the transaction ends, those locked elsewhere left out. */
  takeDue(now: Temporal.Instant, limit: number): Promise<string[]>;
  /** When the planner looks at these next, if nobody says otherwise meanwhile. */
  setPlanAt(id: string | readonly string[], at: Temporal.Instant | undefined): Promise<void>;
}
