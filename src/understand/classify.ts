import { markArmour } from './armour.ts';
import { isDisclaimer, isOutsideBanner } from './disclaimer.ts';
import { footerStart } from './footer.ts';
import { Labels } from './labels.ts';
import type { Hint } from './lines.ts';
import { markForeignQuotes, markQuoteLines } from './quote-lines.ts';
import type { Segment } from './reading.ts';
import { isRule } from './rule.ts';
import { isMobileSignature, isNameSignature, isSignatureDelimiter } from './signature.ts';

export interface ClassifyOptions {
  /** What structure already tells, in order of place. */
  hints?: readonly Hint[];
  /** Words that name the list the message came through; a block under "-- " that has one is the list's. */
  listWords?: readonly string[];
}

/**
 * Labels every line of a body and deletes nothing: the texts of the segments, put together, are the body.
 * Every rule looks at a bounded number of lines and characters, so the time is linear in the body.
 */
export function classify(body: string, options: ClassifyOptions = {}): Segment[] {
  const labels = new Labels(body, options.hints);
  markFences(labels);
  markArmour(labels);
  markQuoteLines(labels);
  markFooter(labels);
  walk(labels, options.listWords ?? []);
  markDisclaimers(labels);
  markNameSignature(labels);
  return segmentsOf(labels);
}

/** Code between fences is the writer's own, whatever its lines begin with. A fence that is never closed is none. */
function markFences(labels: Labels): void {
  const { lines, fenced } = labels;
  let opened = -1;
  let fence = '';
  for (let line = 0; line < lines.count; line++) {
    const char = lines.firstChar(line);
    if (char !== 96 && char !== 126) continue;
    const text = lines.trimmed(line, 80);
    if (opened >= 0 && text === fence) {
      fenced.fill(1, opened, line + 1);
      opened = -1;
    } else if (opened < 0 && /^(?:```|~~~)[\w+-]{0,20}$/u.test(text)) {
      opened = line;
      fence = text.slice(0, 3);
    }
  }
}

function markFooter(labels: Labels): void {
  const { lines } = labels;
  let end = lines.count;
  while (end > 0 && labels.kinds[end - 1] === 'armour') end--;
  labels.mark(footerStart(lines, end), end, 'footer');
}

/** What undecided lines are while walking down: the person's own until something says otherwise. */
type Mode = 'own' | 'signature' | 'footer';

function walk(labels: Labels, listWords: readonly string[]): void {
  const { lines } = labels;
  let mode: Mode = 'own';
  let wrote = false;
  let line = 0;
  while (line < lines.count) {
    if (!labels.isOpen(line)) {
      if (labels.kinds[line++] === 'quote') mode = 'own';
      continue;
    }
    const after = labels.fenced[line] ? line : markQuoteHead(labels, line);
    if (after > line) {
      if (labels.isOpen(after) && labels.kinds[after - 1] !== 'quote') return labels.mark(after, lines.count, 'quote');
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

/** A line drawn right above an attribution or header block belongs to it. */
function markRuleAbove(labels: Labels, line: number): void {
  const above = line - 1;
  const kind = labels.kinds[above];
  if (above >= 0 && kind === undefined && !labels.fenced[above] && isRule(labels.lines.trimmed(above, 120)))
    labels.kinds[above] = 'header-block';
}

function modeFrom(labels: Labels, line: number, listWords: readonly string[]): Mode {
  const { lines } = labels;
  const delimiter = mayDelimit(labels, line) ? isSignatureDelimiter(lines.text(line)) : undefined;
  if (!delimiter || !isSignatureBelow(labels, line, delimiter)) return 'own';
  return isListBlock(labels, line, listWords) ? 'footer' : 'signature';
}

/** A first look that costs nothing: two dashes, one long one, or two underscores. */
function mayDelimit({ lines }: Labels, line: number): boolean {
  const char = lines.firstChar(line);
  return lines.length(line) <= 4 && (char === 45 || char === 95 || char === 0x2013 || char === 0x2014);
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
    if (form === 'exact') continue;
    const text = lines.trimmed(line, 80);
    if (isSignatureDelimiter(text) || /^(?:[-*•+]|\d{1,2}[.)])\s/u.test(text)) return false;
  }
  return line - delimiter <= (form === 'exact' ? maxSignatureLines : 12);
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
  const kind = labels.kinds[rest];
  if (rest === lines.count || kind === 'footer' || kind === 'armour') labels.mark(line, rest, 'quote');
  return line;
}

function beginsQuote(labels: Labels, line: number): boolean {
  return labels.headerBlocks.end(line) > line || labels.attributions.end(line) > line;
}

const maxDisclaimerLines = 40;

/** Looks at the last paragraphs of each stretch of the person's own words, and at the first of the message. */
function markDisclaimers(labels: Labels): void {
  const { lines } = labels;
  let end = paragraphEnd(labels, 0);
  if (labels.isOpen(0) && isOutsideBanner(textOf(labels, 0, end))) labels.mark(0, end, 'disclaimer');
  for (let line = lines.count - 1; line >= 0; line--) {
    if (!labels.isOpen(line) || labels.isOpen(line + 1)) continue;
    end = line + 1;
    while (end > 0 && labels.isOpen(end - 1)) {
      let start = end - 1;
      while (labels.isOpen(start - 1) && !lines.blankBefore(start) && end - start < maxDisclaimerLines) start--;
      const text = textOf(labels, start, end);
      if (!isDisclaimer(text) && !(end < line + 1 && isRule(text.trim()))) break;
      labels.mark(start, end, 'disclaimer');
      end = start;
    }
  }
}

function paragraphEnd(labels: Labels, first: number): number {
  let line = first + 1;
  while (labels.isOpen(line) && !labels.lines.blankBefore(line) && line - first < maxDisclaimerLines) line++;
  return Math.min(line, labels.lines.count);
}

function textOf(labels: Labels, from: number, to: number): string {
  let text = '';
  for (let line = from; line < to && text.length < 4000; line++) text += `${labels.lines.trimmed(line)} `;
  return text;
}

/** A name after a dash, alone under a blank line at the end of what the person wrote. */
function markNameSignature(labels: Labels): void {
  const { lines } = labels;
  let last = lines.count - 1;
  while (last >= 0 && !labels.isOpen(last)) last--;
  if (last < 1 || !lines.blankBefore(last) || !isNameSignature(lines.trimmed(last, 60))) return;
  const above = lines.trimmed(last - 1, 300);
  if (!labels.isOpen(last - 1) || above.endsWith(':') || above.startsWith('-')) return;
  labels.kinds[last] = 'signature';
}

function segmentsOf(labels: Labels): Segment[] {
  const { lines, kinds } = labels;
  const segments: Segment[] = [];
  let from = 0;
  for (let line = 0; line < lines.count; line++) {
    const kind = kinds[line] ?? 'reply';
    const next = kinds[line + 1] ?? 'reply';
    if (line + 1 < lines.count && next === kind) continue;
    const to = line + 1 < lines.count ? lines.starts[line + 1]! : lines.body.length;
    segments.push({ kind, text: lines.body.slice(from, to) });
    from = to;
  }
  if (lines.count === 0 && lines.body !== '') segments.push({ kind: 'reply', text: lines.body });
  return segments;
}
