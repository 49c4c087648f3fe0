import libmime from 'libmime';
import addressparser from 'nodemailer/lib/addressparser';
import type { Address } from '../../understand/reading.ts';

export interface Field {
  name: string;
  /** Unfolded, not decoded. */
  value: string;
}

const newline = 10;
const maxFields = 2000;
const maxValueChars = 100_000;

/** Splits a message or part at the first empty line, and reads its fields. What is no field begins the body. */
export function splitHeader(raw: Buffer): { fields: Field[]; body: Buffer } {
  const fields: Field[] = [];
  let at = raw.subarray(0, 5).toString('latin1') === 'From ' ? lineEnd(raw, 0) : 0;
  while (at < raw.length) {
    const end = lineEnd(raw, at);
    const line = textOf(raw.subarray(at, Math.min(end, at + maxValueChars))).replace(/\r?\n$/u, '');
    if (line === '') return { fields, body: raw.subarray(end) };
    const last = fields.at(-1);
    if (/^[ \t]/u.test(line) && last) {
      if (last.value.length < maxValueChars) last.value += line;
    } else {
      const field = /^([!-9;-~]{1,200})[ \t]*:(.*)$/su.exec(line);
      if (!field) break;
      if (fields.length < maxFields)
        fields.push({ name: field[1]!.toLowerCase(), value: field[2]!.trim() });
    }
    at = end;
  }
  return { fields, body: raw.subarray(at) };
}

function lineEnd(raw: Buffer, from: number): number {
  const at = raw.indexOf(newline, from);
  return at < 0 ? raw.length : at + 1;
}

/** Header bytes are ASCII, UTF-8 (RFC 6532), or from a program that knew neither. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return (text.includes('\ufffd') ? bytes.toString('latin1') : text).replaceAll('\0', '');
}

export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

/** Undoes RFC 2047 encoded words; what can't be undone stays as it was sent. */
export function decodeWords(value: string): string {
  try {
    return libmime.decodeWords(value.slice(0, 20_000)).replaceAll('\0', '');
  } catch {
    // An unknown charset in a subject must not cost the message.
    return value;
  }
}

export interface Structured {
  value: string;
  params: Readonly<Record<string, string>>;
}

/** `text/plain; charset=utf-8`, with RFC 2231 continuations undone. */
export function structured(value: string | undefined): Structured {
  try {
    const parsed = libmime.parseHeaderValue((value ?? '').slice(0, 20_000));
    return {
      value: parsed.value.trim().toLowerCase(),
      params: parsed.params,
    };
  } catch {
    return { value: /^[^;\s]*/u.exec(value ?? '')![0].toLowerCase(), params: {} };
  }
}

/** Every address of every field of the name, groups opened; the domain in lower case. */
export function addressesOf(fields: readonly Field[], name: string): Address[] {
  return fields
    .filter((field) => field.name === name)
    .flatMap(({ value }) => parseAddresses(value));
}

function parseAddresses(value: string): Address[] {
  return addressparser(value.slice(0, maxValueChars), { flatten: true })
    .filter(({ address }) => address !== '')
    .map(({ name, address }) => {
      const decoded = decodeWords(name).replace(/\s+/gu, ' ').trim();
      return {
        ...(decoded === '' ? {} : { name: decoded }),
        address: lowerDomain(decodeWords(address)),
      };
    });
}

function lowerDomain(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + address.slice(at + 1).toLowerCase();
}

/** The identifiers in `In-Reply-To` and `References`, each in its angle brackets. */
export function messageIdsOf(value: string | undefined): string[] {
  const text = value ?? '';
  const bracketed = [...text.slice(0, 50_000).matchAll(/<[^<>\s]{1,998}>/gu)].map(([id]) => id);
  if (bracketed.length > 0) return bracketed.slice(0, 1000);
  const bare = text.trim();
  return /^[^<>\s]{1,998}@[^<>\s]{1,998}$/u.test(bare) ? [`<${bare}>`] : [];
}
