import type { Labels } from './labels.ts';
import { markForeignQuotes } from './quote-lines.ts';
import { isRule } from './rule.ts';
import { isMobileSignature, isSignatureDelimiter } from './signature.ts';

/** What undecided lines are while walking down: the person's own until something says otherwise. */
type Mode = 'own' | 'signature' | 'footer';

export function walk(labels: Labels, listWords: readonly string[]): void {
  const { lines } = labels;
  let mode: Mode = 'own';
  let wrote = false;
  let line = 0;
  while (line < labels.readTo) {
    if (!labels.isOpen(line)) {
      if (labels.kindAt(line++) !== 'quote') continue;
      mode = 'own';
      if (isSuperciteHead(labels, line - 1)) line = markForeignQuotes(labels, line);
      continue;
    }
    const after = labels.fenced[line] ? line : markQuoteHead(labels, line);
    if (after > line) {
      if (labels.isOpen(after) && labels.kindAt(after - 1) !== 'quote')
        return labels.mark(after, lines.count, 'quote');
      mode = 'own';
      line = after;
      continue;
    }
    if (mode === 'own' && !labels.fenced[line]) {
      if (isMobileLine(labels, line)) {
        line = markMobileSignature(labels, line, wrote);
        continue;
      }
      mode = modeFrom(labels, line, listWords);
    }
    if (mode === 'own') wrote = true;
    else labels.mark(line, line + 1, mode);
    line++;
  }
  if (mode !== 'own') labels.mark(line, lines.count, mode);
}

/** Marks the attribution or header block that begins here, and returns the line after it and its own style of quote. */
function markQuoteHead(labels: Labels, line: number): number {
  const header = labels.headerBlocks.end(line);
  if (header > line) {
    markRuleAbove(labels, line);
    labels.mark(line, header, 'header-block');
    return header;
  }
  const attribution = labels.attributions.end(line);
  if (attribution === line) return line;
  markRuleAbove(labels, line);
  labels.mark(line, attribution, 'attribution');
  return markForeignQuotes(labels, attribution);
}

/** `>>>>> "AS" == Alice Smith writes:`: every line below begins with "AS>". */
function isSuperciteHead({ lines }: Labels, line: number): boolean {
  return lines.firstChar(line) === 62 && /^>+ {0,4}"[^"]{1,20}" == /u.test(lines.trimmed(line, 40));
}

/** A line drawn right above an attribution or header block belongs to it. */
function markRuleAbove(labels: Labels, line: number): void {
  const above = line - 1;
  const kind = labels.kindAt(above);
  if (
    above >= 0 &&
    kind === undefined &&
    !labels.fenced[above] &&
    isRule(labels.lines.trimmed(above, 120))
  )
    labels.setKind(above, 'header-block');
}

function modeFrom(labels: Labels, line: number, listWords: readonly string[]): Mode {
  const { lines } = labels;
  // Yahoo sets a space before every line of its plain text.
  const delimiter = mayDelimit(labels, line)
    ? isSignatureDelimiter(lines.text(line).replace(/^ /u, ''))
    : undefined;
  const signs = delimiter ? isSignatureBelow(labels, line, delimiter) : isCardBelow(labels, line);
  if (!signs) return 'own';
  return isListBlock(labels, line, listWords) ? 'footer' : 'signature';
}

/** A first look that costs nothing: two dashes, one long one, or two underscores. */
function mayDelimit({ lines }: Labels, line: number): boolean {
  const char = lines.firstChar(line);
  return (
    lines.length(line) <= 4 && (char === 45 || char === 95 || char === 0x2013 || char === 0x2014)
  );
}

function isMobileLine({ lines }: Labels, line: number): boolean {
  const length = lines.length(line);
  return length >= 5 && length <= 160 && isMobileSignature(lines.trimmed(line));
}

const maxSignatureLines = 30;

/** Without its last space the delimiter may be a separator: then what follows must be short and no list. */
function isSignatureBelow(labels: Labels, delimiter: number, form: 'exact' | 'stripped'): boolean {
  const { lines } = labels;
  let line = delimiter + 1;
  for (; labels.isOpen(line) && line - delimiter <= maxSignatureLines; line++) {
    if (beginsQuote(labels, line)) break;
    if (form === 'exact') continue;
    const text = lines.trimmed(line, 80);
    if (isSignatureDelimiter(text) || /^(?:[-*•+]|\d{1,2}[.)])\s/u.test(text)) return false;
  }
  return line - delimiter <= (form === 'exact' ? maxSignatureLines : 12);
}

const maxCardLines = 8;

/** Under a long drawn line a name, and on one of the few short lines below it an address or a telephone: a visiting card. */
function isCardBelow(labels: Labels, rule: number): boolean {
  const { lines } = labels;
  if (
    lines.length(rule) < 5 ||
    !isRule(lines.trimmed(rule, 3)) ||
    !labels.isOpen(rule + 1) ||
    lines.length(rule + 1) > 60
  )
    return false;
  if (!isRule(lines.trimmed(rule, 120)) || !isName(lines.trimmed(rule + 1))) return false;
  let reachable = false;
  let line = rule + 1;
  for (; labels.isOpen(line) && !beginsQuote(labels, line); line++) {
    const text = lines.trimmed(line, 100);
    if (line - rule > maxCardLines || text.length > 70 || /[.?!;]$|^[-*•]\s/u.test(text))
      return false;
    reachable ||= isReach(text);
  }
  return reachable && line - rule > 2;
}

/** An address or a telephone with at most a word that says which. */
function isReach(text: string): boolean {
  const rest = text.replace(/<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?|\+?\d[\d\s()./-]{6,}\d/gu, '');
  return (
    rest !== text &&
    /^(?:(?:e-?mail|mail|tel(?:efon|ephone)?|phone|mobile?|mobil|cell|fax|office|web|[etmpwf])\b|[^\p{L}\d])*$/iu.test(
      rest,
    )
  );
}

function isName(text: string): boolean {
  return /^\p{Lu}[\p{L}.'’-]{0,20}(?: (?:\p{Lu}[\p{L}.'’-]{0,20}|van|von|de|der|da|di|la)){1,4}$/u.test(
    text,
  );
}

function isListBlock(labels: Labels, delimiter: number, listWords: readonly string[]): boolean {
  if (listWords.length === 0) return false;
  const { lines } = labels;
  for (let line = delimiter + 1; labels.isOpen(line) && line < delimiter + 12; line++) {
    const text = lines.text(line, 300).toLowerCase();
    if (listWords.some((word) => text.includes(word))) return true;
  }
  return false;
}

/**
 * Marks a "Sent from my …" with the rest of its paragraph. When the person wrote above it and no quote is marked as such
 * below, the text below is the message that was answered, left in without a mark. Returns the line to go on with.
 */
function markMobileSignature(labels: Labels, first: number, wroteAbove: boolean): number {
  const { lines } = labels;
  let line = first + 1;
  while (labels.isOpen(line) && !lines.blankBefore(line) && !beginsQuote(labels, line)) line++;
  labels.mark(first, line, 'signature');
  if (!wroteAbove) return line;
  let rest = line;
  while (labels.isOpen(rest) && !beginsQuote(labels, rest) && !isMobileLine(labels, rest)) rest++;
  const kind = labels.kindAt(rest);
  if (rest === lines.count || kind === 'footer' || kind === 'armour')
    labels.mark(line, rest, 'quote');
  return line;
}

function beginsQuote(labels: Labels, line: number): boolean {
  return labels.headerBlocks.end(line) > line || labels.attributions.end(line) > line;
}
