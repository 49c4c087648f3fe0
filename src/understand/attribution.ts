import { isMonth, isWeekday, mayEndWithVerb, openers, verbPattern } from './attribution-words.ts';
import { lineFlags } from './lines.ts';
import type { Lines } from './lines.ts';

/** Attributions are wrapped by programs that keep lines short: a long name and address make up to five of them. */
const maxLines = 5;
const maxChars = 600;
/** No message has more lines that look like an attribution and are none; past this, looking closer would cost too much. */
const maxLooks = 1000;

/** Finds the lines that say who wrote what is quoted below: "On Monday Alice <alice@example.org> wrote:". */
export class AttributionFinder {
  readonly #lines: Lines;
  readonly #isQuote: (line: number) => boolean;
  /** Whether a line may be the last of an attribution, as far as anybody has looked. */
  readonly #closes: Uint8Array;
  #looks = 0;

  constructor(lines: Lines, isQuote: (line: number) => boolean) {
    this.#lines = lines;
    this.#isQuote = isQuote;
    this.#closes = new Uint8Array(lines.count);
  }

  /** The line after the attribution that begins at `first`; `first` itself when none does. */
  end(first: number): number {
    const lines = this.#lines;
    if (lines.indents[first]! > 4 || lines.length(first) > maxChars) return first;
    if (lines.firstChar(first) === 62) return isGroupWiseHead(lines, first) ? first + 1 : first;
    let flags = 0;
    let chars = 0;
    for (let line = first; line < Math.min(first + maxLines, lines.count); line++) {
      if (line > first && (lines.blankBefore(line) || this.#isQuote(line))) break;
      chars += lines.length(line);
      if (chars > maxChars) break;
      flags |= lines.flags[line]!;
      const quoteFollows = line + 1 < lines.count && this.#isQuote(line + 1);
      if (!this.#mayClose(line) && !(quoteFollows && line === first && startsWithYear(lines, line)))
        continue;
      if ((flags & (lineFlags.at | lineFlags.digit)) === 0 && !quoteFollows) continue;
      if (!this.#startable(first, line) || ++this.#looks > maxLooks) return first;
      if (isAttribution(this.#joined(first, line), quoteFollows))
        return this.#beginsLater(first, line, quoteFollows) ? first : line + 1;
    }
    return first;
  }

  /**
   * Whether a line further down begins the attribution that ends at `last`, so that what stands above it, without a blank
   * line between, is the person's own: it begins with a date, and they wrote neither a date nor an address, or ended a sentence.
   */
  #beginsLater(first: number, last: number, quoteFollows: boolean): boolean {
    for (let line = last; line > first; line--) {
      const text = this.#joined(line, last);
      if (dateAt(bare(text)) < 0 || !isAttribution(text, quoteFollows)) continue;
      const above = this.#joined(first, line - 1);
      const ended = /[.!?。！？]["')]?$/u.test(above);
      if (
        beginsLikeOne(bare(text)) ? ended || !isDatedOrAddressed(above) : ended && hasAddress(text)
      )
        return true;
    }
    return false;
  }

  #joined(first: number, last: number): string {
    let text = this.#lines.trimmed(first);
    for (let line = first + 1; line <= last; line++) text += ` ${this.#lines.trimmed(line)}`;
    return text;
  }

  #mayClose(line: number): boolean {
    this.#closes[line] ||= mayClose(this.#lines, line) ? closing.yes : closing.no;
    return this.#closes[line] === closing.yes;
  }

  /** A wrapped attribution begins a paragraph, or with a word that attributions begin with. */
  #startable(first: number, last: number): boolean {
    const lines = this.#lines;
    const text = lines.trimmed(first, 200);
    if (isListItem(text))
      return first === last && (last + 1 === lines.count || this.#isQuote(last + 1));
    if (first === last || text.endsWith('<')) return true;
    const word = firstWord(text);
    if ((lines.flags[first]! & (lineFlags.at | lineFlags.digit)) === 0) return openers.has(word);
    if (first === 0 || lines.blankBefore(first) || this.#isQuote(first - 1)) return true;
    return beginsLikeOne(text);
  }
}

function beginsLikeOne(text: string): boolean {
  const word = firstWord(text);
  return openers.has(word) || /^["'<(]?\d/u.test(text) || isWeekday(word) || isMonth(word);
}

/** ">>> Alice <alice@example.org> 24/06/14 9:00 >>>": an attribution in the dress of a quote. */
export function isGroupWiseHead({ body, starts, ends, flags }: Lines, line: number): boolean {
  if (
    !body.startsWith('>>> ', starts[line]) ||
    (flags[line]! & (lineFlags.at | lineFlags.digit)) === 0
  )
    return false;
  return body
    .slice(Math.max(starts[line]! + 4, ends[line]! - 8), ends[line])
    .trimEnd()
    .endsWith(' >>>');
}

/** "2014-06-24 10:00 GMT+02:00 Alice": all that old Gmail left when it knew no address. */
function startsWithYear({ body, starts }: Lines, line: number): boolean {
  return /^(?:19|20)\d\d[-/]\d/u.test(body.slice(starts[line], starts[line]! + 8));
}

const closing = { no: 1, yes: 2 } as const;

/** With a colon, or with "wrote": few programs leave the colon out, and some draw dashes after it. */
function mayClose(lines: Lines, line: number): boolean {
  if (lines.has(line, lineFlags.endsWithColon)) return true;
  if (lines.length(line) < 4) return false;
  // Old Gmail left out verb and colon: "2014/6/24 Alice <alice@example.org>".
  if (
    lines.has(line, lineFlags.at) &&
    lines.has(line, lineFlags.digit) &&
    lines.body[lines.ends[line]! - 1] === '>'
  )
    return true;
  const tail = lines.body
    .slice(Math.max(lines.starts[line]!, lines.ends[line]! - 60), lines.ends[line])
    .trimEnd();
  if (tail.endsWith(')')) return lines.body.startsWith('Quoting ', lines.starts[line]);
  return mayEndWithVerb(tail.endsWith('--') ? tail.replace(/\s*-{2,60}$/u, '') : tail);
}

function isAttribution(raw: string, quoteFollows: boolean): boolean {
  const text = bare(raw);
  const address = hasAddress(text);
  const date = dateAt(text);
  const dated = date >= 0;
  const timed = /(?<![\d.])\d{1,2}[:.h]\d{2}(?![\d.]\d)/u.test(text);
  const startsDated = dated && date < 48 && beginsLikeOne(text);
  const colon = /[:：]\W*$/u.test(raw);
  if (verbAtEnd(text)) {
    if (address && (colon || dated)) return true;
    if (dated && (timed || quoteFollows || (startsDated && /(?:19|20)\d\d/u.test(text))))
      return true;
    return quoteFollows && (address || dated || namesOnly(text));
  }
  if (!colon)
    return (
      quoteFollows &&
      dated &&
      startsDated &&
      text.length < 200 &&
      (address || (timed && /^(?:\d{4}-|Quoting )/u.test(text)))
    );
  const verb = hasVerb(text);
  if (verb && dated && (address || (timed && (startsDated || startsNamed(text))))) return true;
  if (verb && quoteFollows && (dated || address)) return true;
  const addressLast = /@[^\s<>@]+\s*[>)\]"'»*_\s]*$/u.test(text);
  if (dated && timed && addressLast && startsDated) return true;
  return quoteFollows && ((dated && (timed || address)) || addressLast);
}

function isDatedOrAddressed(text: string): boolean {
  return hasAddress(text) || dateAt(bare(text)) >= 0;
}

function hasAddress(text: string): boolean {
  return /[^\s<>@"'([]@[^\s<>@,;:"')\]]/u.test(text);
}

/** Without the marks that programs put around an attribution, and the ones that steer writing direction. */
function bare(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/^[-*_=~|\s]+/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/[-*_=~|:：.\s]{1,40}$/u, '');
}

function verbAtEnd(text: string): boolean {
  const tail = text.slice(-40);
  verbPattern.lastIndex = 0;
  for (const match of tail.matchAll(verbPattern))
    if (match.index + match[0].length >= tail.length - 2) return true;
  return false;
}

function hasVerb(text: string): boolean {
  verbPattern.lastIndex = 0;
  return verbPattern.test(text);
}

/** Where a date begins; -1 when there is none. */
function dateAt(text: string): number {
  const numeric = /\d{1,4}(?:[/-]|\.\s?)\d{1,2}(?:[/-]|\.\s?)\d{1,4}|\d{4}\s?[年년]/u.exec(text);
  if (numeric) return numeric.index;
  const day = /(?<!\d)\d{1,2}(?!\d)/u.exec(text);
  if (!day) return -1;
  if (/(?<!\d)(?:19|20)\d{2}(?!\d)/u.test(text)) return day.index;
  const named = text.toLowerCase().matchAll(/\p{L}+/gu);
  for (const word of named) if (isMonth(word[0])) return Math.min(word.index, day.index);
  return -1;
}

function firstWord(text: string): string {
  return (/^[^\s.,]{1,20}/u.exec(text)?.[0] ?? '').toLowerCase();
}

/** "Alice Smith wrote": nothing but a name stands before the verb. */
function namesOnly(text: string): boolean {
  const before = text.split(' ').slice(0, -1);
  if (before.length > 6 || before.length === 0) return false;
  return before.slice(1).every((word) => /^["'(]?\p{Lu}|^(?:via|from|of|von|de|van)$/u.test(word));
}

/** "Alice Smith kirjoitti 24.6.2014 klo 9.00": nothing but a name stands before the verb, wherever that is. */
function startsNamed(text: string): boolean {
  verbPattern.lastIndex = 0;
  const verb = verbPattern.exec(text);
  return verb !== null && verb.index > 0 && namesOnly(text.slice(0, verb.index + 1));
}

function isListItem(text: string): boolean {
  if (/^[-*+•–·]\s/u.test(text)) return true;
  const numbered = /^\(?\d{1,2}[.)]\s+(?!\d{1,2}\.\s?\d)(\p{L}*)/u.exec(text);
  return numbered !== null && !isMonth((numbered[1] ?? '').toLowerCase());
}
