import type { ItemLine } from './item-line.ts';
import { isAgendaHeading, markedTitle } from './item-words.ts';

/** What may become an item: a title line with what stands under it. */
export interface Entry {
  how: 'marked' | 'heading' | 'bullet';
  title: string;
  details: string[];
  /** Paragraphs of its own, after a blank line and not indented: its details only where every entry is built so. */
  loose: string[];
}

export interface Outline {
  /** Paragraphs before the first entry, and among entries of which they are no part. */
  prose: string[][];
  entries: Entry[];
}

/** Reads the shape of a reply: what hangs under what. */
export function outlineOf(lines: readonly ItemLine[]): Outline {
  const builder = new OutlineBuilder(lines);
  for (const line of lines) builder.take(line);
  return builder.done();
}

class OutlineBuilder {
  readonly #outline: Outline = { prose: [], entries: [] };
  readonly #topIndent: number;
  readonly #topMark: string;
  readonly #headings: boolean;
  #gap = true;
  /** The raw length of the line above, by which a wrapped one is told from a finished one. */
  #lastChars = 0;

  constructor(lines: readonly ItemLine[]) {
    const bullets = lines.filter(({ kind }) => kind === 'bullet');
    this.#topMark =
      bullets.find(({ indent }) => indent === Math.min(...indents(bullets)))?.mark ?? '';
    this.#topIndent = Math.min(...indents(bullets.filter(({ mark }) => mark === this.#topMark)));
    this.#headings = lines.some(({ kind, text }) => kind === 'heading' && !isAgendaHeading(text));
  }

  take(line: ItemLine): void {
    if (line.kind === 'blank') {
      this.#gap = true;
      return;
    }
    if (line.kind === 'code') this.#addDetail(line.text);
    else if (line.kind === 'heading') this.#takeHeading(line);
    else if (line.kind !== 'rule') this.#takeWords(line);
    this.#gap = line.kind === 'rule';
    this.#lastChars = line.indent + line.text.length;
  }

  done(): Outline {
    return this.#outline;
  }

  /** "# Agenda" stands over the items and is none. */
  #takeHeading({ text }: ItemLine): void {
    if (isAgendaHeading(text)) this.#addProse(`${text}:`);
    else this.#start('heading', text);
  }

  #takeWords(line: ItemLine): void {
    const marked = line.indent <= 8 ? markedTitle(line.text) : undefined;
    const current = this.#outline.entries.at(-1);
    if (marked !== undefined && !(current?.how === 'marked' && line.kind === 'bullet'))
      this.#start('marked', marked);
    else if (line.kind !== 'bullet') this.#takeText(line);
    else if (
      this.#isTop(line) &&
      (current === undefined || current.how === 'bullet') &&
      !this.#headings
    )
      this.#start('bullet', line.text);
    else if (current) this.#addDetail(`- ${line.text}`);
    else this.#start('bullet', line.text);
  }

  #isTop(line: ItemLine): boolean {
    if (line.mark === this.#topMark) return line.indent <= this.#topIndent + 1;
    // Another bullet at the margin begins another list (CommonMark 0.31, section 5.3); under a number it is its detail.
    const isPlain = (mark: string) => /^[-*+\u2022]$/u.test(mark);
    return isPlain(line.mark) && isPlain(this.#topMark) && line.indent <= this.#topIndent;
  }

  #takeText(line: ItemLine): void {
    const current = this.#outline.entries.at(-1);
    if (!current) this.#addProse(line.text);
    else if (this.#gap && current.how === 'bullet' && line.indent <= this.#topIndent)
      current.loose.push(line.text);
    else if (current.loose.length > 0 && line.indent <= this.#topIndent)
      current.loose.push(line.text);
    else if (
      !this.#gap &&
      current.details.length === 0 &&
      current.how !== 'heading' &&
      this.#isWrapped(line, current.title)
    )
      current.title += ` ${line.text}`;
    else this.#addDetail(line.text);
  }

  /** Facts in brackets end a title. The line above was full or stops in the midst of a phrase, or this one goes on in the midst of a sentence. */
  #isWrapped(line: ItemLine, title: string): boolean {
    const isClosed = /[)\]]$/u.test(title);
    if (isClosed && this.#lastChars < 58) return false;
    return this.#lastChars >= 58 || /^[\p{Ll}(]/u.test(line.text) || dangling.test(title);
  }

  #start(how: Entry['how'], title: string): void {
    this.#outline.entries.push({ how, title, details: [], loose: [] });
  }

  #addDetail(text: string): void {
    const current = this.#outline.entries.at(-1);
    if (!current) this.#addProse(text);
    else {
      if (this.#gap && current.details.length > 0) current.details.push('');
      current.details.push(text);
    }
  }

  #addProse(text: string): void {
    const { prose } = this.#outline;
    if (this.#gap || prose.length === 0) prose.push([text]);
    else prose.at(-1)!.push(text);
  }
}

/** No title ends with an article, a preposition or "and". */
const dangling =
  /[\s,](?:the|an|our|your|their|of|for|from|with|and|or|to|der|die|das|den|dem|des|und|oder|für|mit|von|vom|zum|zur|le|la|les|des|du|et|ou|pour|avec|el|los|las|del|y|para|con|il|lo|gli|di|della|e|per)$/iu;

function indents(lines: readonly ItemLine[]): number[] {
  return lines.map(({ indent }) => indent);
}

/** Where drawn lines part a reply without bullets: what each part says, its first line the title. */
export function sectionsOf(lines: readonly ItemLine[]): Entry[] {
  if (
    lines.some(({ kind }) => kind === 'bullet' || kind === 'heading') ||
    !lines.some(({ kind }) => kind === 'rule')
  )
    return [];
  const entries: Entry[] = [];
  let open = false;
  for (const { kind, text } of lines) {
    if (kind === 'rule') open = false;
    else if (kind === 'blank') continue;
    else if (open) entries.at(-1)!.details.push(text);
    else {
      entries.push({ how: 'heading', title: text, details: [], loose: [] });
      open = true;
    }
  }
  return entries;
}
