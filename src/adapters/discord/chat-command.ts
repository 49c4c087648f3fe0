import type { Answer } from '../../app/ports.ts';
import type { Command } from '../../domain/command.ts';
import { UserError } from '../../domain/user-error.ts';

/** One slash command as plain data: what Discord shows, and how its values become a Command. */
export interface ChatCommand {
  /** `/agenda add` is `['agenda', 'add']`. */
  path: readonly [group: ChatGroup, name: string];
  /** Shown beside the command while a person types; at most 100 characters. */
  description: string;
  /** Required ones first, as Discord wants them. */
  options: readonly ChatOption[];
  /** Who is expected to read the answer: settled when the interaction is acknowledged, before the answer is known. */
  audience: Answer['audience'];
  /** A form that opens when too little was given. */
  modal?: ChatModal;
  /** Throws a UserError when the values make no command. */
  toCommand(values: ChatValues): Command;
}

/** What a button under a post does. Like a command, but not to be typed: its values travel in the button's custom_id. */
export type ChatAction = Pick<ChatCommand, 'audience' | 'modal' | 'toCommand'> & {
  path: readonly ['held', string];
};

export type ChatGroup = 'agenda' | 'meeting' | 'minutes' | 'me';

export type ChatOption = TextOption | WholeOption;

export interface TextOption {
  type: 'text';
  name: string;
  description: string;
  required?: true;
  maxChars?: number;
  choices?: readonly { name: string; value: string }[];
}

export interface WholeOption {
  type: 'whole';
  name: string;
  description: string;
  required?: true;
  min?: number;
  max?: number;
}

export interface ChatModal {
  title: string;
  fields: readonly ChatField[];
  /** Whether these values are too few to act on. */
  opensFor(values: ChatValues): boolean;
  /** The values to begin with are those of the item whose number was given. */
  startsFromItem?: true;
  /** The value to begin with is what a held message would do. */
  startsFromHeld?: true;
}

export interface ChatField {
  name: string;
  label: string;
  /** Under the label; at most 100 characters. */
  hint?: string;
  required?: boolean;
  lines: 'one' | 'many';
  maxChars: number;
}

/**
 * What a person gave, by the names of options and fields. An empty text is a field that was emptied on purpose;
 * what was left as it was is absent.
 */
export type ChatValues = Readonly<Record<string, string | number>>;

/** The text given, or nothing; `''` when it was emptied on purpose. */
export function textOf(values: ChatValues, name: string): string | undefined {
  const value = values[name];
  return value === undefined ? undefined : String(value);
}

/** The text of a required option. Its absence is Discord's failure or ours, and told as such. */
export function requiredText(values: ChatValues, name: string): string {
  const text = textOf(values, name);
  if (text === undefined || text.trim() === '') throw new UserError(`Fill in “${name}”.`);
  return text;
}

/** A whole number given as an option, or typed into a form as "10", "10 min" or "10m". */
export function wholeOf(values: ChatValues, name: string): number | undefined {
  const value = values[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'number') return value;
  const digits = /^\s*#?(\d{1,6})\s*(?:m|min|mins|minutes?|['’])?\s*$/iu.exec(value)?.[1];
  if (digits === undefined) throw new UserError(`“${name}” is a whole number, such as 10.`);
  return Number(digits);
}

export function requiredWhole(values: ChatValues, name: string): number {
  const number = wholeOf(values, name);
  if (number === undefined) throw new UserError(`Fill in “${name}”: a whole number.`);
  return number;
}

/** Links parted by spaces, commas or new lines; angle brackets, with which Discord hides previews, taken off. */
export function linksOf(values: ChatValues, name: string): string[] | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const links = text.split(/[\s,]+/u).map((link) => link.replace(/^<(.*)>$/u, '$1'));
  return links.filter((link) => link !== '').map(checkLink);
}

function checkLink(link: string): string {
  if (URL.canParse(link) && /^https?:/iu.test(link)) return link;
  throw new UserError('A link begins with https:// or http://. Several are parted by spaces.');
}

/** Names parted by commas, semicolons, new lines or "and". */
export function namesOf(values: ChatValues, name: string): string[] {
  const text = textOf(values, name) ?? '';
  const names = text.split(/[,;\n]|\s+and\s+/u).map((part) => part.trim());
  return names.filter((part) => part !== '');
}

/** `{ [name]: value }`, or nothing when there is no value: a Command has no empty fields. */
export function field<const Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
