import { createHash } from 'node:crypto';
import type { Part } from './mime.ts';

export interface Correspondent {
  name?: string;
  address: string;
}

/** The message that is being answered, as its reader sees it. */
export interface AnsweredMail {
  messageId: string;
  references: string[];
  subject: string;
  from: Correspondent;
  to: Correspondent[];
  cc: Correspondent[];
  replyTo: Correspondent[];
  date: Temporal.Instant;
  text: string;
  html?: string;
}

/** What somebody writes, before a program gives it a shape. Without `answers` it begins a thread. */
export interface Letter {
  author: Correspondent;
  text: string;
  at: Temporal.Instant;
  /** The zone that the program's own date lines are in. */
  zone: string;
  answers?: AnsweredMail;
  /** Programs that quote above put the words right under the first quoted line that holds this. */
  under?: string;
}

/** One mail program's habits: its header fields, and how it sets a reply beside what it answers. */
export interface Program {
  id: string;
  name: string;
  headers: Record<string, string>;
  messageId: (unique: string, author: Correspondent) => string;
  body: (letter: Letter) => Part;
  inReplyTo?: (answered: AnsweredMail, letter: Letter) => string;
}

/** Thirty-two hex digits that belong to this letter and no other. */
export function uniqueFor({ author, text, at, answers }: Letter): string {
  return createHash('sha256')
    .update([author.address, at.toString(), answers?.messageId ?? '', text].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

export function domainOf(author: Correspondent): string {
  return author.address.slice(author.address.lastIndexOf('@') + 1);
}

export function named({ name, address }: Correspondent): string {
  return name ? `${name} <${address}>` : address;
}

/** The name alone, or the address for want of one. */
export function shortName({ name, address }: Correspondent): string {
  return name ?? address;
}

export function linesOf(text: string): string[] {
  return text.replace(/\r\n?/gu, '\n').replace(/\n+$/u, '').split('\n');
}

/** Each line behind a prefix; quotes of quotes grow no gap between their marks. */
export function quoted(text: string, mark = '> '): string[] {
  return linesOf(text).map((line) =>
    line.startsWith('>') ? `${mark.trimEnd()}${line}` : `${mark}${line}`.trimEnd(),
  );
}

/** Quote and words in the order of somebody who answers under what is answered. */
export function answeredUnder(quote: string[], { text, under }: Letter): string[] {
  const found = under === undefined ? -1 : quote.findIndex((line) => line.includes(under));
  const cut = found < 0 ? quote.length : found + 1;
  const rest = quote.slice(cut);
  return [...quote.slice(0, cut), '', ...linesOf(text), ...(rest.length > 0 ? ['', ...rest] : [])];
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What stands inside the answered message's body element, or its text with line breaks. */
export function htmlOf({ html, text }: AnsweredMail): string {
  if (html === undefined) return linesOf(text).map(escapeHtml).join('<br>\n');
  const body = /<body\b[^>]*>([^]*?)(?:<\/body>|$)/iu.exec(html)?.[1];
  return (body ?? html).trim();
}

/** A date line's parts, as the program of an English-speaking person in that zone writes them. */
export function dateParts(at: Temporal.Instant, zone: string) {
  const local = at.toZonedDateTimeISO(zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(at.epochMilliseconds);
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12;
  return {
    weekday: name({ weekday: 'long' }),
    day: name({ weekday: 'short' }),
    month: name({ month: 'long' }),
    mon: local.toLocaleString('en-US', { month: 'short' }),
    date: local.day,
    year: local.year,
    time: `${two(local.hour)}:${two(local.minute)}`,
    seconds: two(local.second),
    time12: `${hour}:${two(local.minute)}`,
    half: local.hour < 12 ? 'AM' : 'PM',
    numeric: `${two(local.day)}/${two(local.month)}/${local.year}`,
    offset: local.offset.replace(':', ''),
    zoneName:
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(at.epochMilliseconds)
        .find((part) => part.type === 'timeZoneName')?.value ?? 'UTC',
  };
}
