import { UserError } from './user-error.ts';

export type Outcome = 'decision' | 'discussion' | 'information';

export type ItemStatus =
  'proposed' | 'accepted' | 'discussed' | 'deferred' | 'declined' | 'withdrawn';

/** What a person says of an item before it has a place on an agenda. Only the title is required. */
export interface ItemDraft {
  title: string;
  details?: string;
  /** Who leads it, as the writer named them. */
  lead?: string;
  /** The time box. */
  minutes?: number;
  outcome?: Outcome;
  links?: string[];
}

/** One agenda item. `number` is stable within its meeting; `position` is its place in the order. */
export interface Item extends ItemDraft {
  id: string;
  meetingId: string;
  number: number;
  position: number;
  status: ItemStatus;
  links: string[];
  proposerId?: string;
  /** The proposer's name as shown; absent for standing items. */
  proposer?: string;
  standing: boolean;
  /** Came after the agenda was confirmed: accepted, and marked. */
  late: boolean;
  /** How many meetings this item has waited through unreached. */
  deferrals: number;
}

/** The fields a person may change; `null` clears an optional one. */
export interface ItemChanges {
  title?: string;
  details?: string | null;
  lead?: string | null;
  minutes?: number | null;
  outcome?: Outcome | null;
  links?: string[];
}

export const itemLimits = {
  titleChars: 300,
  detailsChars: 20_000,
  leadChars: 120,
  minutes: 480,
  links: 50,
  linkChars: 2_000,
  itemsPerMeeting: 500,
} as const;

/** Returns the draft with its spaces tidied. Throws a UserError that says what to shorten or add. */
export function checkDraft(draft: ItemDraft): ItemDraft {
  const title = draft.title.replace(/\s+/gu, ' ').trim();
  if (title === '') throw new UserError('An agenda item needs a title.');
  checkLength('title', title, itemLimits.titleChars);
  const details = draft.details?.trim();
  if (details !== undefined) checkLength('details', details, itemLimits.detailsChars);
  const lead = draft.lead?.replace(/\s+/gu, ' ').trim();
  if (lead !== undefined) checkLength('lead', lead, itemLimits.leadChars);
  if (draft.minutes !== undefined) checkMinutes(draft.minutes);
  const links = [...new Set(draft.links ?? [])];
  if (links.length > itemLimits.links)
    throw new UserError(
      `An item holds at most ${itemLimits.links} links; this one has ${links.length}.`,
    );
  for (const link of links) checkLength('link', link, itemLimits.linkChars);
  return {
    title,
    ...(details ? { details } : {}),
    ...(lead ? { lead } : {}),
    ...(draft.minutes === undefined ? {} : { minutes: draft.minutes }),
    ...(draft.outcome ? { outcome: draft.outcome } : {}),
    ...(links.length > 0 ? { links } : {}),
  };
}

function checkMinutes(minutes: number): void {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > itemLimits.minutes)
    throw new UserError(`A time box is a whole number of minutes from 1 to ${itemLimits.minutes}.`);
}

function checkLength(what: string, text: string, maxChars: number): void {
  const chars = [...text].length;
  if (chars > maxChars)
    throw new UserError(
      `The ${what} has ${chars} characters; the limit is ${maxChars}. Shorten it, or put the rest into the details.`,
    );
}

/** Throws a UserError when the item is done with, here or altogether: it would live twice. */
export function assertUndecided({ number, status }: Pick<Item, 'number' | 'status'>): void {
  if (status === 'deferred')
    throw new UserError(`#${number} is deferred; it is on the agenda of a later meeting.`);
  if (status === 'discussed') throw new UserError(`#${number} was already discussed.`);
}

/** An item that the agenda shows: neither refused, withdrawn, nor moved on to a later meeting. */
export function isOnAgenda(item: Pick<Item, 'status'>): boolean {
  switch (item.status) {
    case 'proposed':
    case 'accepted':
    case 'discussed':
      return true;
    case 'deferred':
    case 'declined':
    case 'withdrawn':
      return false;
  }
}
