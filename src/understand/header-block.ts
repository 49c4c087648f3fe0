import { bannerOf, headerKind, headerKinds, isPlainBanner } from './header-names.ts';
import type { Lines } from './lines.ts';
import { lineFlags } from './lines.ts';
import { isRule } from './rule.ts';

/** How far a block may reach: a long list of recipients, wrapped. */
const maxLines = 60;
/** How many lines may continue a header before the next one. */
const maxContinued = 12;

/** Finds header lines pasted above a quoted or forwarded message, with the banner or the ruled line that stands over them. */
export class HeaderBlockFinder {
  readonly #lines: Lines;
  /** Kinds by line; -1 where nobody has looked yet. */
  readonly #kinds: Int8Array;

  constructor(lines: Lines) {
    this.#lines = lines;
    this.#kinds = new Int8Array(lines.count).fill(-1);
  }

  /** The line after the block that begins at `first`; `first` itself when none does. */
  end(first: number): number {
    const lines = this.#lines;
    const char = lines.firstChar(first);
    if (isRuleChar(char) && lines.length(first) >= 3) {
      const text = lines.trimmed(first, 120);
      if (isRule(text)) return this.#ruledEnd(first);
      const banner = bannerOf(text);
      if (banner) {
        const headers = this.#headersEnd(first + 1, 2);
        if (headers > first + 1) return headers;
        return banner.known ? first + 1 : first;
      }
    }
    if (lines.has(first, lineFlags.endsWithColon) && isPlainBanner(lines.trimmed(first, 120)))
      return Math.max(first + 1, this.#headersEnd(first + 1, 2));
    if (this.#isBareBanner(first)) return this.#headersEnd(first + 1, 2);
    return lines.has(first, lineFlags.earlyColon) ? this.#headersEnd(first, 3) : first;
  }

  /** "Original Message" without dashes, as BlackBerry wrote it: only right above header lines. */
  #isBareBanner(first: number): boolean {
    const lines = this.#lines;
    return (
      first + 1 < lines.count &&
      lines.length(first) < 60 &&
      lines.has(first + 1, lineFlags.earlyColon) &&
      isPlainBanner(`${lines.trimmed(first, 60)}:`) &&
      this.#headersEnd(first + 1, 2) > first + 1
    );
  }

  #ruledEnd(rule: number): number {
    if (rule + 1 >= this.#lines.count) return rule;
    const under = this.#headersEnd(rule + 1, 2);
    return under > rule + 1 ? under : rule;
  }

  #headersEnd(first: number, minKinds: number): number {
    const lines = this.#lines;
    let seen = 0;
    let evidence = 0;
    let end = first;
    for (let line = first; line < Math.min(first + maxLines, lines.count); line++) {
      const kind = this.#kind(line);
      if (kind === 0) {
        if (line === first || lines.blankBefore(line) || line - end >= maxContinued) break;
        continue;
      }
      if ((seen & kind & (headerKinds.from | headerKinds.subject)) !== 0) break;
      if (line > end && (lines.blankBefore(line) || seen === 0)) break;
      seen |= kind;
      for (let part = end; part <= line; part++) evidence |= lines.flags[part]!;
      end = line + 1;
    }
    if (enough(seen, minKinds, evidence)) return this.#withLastContinued(end);
    return seen === headerKinds.from &&
      isLoneSender(lines.trimmed(first, 300)) &&
      lines.blankBefore(end)
      ? end
      : first;
  }

  /** The value of the last header may be wrapped too: "<long-address@example.org>" or an indented rest. */
  #withLastContinued(end: number): number {
    const lines = this.#lines;
    let line = end;
    while (
      line < lines.count &&
      line < end + 3 &&
      !lines.blankBefore(line) &&
      lines.indents[line]! > 0 &&
      lines.firstChar(line) !== 62
    )
      line++;
    return line;
  }

  #kind(line: number): number {
    const known = this.#kinds[line]!;
    if (known >= 0) return known;
    const lines = this.#lines;
    return (this.#kinds[line] = lines.has(line, lineFlags.earlyColon)
      ? headerKind(lines.text(line, 64))
      : 0);
  }
}

function enough(seen: number, minKinds: number, evidence: number): boolean {
  const { from, date, to, other } = headerKinds;
  const kinds = countBits(seen & (other - 1));
  const fromSomeone = (seen & from) !== 0 || ((seen & date) !== 0 && (seen & to) !== 0);
  const exact =
    (evidence & lineFlags.at) !== 0 && (evidence & lineFlags.digit) !== 0 && (seen & date) !== 0;
  return (
    fromSomeone &&
    kinds >= (exact ? 2 : minKinds) &&
    (evidence & (lineFlags.at | lineFlags.digit)) !== 0
  );
}

/** "From: Alice <alice@example.org>" and nothing else: all that some programs leave of a header. */
function isLoneSender(line: string): boolean {
  return /^[\s*_]*[\p{L} ]{2,14}[\s*_]*:[\s*_]*[^@:]{0,60}[^\s@:]@[^\s@]{3,}$/u.test(line);
}

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function isRuleChar(code: number): boolean {
  return (
    (code >= 42 && code <= 45) ||
    code === 95 ||
    code === 61 ||
    code === 126 ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x2500
  );
}
