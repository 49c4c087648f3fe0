import { AttributionFinder } from './attribution.ts';
import { HeaderBlockFinder } from './header-block.ts';
import { inlineAttributions } from './inline-attribution.ts';
import { Lines } from './lines.ts';
import type { Hint } from './lines.ts';
import type { SegmentKind } from './reading.ts';

/** The first place is for what nobody has decided. */
const kinds: readonly (SegmentKind | undefined)[] = [
  undefined,
  'reply',
  'quote',
  'attribution',
  'header-block',
  'signature',
  'footer',
  'disclaimer',
  'armour',
];

/** Nobody writes so many: a message with more is a log, and reading it all would take too long. */
const maxLinesRead = 20_000;

/** The lines of a body with what is known of each so far. */
export class Labels {
  readonly lines: Lines;
  /** Lines up to here are read; past it only ">" is looked at. */
  readonly readTo: number;
  /** By line: the kind's place in `kinds`; 0 while nothing is known. */
  readonly #codes: Uint8Array;
  /** Lines inside a code fence: they begin nothing, whatever they look like. */
  readonly fenced: Uint8Array;
  readonly attributions: AttributionFinder;
  readonly headerBlocks: HeaderBlockFinder;

  constructor(body: string, hints: readonly Hint[] = []) {
    this.lines = new Lines(body, inlineAttributions(body));
    this.readTo = Math.min(this.lines.count, maxLinesRead);
    this.#codes = new Uint8Array(this.lines.count);
    this.fenced = new Uint8Array(this.lines.count);
    this.attributions = new AttributionFinder(this.lines, (line) => this.kindAt(line) === 'quote');
    this.headerBlocks = new HeaderBlockFinder(this.lines);
    this.#applyHints(hints);
  }

  isOpen(line: number): boolean {
    return line >= 0 && line < this.lines.count && this.#codes[line] === 0;
  }

  /** Undefined is not decided, and in the end the person's own. */
  kindAt(line: number): SegmentKind | undefined {
    return kinds[this.#codes[line] ?? 0];
  }

  setKind(line: number, kind: SegmentKind): void {
    this.#codes[line] = kinds.indexOf(kind);
  }

  mark(from: number, to: number, kind: SegmentKind): void {
    for (let line = from; line < to; line++) if (this.#codes[line] === 0) this.setKind(line, kind);
  }

  #applyHints(hints: readonly Hint[]): void {
    let next = 0;
    for (let line = 0; line < this.lines.count; line++) {
      const start = this.lines.starts[line]!;
      while (next < hints.length && hints[next]!.to <= start) next++;
      const hint = hints[next];
      if (hint && hint.from <= start) this.setKind(line, hint.kind);
    }
  }
}
