import type { ItemChanges, ItemDraft } from './item.ts';

/**
 * What a person asked for, whether by a slash command, a line of mail or the operator's shell.
 * Item numbers are those shown on the agenda (#1, #2, …). The meeting is named beside the command, not in it.
 */
export type Command =
  | { name: 'add'; items: ItemDraft[] }
  | { name: 'list' }
  | { name: 'edit'; item: number; changes: ItemChanges }
  | { name: 'withdraw'; item: number }
  | { name: 'move'; item: number; to: number }
  | { name: 'defer'; item: number; reason?: string }
  | { name: 'accept'; item: number }
  | { name: 'decline'; item: number; reason?: string }
  | { name: 'next' }
  | { name: 'confirm' }
  | { name: 'cancel'; reason: string }
  /** `to` as the person wrote it; read in the series' zone. */
  | { name: 'reschedule'; to: string }
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
  | { name: 'draft' }
  | { name: 'stop' }
  | { name: 'help' };

export type CommandName = Command['name'];
