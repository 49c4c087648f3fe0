import type { PlainBody } from './flowed.ts';
import { headerKind } from './header-names.ts';
import type { Meaning } from './html-structure.ts';
import type { Hint } from './lines.ts';
import type { SegmentKind } from './reading.ts';
import { isClosing } from './small-talk.ts';

interface HtmlLine {
  text: string;
  kind: SegmentKind | undefined;
  depth: number;
  box: number;
}

/** Gathers the lines of an HTML body, each with what the elements around it mean. */
export class HtmlLines {
  readonly #lines: HtmlLine[] = [];
  readonly #inside: SegmentKind[] = [];
  #text = '';
  #fresh = true;
  #quotes = 0;
  #box = 0;
  #boxes = 0;
  #split = false;
  #blankWanted = false;
  #link = '';
  #linkFrom = 0;

  enter(meaning: Meaning): void {
    if (meaning.splits !== undefined) this.#split = true;
    if (meaning.inside === 'quote') this.#quotes++;
    if (meaning.inside !== undefined) this.#inside.push(meaning.inside);
    if (meaning.box === true) this.#box = ++this.#boxes;
  }

  leave(meaning: Meaning): void {
    if (meaning.inside === undefined && meaning.box !== true) return;
    this.#flush();
    if (meaning.inside === 'quote') this.#quotes--;
    if (meaning.inside !== undefined) this.#inside.pop();
    if (meaning.box === true) this.#box = 0;
  }

  add(text: string): void {
    const words = text.replace(/[\s\u00a0]+/gu, ' ');
    const joined = this.#text.endsWith(' ') || this.#text === '' ? words.replace(/^ /u, '') : words;
    if (joined === '') return;
    this.#text += joined;
    this.#fresh = false;
  }

  addVerbatim(text: string): void {
    const [first = '', ...rest] = text.replace(/\r\n?/gu, '\n').split('\n');
    this.#text += first;
    for (const line of rest) {
      this.breakLine();
      this.#text += line;
    }
    this.#fresh = this.#text === '';
  }

  /** A list item's number or dash; text follows on the same line. */
  addMark(mark: string): void {
    this.#flush();
    this.#text = mark;
    this.#fresh = true;
  }

  addRule(): void {
    this.#flush();
    this.#push('________________________________');
  }

  openLink(href: string): void {
    this.#link = /^https?:\/\//iu.test(href) ? href.trim() : '';
    this.#linkFrom = this.#text.length;
  }

  /** A link whose text is not its address keeps the address behind it. */
  closeLink(): void {
    const words = this.#text.slice(this.#linkFrom).trim();
    const shown = words.replace(/^https?:\/\/|\/$/giu, '');
    if (
      this.#link !== '' &&
      words !== '' &&
      this.#quotes === 0 &&
      !this.#split &&
      !this.#link.includes(shown)
    )
      this.add(` <${this.#link}>`);
    this.#link = '';
  }

  /** A `br`: ends the line, blank or not. */
  breakLine(): void {
    if (this.#fresh && this.#text === '') this.#push('');
    else this.#flush();
  }

  breakBlock(spaced: boolean): void {
    this.#flush();
    if (spaced) this.#blankWanted = true;
  }

  done(): PlainBody {
    this.#flush();
    this.#markBoxes();
    const parts: string[] = [];
    const hints: Hint[] = [];
    let at = 0;
    for (const { text, kind, depth } of this.#lines) {
      const line = depth > 0 && kind === 'quote' ? `${'>'.repeat(depth)} ${text}` : text;
      if (kind !== undefined) hints.push({ from: at, to: at + line.length + 1, kind });
      parts.push(line);
      at += line.length + 1;
    }
    return { text: parts.join('\n'), hints };
  }

  #flush(): void {
    const text = this.#text.trimEnd();
    // A mark without words yet waits for the block inside the list item.
    if (this.#fresh && this.#text !== '') return;
    if (text !== '') this.#push(text);
    else if (this.#text !== '') this.#push('');
    this.#text = '';
    this.#fresh = true;
  }

  #push(text: string): void {
    const above = this.#lines.at(-1);
    const closing =
      text !== '' &&
      text.length < 60 &&
      isClosing(text) &&
      above !== undefined &&
      !isClosing(above.text);
    if (text !== '' && above && above.text !== '' && (this.#blankWanted || closing))
      this.#lines.push({ ...this.#state(), text: '' });
    if (text !== '') this.#blankWanted = false;
    this.#lines.push({ ...this.#state(), text });
  }

  #state(): Omit<HtmlLine, 'text'> {
    const kind = this.#inside.at(-1);
    const quoted = this.#quotes > 0 || (this.#split && kind !== 'header-block');
    return {
      kind: quoted ? 'quote' : kind,
      depth: Math.min(9, quoted ? Math.max(1, this.#quotes) : 0),
      box: this.#box,
    };
  }

  /** Boxes drawn over From, Sent, To are header blocks, and what follows the first is the message answered. */
  #markBoxes(): void {
    const boxes = Map.groupBy(
      this.#lines.filter(({ box, text }) => box > 0 && text !== ''),
      ({ box }) => box,
    );
    const header = [...boxes].find(([, lines]) => isHeaderBox(lines.map(({ text }) => text)))?.[0];
    if (header === undefined) return;
    let reached = false;
    for (const line of this.#lines) {
      reached ||= line.box === header;
      if (reached) line.kind ??= line.box === header ? 'header-block' : 'quote';
    }
  }
}

/** Two to eight lines with a name before a colon, an address or a number among them, in whatever language. */
function isHeaderBox(lines: readonly string[]): boolean {
  const named = lines.filter((line) => /^[^:：]{1,24}[:：]/u.test(line)).length;
  const known = lines.filter((line) => headerKind(line) !== 0).length;
  return (
    lines.length <= 12 &&
    (known >= 2 ||
      (named >= 3 && named === lines.length && lines.some((line) => /[@\d]/u.test(line))))
  );
}
