import { AttributionFinder } from './attribution.ts';
import { HeaderBlockFinder } from './header-block.ts';
import { inlineAttributions } from './inline-attribution.ts';
import { Lines } from './lines.ts';
import type { Hint } from './lines.ts';
import type { SegmentKind } from './reading.ts';

/** The lines of a body with what is known of each so far; `undefined` is not decided, and in the end the person's own. */
export class Labels {
  readonly lines: Lines;
  readonly kinds: (SegmentKind | undefined)[];
  /** Lines inside a code fence: they begin nothing, whatever they look like. */
  readonly fenced: Uint8Array;
  readonly attributions: AttributionFinder;
  readonly headerBlocks: HeaderBlockFinder;

  constructor(body: string, hints: readonly Hint[] = []) {
    this.lines = new Lines(body, inlineAttributions(body));
    this.kinds = new Array<SegmentKind | undefined>(this.lines.count).fill(undefined);
    this.fenced = new Uint8Array(this.lines.count);
    this.attributions = new AttributionFinder(this.lines, (line) => this.kinds[line] === 'quote');
    this.headerBlocks = new HeaderBlockFinder(this.lines);
    this.#applyHints(hints);
  }

  isOpen(line: number): boolean {
    return line >= 0 && line < this.lines.count && this.kinds[line] === undefined;
  }

  mark(from: number, to: number, kind: SegmentKind): void {
    for (let line = from; line < to; line++) this.kinds[line] ??= kind;
  }

  #applyHints(hints: readonly Hint[]): void {
    let next = 0;
    for (let line = 0; line < this.lines.count; line++) {
      const start = this.lines.starts[line]!;
      while (next < hints.length && hints[next]!.to <= start) next++;
      const hint = hints[next];
      if (hint && hint.from <= start) this.kinds[line] = hint.kind;
    }
  }
}
