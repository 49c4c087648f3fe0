import type { SegmentKind } from './reading.ts';

/** A stretch of a body whose kind is known from structure (HTML, RFC 3676) rather than from its words. */
export interface Hint {
  from: number;
  to: number;
  kind: SegmentKind;
}

/**
 * The lines of a body that hold more than white space, each with what one pass over the characters tells.
 * Columns instead of objects, and no entry for a blank line: a megabyte of newlines must cost next to nothing.
 */
export class Lines {
  readonly body: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** First character that is no space; its offset from `starts`. */
  readonly indents: Int32Array;
  readonly flags: Uint8Array;
  readonly count: number;

  /** `breaks`: offsets, in order, at which a line ends though nothing in the body says so. */
  constructor(body: string, breaks: readonly number[] = []) {
    this.body = body;
    const atMost = countLines(body) + breaks.length;
    this.starts = new Int32Array(atMost);
    this.ends = new Int32Array(atMost);
    this.indents = new Int32Array(atMost);
    this.flags = new Uint8Array(atMost);
    this.count = this.#scan(breaks);
  }

  /** The line without its end, cut after `maxChars`: no rule needs more, and rules must stay cheap. */
  text(line: number, maxChars = 1000): string {
    const start = this.starts[line]!;
    return this.body.slice(start, Math.min(this.ends[line]!, start + maxChars));
  }

  trimmed(line: number, maxChars = 1000): string {
    return this.text(line, maxChars).trim();
  }

  length(line: number): number {
    return this.ends[line]! - this.starts[line]!;
  }

  /** Code of the first character that is no space. */
  firstChar(line: number): number {
    return this.body.charCodeAt(this.starts[line]! + this.indents[line]!);
  }

  has(line: number, flag: number): boolean {
    return (this.flags[line]! & flag) !== 0;
  }

  blankBefore(line: number): boolean {
    return this.has(line, lineFlags.blankBefore);
  }

  #scan(breaks: readonly number[]): number {
    const body = this.body;
    let count = 0;
    let nextBreak = 0;
    let stop = breaks[0] ?? -1;
    let at = 0;
    let blank = true;
    while (at < body.length) {
      const start = at;
      let flags = blank ? lineFlags.blankBefore : 0;
      let indent = -1;
      let last = 0;
      for (; at < body.length; at++) {
        const code = body.charCodeAt(at);
        if (code === newline || code === carriageReturn || (at === stop && at > start)) break;
        if (isSpace(code)) continue;
        if (indent < 0) indent = at - start;
        last = code;
        if (code === atSign) flags |= lineFlags.at;
        else if (isDigit(code)) flags |= lineFlags.digit;
        else if ((code === colon || code === wideColon) && at - start < earlyChars)
          flags |= lineFlags.earlyColon;
      }
      const end = at;
      if (end === stop) stop = breaks[++nextBreak] ?? -1;
      else at = afterLineEnd(body, at);
      blank = indent < 0;
      if (blank) continue;
      if (last === colon || last === wideColon) flags |= lineFlags.endsWithColon;
      this.starts[count] = start;
      this.ends[count] = end;
      this.indents[count] = indent;
      this.flags[count++] = flags;
    }
    return count;
  }
}

/** What a line holds. An early colon may end the name of a header field. */
export const lineFlags = {
  blankBefore: 1,
  at: 2,
  digit: 4,
  endsWithColon: 8,
  earlyColon: 16,
} as const;

const earlyChars = 48;

const newline = 10;
const carriageReturn = 13;
const atSign = 64;
const colon = 58;
const wideColon = 0xff1a;

function afterLineEnd(body: string, at: number): number {
  return body.charCodeAt(at) === carriageReturn && body.charCodeAt(at + 1) === newline
    ? at + 2
    : at + 1;
}

function countLines(body: string): number {
  let count = 1;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code === newline || code === carriageReturn) count++;
  }
  return count;
}

function isDigit(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 0x0660 && code <= 0x0669) ||
    (code >= 0x06f0 && code <= 0x06f9)
  );
}

/** White space, and the invisible marks that mail programs leave around names in Hebrew and Arabic. */
function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 12);
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202f) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0xfeff
  );
}
