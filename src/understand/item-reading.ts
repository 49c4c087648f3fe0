import type { ItemDraft } from '../domain/item.ts';
import { speaksOfCall } from './item-words.ts';

/** What is known of a reply besides its words. */
export interface ReplyContext {
  authorName?: string;
  /** The person wrote between quotes. */
  interleaved?: boolean;
  /** It was written to Convoke alone, with whom nobody discusses: whatever is quoted, what is said is meant for it. */
  isDirect?: boolean;
  /** What was quoted, when anything was: an answer to something that is no call for agenda is likely drift. */
  quoted?: string;
}

export interface ItemsReading {
  verdict: 'items' | 'unclear' | 'nothing';
  items: ItemDraft[];
  /** Someone wrote "please add", "agenda+" or "Topic:": it is an item wherever it was posted. */
  explicit: boolean;
  regrets: boolean;
  /** Sentences that ask for nothing and are no part of an item: their writer is told that they went nowhere. */
  remarks: string[];
  reason?: string;
}

/** Prose longer than this around a list, or alone, is a discussion and no proposal. */
export const discussionWords = 60;

export const nothingAsked: ItemsReading = {
  verdict: 'nothing',
  items: [],
  explicit: false,
  regrets: false,
  remarks: [],
};

export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

/** Whether what was answered is no call for agenda, as far as it was quoted. */
export function isDrift({ quoted }: ReplyContext): boolean {
  return quoted !== undefined && !speaksOfCall(quoted);
}
