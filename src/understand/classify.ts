import { markArmour } from './armour.ts';
import { isDisclaimer, isOutsideBanner } from './disclaimer.ts';
import { footerStart } from './footer.ts';
import { Labels } from './labels.ts';
import type { Hint } from './lines.ts';
import { markQuoteLines } from './quote-lines.ts';
import type { Segment } from './reading.ts';
import { isRule } from './rule.ts';
import { isNameSignature } from './signature.ts';
import { walk } from './walk.ts';

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
  for (let line = 0; line < labels.readTo; line++) {
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
  while (end > 0 && labels.kindAt(end - 1) === 'armour') end--;
  labels.mark(footerStart(lines, end), end, 'footer');
}

const maxDisclaimerLines = 40;
/** How many stretches of own words are looked at, from the last one up. */
const maxRuns = 500;

/** Looks at the last paragraphs of each stretch of the person's own words, and at the first of the message. */
function markDisclaimers(labels: Labels): void {
  const { lines } = labels;
  let runs = 0;
  let end = paragraphEnd(labels, 0);
  if (labels.isOpen(0) && isOutsideBanner(textOf(labels, 0, end)))
    labels.mark(0, end, 'disclaimer');
  for (let line = lines.count - 1; line >= 0; line--) {
    if (!labels.isOpen(line) || labels.isOpen(line + 1)) continue;
    if (++runs > maxRuns) return;
    end = line + 1;
    while (end > 0 && labels.isOpen(end - 1)) {
      let start = end - 1;
      while (
        labels.isOpen(start - 1) &&
        !lines.blankBefore(start) &&
        end - start < maxDisclaimerLines
      )
        start--;
      const text = textOf(labels, start, end);
      const last = end === line + 1;
      const known = isDisclaimer(text) || (last && end < lines.count && isOutsideBanner(text));
      if (!known && (last || !isRule(text.trim()))) break;
      labels.mark(start, end, 'disclaimer');
      end = start;
    }
  }
}

function paragraphEnd(labels: Labels, first: number): number {
  let line = first + 1;
  while (
    labels.isOpen(line) &&
    !labels.lines.blankBefore(line) &&
    line - first < maxDisclaimerLines
  )
    line++;
  return Math.min(line, labels.lines.count);
}

function textOf(labels: Labels, from: number, to: number): string {
  let text = '';
  for (let line = from; line < to && text.length < 4000; line++)
    text += `${labels.lines.trimmed(line)} `;
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
  labels.setKind(last, 'signature');
}

/** A body that changes more often is no mail; the rest of it stays in one piece. */
const maxSegments = 20_000;

function segmentsOf(labels: Labels): Segment[] {
  const { lines } = labels;
  const segments: Segment[] = [];
  let from = 0;
  for (let line = 0; line < lines.count; line++) {
    const kind = labels.kindAt(line) ?? 'reply';
    const next = labels.kindAt(line + 1) ?? 'reply';
    if (line + 1 < lines.count && next === kind) continue;
    const to = line + 1 < lines.count ? lines.starts[line + 1]! : lines.body.length;
    segments.push({ kind, text: lines.body.slice(from, to) });
    from = to;
    if (segments.length === maxSegments) break;
  }
  if (lines.count > 0 && from < lines.body.length)
    segments.push({ kind: 'reply', text: lines.body.slice(from) });
  if (lines.count === 0 && lines.body !== '') segments.push({ kind: 'reply', text: lines.body });
  return segments;
}
