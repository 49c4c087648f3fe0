/**
 * What people read, before it is text, HTML, Markdown or a Discord message. Plain strings are people's or our own
 * words, taken literally: no output reads markup in them.
 */
export interface Document {
  blocks: Block[];
}

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; items: ListItem[] }
  | { kind: 'table'; rows: TableRow[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'divider' };

/** A bullet, or a numbered entry whose number is kept whatever comes before it. */
export interface ListItem {
  number?: number;
  blocks: Block[];
}

/** A term and what is to be said of it, or a place and its time. */
export interface TableRow {
  term: Inline[];
  value: Inline[];
}

export type Inline =
  | string
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'emphasis'; children: Inline[] }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'instant'; at: Temporal.Instant; zone: string; style: InstantStyle }
  | { kind: 'break' };

/** `full` is date, time and zone; where the reader's own zone can be shown, as on Discord, it is. */
export type InstantStyle = 'full' | 'date' | 'day' | 'time';

/** A message for people. */
export interface Rendered {
  /** One line of plain text. */
  subject: string;
  /** What the message says, in a few words, where a mail's subject only names its thread. */
  headline?: string;
  document: Document;
}

export function heading(level: 1 | 2 | 3, ...children: Inline[]): Block {
  return { kind: 'heading', level, children };
}

export function paragraph(...children: Inline[]): Block {
  return { kind: 'paragraph', children };
}

/** Bullets of one paragraph each. */
export function bullets(...items: Inline[][]): Block {
  return { kind: 'list', items: items.map((children) => ({ blocks: [paragraph(...children)] })) };
}

export const divider: Block = { kind: 'divider' };

export function strong(...children: Inline[]): Inline {
  return { kind: 'strong', children };
}

export function emphasis(...children: Inline[]): Inline {
  return { kind: 'emphasis', children };
}

export function code(text: string): Inline {
  return { kind: 'code', text };
}

/** A link with a label; without one the address itself is shown. */
export function link(url: string, ...label: Inline[]): Inline {
  return { kind: 'link', url, children: label.length > 0 ? label : [url] };
}

export function instant(at: Temporal.Instant, zone: string, style: InstantStyle = 'full'): Inline {
  return { kind: 'instant', at, zone, style };
}
