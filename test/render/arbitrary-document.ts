import fc from 'fast-check';
import type { Block, Document, Inline, ListItem, TableRow } from '../../src/render/document.ts';
import { anyLine, anyText } from './arbitrary-text.ts';

const urls = fc.oneof(
  fc.constantFrom(
    'https://example.org/',
    'https://example.org/a_(b)?c=d&e=*f*#g',
    'http://example.org/~x|y',
    'mailto:list@example.org',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://bank.example@evil.example/',
    '//evil.example',
    'https://example.org/\r\nX: y',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

const { inline } = fc.letrec<{ inline: Inline; inlines: Inline[] }>((tie) => ({
  inlines: fc.array(tie('inline'), { minLength: 1, maxLength: 3 }),
  inline: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    anyText,
    fc.record({ kind: fc.constantFrom('strong', 'emphasis'), children: tie('inlines') }),
    fc.record({ kind: fc.constant('link'), url: urls, children: fc.tuple(anyText) }),
    urls.map((url): Inline => ({ kind: 'link', url, children: [url] })),
    fc.record({ kind: fc.constant('code'), text: anyText }),
    fc.record({
      kind: fc.constant('instant'),
      at: fc
        .integer({ min: 0, max: 4e9 })
        .map((s) => Temporal.Instant.fromEpochMilliseconds(s * 1000)),
      zone: fc.constantFrom('Europe/London', 'Asia/Kolkata'),
      style: fc.constantFrom('full', 'date', 'day', 'time'),
    }),
  ),
}));

const inlines = fc.array(inline, { minLength: 1, maxLength: 4 });
/** A new line is begun only within a paragraph, between words. */
const lines = fc
  .array(anyLine, { minLength: 2, maxLength: 3 })
  .map((texts) =>
    texts.flatMap((text, index): Inline[] => (index === 0 ? [text] : [{ kind: 'break' }, text])),
  );
const paragraph: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant('paragraph'),
  children: fc.oneof({ weight: 3, arbitrary: inlines }, { weight: 1, arbitrary: lines }),
});
const rows: fc.Arbitrary<TableRow[]> = fc.array(fc.record({ term: inlines, value: inlines }), {
  minLength: 1,
  maxLength: 3,
});

const { block } = fc.letrec<{ block: Block; item: ListItem }>((tie) => ({
  item: fc.record(
    {
      number: fc.integer({ min: 1, max: 500 }),
      blocks: fc
        .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
        .map(([head, rest]) => [head, ...rest]),
    },
    { requiredKeys: ['blocks'] },
  ),
  block: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    paragraph,
    fc.record({ kind: fc.constant('heading'), level: fc.constantFrom(1, 2, 3), children: inlines }),
    fc.record({ kind: fc.constant('table'), rows }),
    fc.record({ kind: fc.constant('code'), text: anyText }),
    fc.constant({ kind: 'divider' }),
    fc.record({
      kind: fc.constant('list'),
      items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('quote'),
      blocks: fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
    }),
  ),
}));

/** Any document, full of what people might write. */
export const anyDocument: fc.Arbitrary<Document> = fc.record({
  blocks: fc.array(block, { minLength: 1, maxLength: 5 }),
});
