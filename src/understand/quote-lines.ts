import { isGroupWiseHead } from './attribution.ts';
import type { Labels } from './labels.ts';
import { lineFlags } from './lines.ts';

const quoteMark = 62;
/** Deeper than anybody quotes: such a line is a drawing, not a quote. */
const maxDepth = 60;
const maxIndent = 3;

/** Marks the lines that begin with ">" and the short ends of them that a program wrapped. */
export function markQuoteLines(labels: Labels): void {
  const { lines } = labels;
  for (let line = 0; line < lines.count; line++)
    if (labels.isOpen(line) && !labels.fenced[line] && isQuoteLine(labels, line))
      labels.setKind(line, 'quote');
  for (let line = 1; line + 1 < labels.readTo; line++)
    if (isWrappedEnd(labels, line)) labels.setKind(line, 'quote');
}

function isQuoteLine(labels: Labels, line: number): boolean {
  const { lines } = labels;
  if (lines.firstChar(line) !== quoteMark || lines.indents[line]! > maxIndent) return false;
  if (isGroupWiseHead(lines, line)) return false;
  if (lines.length(line) >= maxDepth)
    return !/^(?:>\s?){60}/u.test(lines.trimmed(line, 4 * maxDepth));
  if (lines.body.endsWith('<<<', lines.ends[line])) return false;
  return (
    !lines.has(line, lineFlags.endsWithColon) || !isAddressEnd(labels, line, lines.trimmed(line))
  );
}

/** ">:" or "> wrote:" under "… Alice <alice@example.org": the end of an address, wrapped. */
function isAddressEnd(labels: Labels, line: number, text: string): boolean {
  if (line === 0 || labels.lines.blankBefore(line) || !/^>\s*\S{0,20}\s*[:：]$/u.test(text))
    return false;
  return /<[^<>\s]+@[^<>\s]*$/u.test(labels.lines.trimmed(line - 1).slice(-200));
}

/** "> a line that was too lo" / "ng" / "> and goes on": the middle one lost its mark when it was wrapped. */
function isWrappedEnd(labels: Labels, line: number): boolean {
  const { lines } = labels;
  if (
    !labels.isOpen(line) ||
    labels.kindAt(line - 1) !== 'quote' ||
    labels.kindAt(line + 1) !== 'quote'
  )
    return false;
  if (isRestOfLink(labels, line)) return true;
  if (lines.blankBefore(line) || lines.blankBefore(line + 1) || lines.length(line - 1) < 60)
    return false;
  return /^\p{Ll}/u.test(lines.trimmed(line, 4)) && !lines.trimmed(line - 1).endsWith('?');
}

/** "(https://example.org/…) >", or the rest of one that began on the line above: a link too long for its line. */
function isRestOfLink({ lines }: Labels, line: number): boolean {
  const text = lines.trimmed(line, 300);
  if (/^[(<]https?:\/\/\S+[)>]?[\s>]*$/u.test(text)) return true;
  return (
    /[)>]$/u.test(text) &&
    !text.includes(' ') &&
    /[(<]https?:\/\/[^\s()<>]*$/u.test(lines.trimmed(line - 1).slice(-300))
  );
}

/**
 * Right under an attribution, lines that all begin with the same mark are quoted with it:
 * "| text", "Alice> text", ": text". Returns the line after them.
 */
export function markForeignQuotes(labels: Labels, first: number): number {
  const { lines } = labels;
  if (!labels.isOpen(first)) return first;
  const mark = /^\s{0,8}(?:[|:}%»]|[\p{L}.-]{1,12}>+|[\p{L}]{0,3}\|)(?=\s|$)/u
    .exec(lines.text(first, 80))?.[0]
    .trim();
  if (mark === undefined) return first;
  let line = first;
  while (labels.isOpen(line) && lines.trimmed(line, 80).startsWith(mark)) line++;
  if (line - first < 2 && mark !== '|' && !mark.endsWith('>')) return first;
  labels.mark(first, line, 'quote');
  return line;
}
