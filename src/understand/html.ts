import { Parser } from 'htmlparser2';
import type { PlainBody } from './flowed.ts';
import { HtmlLines } from './html-lines.ts';
import { blockTags, meaningOf, spacedTags, unreadTags } from './html-structure.ts';
import type { Meaning } from './html-structure.ts';

/** No program nests so deep. Past it the parser's own bookkeeping would grow with the square of the input. */
const maxDepth = 1500;

/** Turns HTML into lines, with what its structure tells of them: quotes, attributions, header blocks, signatures. */
export function readHtml(html: string): PlainBody {
  const reader = new HtmlReader(tightParagraphs(html));
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true });
  let at = 0;
  for (; at < html.length && !reader.tooDeep && !reader.isWeary; at += chunkChars)
    parser.write(html.slice(at, at + chunkChars));
  if (!reader.tooDeep && at < html.length) reader.addRest(withoutTags(html.slice(at)));
  if (reader.tooDeep) return { text: withoutTags(html), hints: [] };
  parser.end();
  return reader.lines.done();
}

const chunkChars = 16_384;

/** A tag costs six times what a piece of text does; past some 50,000 tags no mail is real, and its rest is one piece. */
const maxEffort = 300_000;
const tagEffort = 6;

const listTags: ReadonlySet<string> = new Set(['ul', 'ol', 'menu']);
const deepestIndent = 11;

interface OpenList {
  ordered: boolean;
  next: number;
  step: number;
}

interface OpenElement {
  tag: string;
  meaning: Meaning;
  spaced: boolean;
  /** Of a table that is drawn as one, not merely laid out with, and of its cells: its rows are written between bars. */
  isDrawn?: boolean;
}

class HtmlReader {
  readonly lines = new HtmlLines();
  tooDeep = false;
  readonly #tight: boolean;
  readonly #open: OpenElement[] = [];
  #effort = 0;
  #unread = 0;
  /** Open lists, and how many of their items are open: nobody looks through all that is open for each tag. */
  readonly #lists: OpenList[] = [];
  #items = 0;
  readonly #tables: OpenElement[] = [];
  #pre = 0;
  #cells = 0;

  constructor(tight: boolean) {
    this.#tight = tight;
  }

  get isWeary(): boolean {
    return this.#effort > maxEffort;
  }

  /** What is not looked at any more, kept in one line. */
  addRest(text: string): void {
    this.lines.breakBlock(false);
    this.lines.add(text);
  }

  onopentag(tag: string, attributes: Record<string, string>): void {
    this.#effort += tagEffort;
    if (this.#open.length > maxDepth) this.tooDeep = true;
    if (this.tooDeep) return;
    const meaning = this.#unread > 0 ? {} : meaningOf(tag, attributes);
    const spaced = spacedTags.has(tag) && !this.#isTight(tag, attributes);
    const element: OpenElement = { tag, meaning, spaced };
    if (listTags.has(tag)) this.#lists.push(listOf(tag, attributes));
    if (tag === 'li') this.#items++;
    this.#open.push(element);
    if (unreadTags.has(tag) || meaning.hidden === true) this.#unread++;
    if (this.#unread > 0) return;
    this.#begin(element, attributes);
  }

  ontext(text: string): void {
    this.#effort++;
    if (this.#unread > 0 || this.tooDeep) return;
    if (this.#pre > 0) this.lines.addVerbatim(text);
    else this.lines.add(text);
  }

  onclosetag(tag: string): void {
    this.#effort += tagEffort;
    if (this.tooDeep) return;
    const element = this.#open.pop();
    if (!element) return;
    if (listTags.has(tag)) this.#lists.pop();
    if (tag === 'li') this.#items--;
    const { meaning } = element;
    const unread = this.#unread > 0;
    if (unreadTags.has(tag) || meaning.hidden === true) this.#unread--;
    if (unread) return;
    if (tag === 'pre') this.#pre--;
    if (tag === 'a') this.lines.closeLink();
    if (tag === 'table') this.#tables.pop();
    if (tag === 'td' || tag === 'th') this.#endCell(element);
    else if (this.#inDrawnCell) this.lines.add(' ');
    else if (tag === 'li') this.lines.leaveItem();
    else if (blockTags.has(tag)) this.lines.breakBlock(element.spaced && !this.#inList(tag));
    this.lines.leave(meaning);
  }

  #begin(element: OpenElement, attributes: Record<string, string>): void {
    const { tag, meaning } = element;
    if (tag === 'table') this.#tables.push(element);
    if (tag === 'td' || tag === 'th') return this.#beginCell(element, attributes);
    if (this.#inDrawnCell) return this.#beginInCell(element, attributes);
    if (tag === 'table') element.isDrawn = isDrawnTable(attributes);
    if (tag === 'br') return this.lines.breakLine();
    if (blockTags.has(tag)) this.lines.breakBlock(element.spaced && !this.#inList(tag));
    this.lines.enter(meaning);
    if (tag === 'hr' && meaning.splits === undefined) this.lines.addRule();
    if (tag === 'pre') this.#pre++;
    if (tag === 'li') this.#beginItem(attributes);
    if (tag === 'a') this.lines.openLink(attributes['href'] ?? '');
  }

  /** Whether what is read now stands in a row that is written between bars. */
  get #inDrawnCell(): boolean {
    return this.#cells > 0;
  }

  #beginCell(cell: OpenElement, { style = '' }: Record<string, string>): void {
    this.lines.enter(cell.meaning);
    const table = this.#tables.at(-1);
    if (!table || this.#inDrawnCell) return;
    table.isDrawn ||= cell.tag === 'th' || /border(?:-\w+)?\s*:\s*[^;]*\bsolid/iu.test(style);
    if (!table.isDrawn) return;
    cell.isDrawn = true;
    this.#cells++;
    this.lines.beginCell();
  }

  #endCell({ isDrawn }: OpenElement): void {
    if (isDrawn === true) this.#cells--;
    this.lines.add(isDrawn === true ? ' | ' : ' ');
  }

  /** A row stays on one line, whatever its cells are made of. */
  #beginInCell({ tag, meaning }: OpenElement, attributes: Record<string, string>): void {
    if (tag === 'br' || blockTags.has(tag)) this.lines.add(' ');
    this.lines.enter(meaning);
    if (tag === 'pre') this.#pre++;
    if (tag === 'a') this.lines.openLink(attributes['href'] ?? '');
  }

  /** Lists inside lists stand without space around them. */
  #inList(tag: string): boolean {
    const innermost = this.#open.at(-1)?.tag === 'li' ? 1 : 0;
    return (tag === 'ul' || tag === 'ol') && this.#items > innermost;
  }

  #beginItem({ value }: Record<string, string>): void {
    const list = this.#lists.at(-1);
    const indent = '   '.repeat(Math.min(Math.max(0, this.#lists.length - 1), deepestIndent));
    if (list && /^\d{1,6}$/u.test(value ?? '')) list.next = Number(value);
    this.lines.enterItem(list?.ordered === true ? `${indent}${list.next}. ` : `${indent}- `);
    if (list) list.next += list.step;
  }

  #isTight(tag: string, { class: name = '', style = '' }: Record<string, string>): boolean {
    if (tag !== 'p') return false;
    return (
      this.#tight ||
      /\bMso|^x_Mso|\bp\d\b/u.test(name) ||
      /margin(?:-top|-bottom)?\s*:\s*0/iu.test(style)
    );
  }
}

function listOf(tag: string, { start = '', reversed }: Record<string, string>): OpenList {
  return {
    ordered: tag === 'ol',
    next: /^\d{1,6}$/u.test(start) ? Number(start) : 1,
    step: reversed === undefined ? 1 : -1,
  };
}

function isDrawnTable({ border = '', class: name = '' }: Record<string, string>): boolean {
  return /^[1-9]/u.test(border) || /MsoTable/u.test(name);
}

/** Whether the mail's own style sheet takes the space from between paragraphs, as Outlook and Hotmail do. */
function tightParagraphs(html: string): boolean {
  const head = html.slice(0, 20_000);
  const from = head.search(/<style/iu);
  if (from < 0) return false;
  return /(?:^|[\s,}>-])p\s*\{[^}]{0,80}margin(?:-top)?\s*:\s*0/iu.test(head.slice(from));
}

/** For what nests too deep to be read: the words alone. */
function withoutTags(html: string): string {
  return html
    .replace(/<(?:br|p|div|li|tr|h\d)\b[^<>]{0,2000}>/giu, '\n')
    .replace(/<[^<>]{0,2000}>/gu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\n\s+/gu, '\n')
    .trim();
}
