import type { ItemChanges, ItemDraft } from './item.ts';
import type { Role } from './sheet.ts';

/**
 * What a person asked for, whether by a slash command, a line of mail or the operator's shell.
 * Item numbers are those shown on the agenda (#1, #2, …). The meeting is named beside the command, not in it.
 */
export type Command = PlainCommand | Settling;

/** What becomes of a held message, by its id in the inbox; `commands` instead of what was made out of it. */
export interface Settling {
  name: 'settle';
  held: string;
  how: 'accept' | 'dismiss';
  commands?: PlainCommand[];
}

/** Every command but the one about another message's. */
export type PlainCommand =
  | { name: 'add'; items: ItemDraft[] }
  | { name: 'list' }
  | { name: 'edit'; item: number; changes: ItemChanges }
  | { name: 'withdraw'; item: number }
  /** Takes back that an item was withdrawn, declined or deferred; without a number, that the call was cancelled. */
  | { name: 'restore'; item?: number }
  | { name: 'move'; item: number; to: number }
  | { name: 'defer'; item: number; reason?: string }
  | { name: 'accept'; item: number }
  | { name: 'decline'; item: number; reason?: string }
  | { name: 'next' }
  | { name: 'confirm' }
  | { name: 'cancel'; reason: string }
  /** `to` as the person wrote it; read in the series' zone. */
  | { name: 'reschedule'; to: string }
  /** The meeting on a local date does not take place; without a date the next one. */
  | { name: 'skip'; date?: string; reason: string }
  /** Exchanges turns: one's own next one for that of the person named. */
  | { name: 'swap'; role: Role; with: string }
  /** One can't take one's turn; whoever is next in line has it. */
  | { name: 'pass'; role: Role }
  | { name: 'start' }
  | { name: 'topic'; item?: number; title?: string }
  | { name: 'end' }
  | { name: 'note'; text: string; item?: number }
  | { name: 'decision'; text: string; item?: number }
  | { name: 'action'; text: string; owner?: string; due?: string; item?: number }
  /** Who is here; no names means the writer. */
  | { name: 'present'; people: string[] }
  /** Who can't come; no names means the writer. */
  | { name: 'regrets'; people: string[] }
  /** Who means to come; no names means the writer. */
  | { name: 'coming'; people: string[] }
  | { name: 'draft' }
  /** Asks for a code at a mail address, which then belongs to the same person as the account that asks. */
  | { name: 'link'; address: string }
  | { name: 'verify'; code: string }
  /** Where the person lives, as they wrote it: times are shown on their clock too. */
  | { name: 'zone'; zone: string }
  | { name: 'stop' }
  /** Takes back a "stop". */
  | { name: 'resume' }
  | { name: 'help' };

export type CommandName = Command['name'];
