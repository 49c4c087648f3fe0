import { splitHeader, structured, valueOf } from './parse-mime-headers.ts';
import type { Field, Structured } from './parse-mime-headers.ts';
import { decodeTransfer } from './parse-mime-text.ts';
import { contentOfSignedData } from './signed-data.ts';

/** A MIME entity: a leaf with its bytes as sent, a multipart with its parts, or a signed one with what it wraps. */
export interface Part {
  fields: Field[];
  type: Structured;
  disposition: Structured;
  body: Buffer;
  parts: Part[];
}

/** Deeper or wider than any program builds; what lies beyond is not read as text. */
const maxDepth = 30;
const maxParts = 2000;

/** Reads the tree of parts. Never throws: a multipart without a boundary is a text, one never closed ends with its parent. */
export function readParts(raw: Buffer): Part {
  return readPart(raw, { depth: 0, implied: 'text/plain', count: { parts: 0 } });
}

interface Place {
  depth: number;
  /** The type of a part that names none (RFC 2046 §5.1.5: in a digest it is a message). */
  implied: string;
  count: { parts: number };
}

function readPart(raw: Buffer, { depth, implied, count }: Place): Part {
  const { fields, body } = splitHeader(raw);
  const named = structured(valueOf(fields, 'content-type'));
  const type = /^[\w.+-]+\/[\w.+-]+$/u.test(named.value)
    ? named
    : { value: implied, params: named.params };
  const part: Part = {
    fields,
    type,
    disposition: structured(valueOf(fields, 'content-disposition')),
    body,
    parts: [],
  };
  const signed = depth < maxDepth && count.parts < maxParts ? signedContent(part) : undefined;
  if (signed) {
    count.parts++;
    part.parts.push(readPart(signed, { depth: depth + 1, implied: 'text/plain', count }));
    return part;
  }
  const boundary = type.params['boundary'];
  if (
    !type.value.startsWith('multipart/') ||
    boundary === undefined ||
    boundary === '' ||
    depth >= maxDepth
  )
    return part;
  const below = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  for (const bytes of splitAt(body, boundary, maxParts - count.parts)) {
    if (++count.parts > maxParts) break;
    part.parts.push(readPart(bytes, { depth: depth + 1, implied: below, count }));
  }
  return part;
}

/** How the bytes of a part were encoded for the way. */
export function encodingOf({ fields }: Part): string {
  return /^[\w-]*/u.exec((valueOf(fields, 'content-transfer-encoding') ?? '').trim())![0];
}

function signedContent(part: Part): Buffer | undefined {
  if (!/^application\/(?:x-)?pkcs7-mime$/u.test(part.type.value)) return undefined;
  return contentOfSignedData(decodeTransfer(part.body, encodingOf(part)));
}

const newline = 10;
const carriageReturn = 13;
const dash = 45;

/** The stretches between delimiter lines; the line end before a delimiter belongs to it. */
function splitAt(body: Buffer, boundary: string, most: number): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`, 'utf8');
  const stretches: Buffer[] = [];
  let start = -1;
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const end = at + delimiter.length;
    if (isDelimiter(body, at, end)) {
      if (start >= 0) stretches.push(body.subarray(start, contentEnd(body, start, at)));
      if ((body[end] === dash && body[end + 1] === dash) || stretches.length > most)
        return stretches;
      const lineEnd = body.indexOf(newline, end);
      start = lineEnd < 0 ? body.length : lineEnd + 1;
    }
    at = body.indexOf(delimiter, end);
  }
  if (start >= 0 && start < body.length) stretches.push(body.subarray(start));
  return stretches;
}

/** At the beginning of a line, with nothing but "--" and white space after it. */
function isDelimiter(body: Buffer, at: number, end: number): boolean {
  if (at > 0 && body[at - 1] !== newline) return false;
  let rest = body[end] === dash && body[end + 1] === dash ? end + 2 : end;
  while (body[rest] === 32 || body[rest] === 9 || body[rest] === carriageReturn) rest++;
  return rest >= body.length || body[rest] === newline;
}

function contentEnd(body: Buffer, start: number, delimiter: number): number {
  let end = delimiter;
  if (end > start && body[end - 1] === newline) end--;
  if (end > start && body[end - 1] === carriageReturn) end--;
  return end;
}
