import type { PlainBody } from './flowed.ts';
import { LineText } from './html-text.ts';
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
  /** The blockquote without marks of a mail program around it; 0 where there is none, or a marked one besides. */
  plainQuote: number;
}

/** Gathers the lines of an HTML body, each with what the elements around it mean. */
export class HtmlLines {
  readonly #lines: HtmlLine[] = [];
  readonly #inside: SegmentKind[] = [];
  /** How far the paragraphs of each open list item stand in. */
  readonly #items: string[] = [];
  readonly #text = new LineText();
  #quotes = 0;
  #plainDepth = 0;
  #plainQuotes = 0;
  #box = 0;
  #boxes = 0;
  #split = false;
  #blankWanted = false;
  #link: { href: string; from: number } | undefined;

  enter(meaning: Meaning): void {
    if (meaning.splits === undefined && meaning.inside === undefined && meaning.box !== true)
      return;
    this.#flush();
    if (meaning.splits !== undefined) this.#split = true;
    if (meaning.plain === true && this.#plainDepth++ === 0) this.#plainQuotes++;
    if (meaning.inside === 'quote') this.#quotes++;
    if (meaning.inside !== undefined) this.#inside.push(meaning.inside);
    if (meaning.box === true) this.#box = ++this.#boxes;
  }

  leave(meaning: Meaning): void {
    if (meaning.inside === undefined && meaning.box !== true) return;
    this.#flush();
    if (meaning.plain === true) this.#plainDepth--;
    if (meaning.inside === 'quote') this.#quotes--;
    if (meaning.inside !== undefined) this.#inside.pop();
    if (meaning.box === true) this.#box = 0;
  }

  add(text: string): void {
    this.#text.add(text);
  }

  addVerbatim(text: string): void {
    const [first = '', ...rest] = text.replace(/\r\n?/gu, '\n').split('\n');
    this.#text.addVerbatim(first);
    for (const line of rest) {
      this.breakLine();
      this.#text.addVerbatim(line);
    }
  }

  /** A list item's number or dash; text follows on the same line. */
  enterItem(mark: string): void {
    this.#flush();
    this.#items.push(' '.repeat(mark.length));
    this.#text.startWith(mark);
  }

  leaveItem(): void {
    this.#flush();
    this.#items.pop();
  }

  /** The first cell of a row begins its line with a bar. */
  beginCell(): void {
    if (this.#text.isEmpty) this.#text.addVerbatim('| ');
  }

  addRule(): void {
    this.#flush();
    this.#push('________________________________');
  }

  openLink(href: string): void {
    const shows = /^https?:\/\//iu.test(href) && this.#quotes === 0 && !this.#split;
    this.#link = shows ? { href: href.trim(), from: this.#text.pieces } : undefined;
  }

  /** A link whose text is not its address keeps the address behind it. */
  closeLink(): void {
    if (!this.#link) return;
    const words = this.#text.since(this.#link.from).trim();
    const shown = words.replace(/^https?:\/\/|\/$/giu, '');
    if (words !== '' && !this.#link.href.includes(shown)) this.add(` <${this.#link.href}>`);
    this.#link = undefined;
  }

  /** A `br`: ends the line, blank or not. */
  breakLine(): void {
    if (this.#text.isEmpty) this.#push('');
    else this.#flush();
  }

  breakBlock(spaced: boolean): void {
    this.#flush();
    if (spaced) this.#blankWanted = true;
  }

  done(): PlainBody {
    this.#flush();
    this.#judgePlainQuotes();
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
    this.#link = undefined;
    // A mark without words yet waits for the block inside the list item.
    if (this.#text.isEmpty || this.#text.isMark) return;
    const isMarked = this.#text.isMarked;
    this.#push(this.#text.take(), isMarked);
  }

  #push(words: string, isMarked = false): void {
    const above = this.#lines.at(-1);
    const isParagraph = this.#blankWanted || above?.text === '';
    const text =
      isMarked || !isParagraph || words === '' ? words : `${this.#items.at(-1) ?? ''}${words}`;
    if (
      text !== '' &&
      above &&
      above.text !== '' &&
      (this.#blankWanted || beginsSignOff(text, above.text))
    )
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
      plainQuote:
        this.#quotes > 0 && this.#quotes === this.#plainDepth && !this.#split
          ? this.#plainQuotes
          : 0,
    };
  }

  /**
   * A blockquote that no program has marked is a quote when an attribution stands over it or at its head, or when it is the
   * last; any other is how the writer set a passage apart.
   */
  #judgePlainQuotes(): void {
    let above = '';
    let judged = 0;
    let isQuote = false;
    for (const line of this.#lines) {
      const { plainQuote, text } = line;
      if (plainQuote > 0 && text !== '') {
        if (plainQuote !== judged)
          isQuote = plainQuote === this.#plainQuotes || isAttributive(above) || isAttributive(text);
        judged = plainQuote;
      }
      if (plainQuote > 0 && !isQuote) Object.assign(line, { kind: undefined, depth: 0 });
      if (text !== '') above = text;
    }
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

/** "Thanks," in a paragraph of its own, whose space above a style sheet has taken away. */
function beginsSignOff(text: string, above: string): boolean {
  return text.length < 60 && /[,.!]$|^\p{Lu}/u.test(text) && isClosing(text) && !isClosing(above);
}

function isAttributive(line: string): boolean {
  return /[@\d]/u.test(line) && /[:：]$/u.test(line);
}
