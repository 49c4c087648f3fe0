import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { heading, link, paragraph } from '../../src/render/document.ts';
import { toHtml } from '../../src/render/to-html.ts';
import { anyDocument } from './arbitrary-document.ts';
import { bare, wordsOf } from './words-of.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const elements = new Set(
  'a,blockquote,br,code,em,h1,h2,h3,hr,li,ol,p,pre,strong,table,tbody,td,th,time,tr,ul'.split(','),
);
const attributes = new Set(['href', 'rel', 'value', 'scope', 'style', 'datetime']);

function everyNode(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) =>
    ['childNodes' in node ? everyNode(node.childNodes) : [], node].flat(),
  );
}

test('a browser reads the same words back, whatever they are', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const nodes = everyNode(parseFragment(toHtml(document)).childNodes);
      const text = nodes.map((node) => ('value' in node ? node.value : '')).join('');
      expect(bare(text)).toBe(wordsOf(document));
    }),
  );
});

test('nothing a person writes becomes an element, an attribute or an address that runs', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      for (const node of everyNode(parseFragment(toHtml(document)).childNodes)) {
        expect(node.nodeName).not.toBe('#comment');
        if (!('tagName' in node)) continue;
        expect(elements).toContain(node.tagName);
        for (const { name, value } of node.attrs) {
          expect(attributes).toContain(name);
          if (name === 'href') expect(value).toMatch(/^(?:https?|mailto):/u);
        }
      }
    }),
  );
});

test('a link that leads nowhere safe is shown as its words', () => {
  const document = { blocks: [paragraph(link('javascript:alert(1)', 'here'))] };
  expect(toHtml(document)).toBe('<p>here</p>');
});

test('headings can be put deeper into a page, and inline styles left out', () => {
  const table = { kind: 'table', rows: [{ term: ['a'], value: ['b'] }] } as const;
  const html = toHtml(
    {
      blocks: [
        heading(2, 'Agenda'),
        {
          ...table,
          rows: [...table.rows].map(({ term, value }) => ({ term: [...term], value: [...value] })),
        },
      ],
    },
    { headingOffset: 1, inlineStyles: false },
  );
  expect(html).toContain('<h3>Agenda</h3>');
  expect(html).not.toContain('style=');
});
