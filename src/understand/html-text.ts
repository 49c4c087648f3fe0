/** The line being written. Its pieces are joined once, since a megabyte may come in pieces of one character. */
export class LineText {
  #pieces: string[] = [];
  #mark = false;
  #marked = false;
  #spaced = true;

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  /** Nothing but a list item's mark so far. */
  get isMark(): boolean {
    return this.#mark;
  }

  /** A list item's mark stands at its head. */
  get isMarked(): boolean {
    return this.#marked;
  }

  get pieces(): number {
    return this.#pieces.length;
  }

  add(text: string): void {
    const words = text.replace(/[\s\u00a0]+/gu, ' ');
    const joined = this.#spaced && words.startsWith(' ') ? words.slice(1) : words;
    if (joined !== '') this.addVerbatim(joined);
  }

  addVerbatim(text: string): void {
    if (text === '') return;
    this.#pieces.push(text);
    this.#spaced = text.endsWith(' ');
    this.#mark = false;
  }

  startWith(mark: string): void {
    this.#pieces = [mark];
    this.#spaced = true;
    this.#mark = true;
    this.#marked = true;
  }

  since(piece: number): string {
    return this.#pieces.slice(piece).join('');
  }

  take(): string {
    const text = this.#pieces.join('').trimEnd();
    this.#pieces = [];
    this.#spaced = true;
    this.#mark = false;
    this.#marked = false;
    return text;
  }
}
