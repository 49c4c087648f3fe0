import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { paragraph } from '../../src/render/document.ts';
import { toMarkdown } from '../../src/render/to-markdown.ts';
import { anyDocument } from './arbitrary-document.ts';
import { bare, wordsOf } from './words-of.ts';

function everyNode(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(everyNode) : [])];
}

function read(markdown: string): Nodes[] {
  return everyNode(
    fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  );
}

const ours = new Set(
  'root,heading,paragraph,text,list,listItem,code,inlineCode,blockquote,thematicBreak,link,strong,emphasis,break'.split(
    ',',
  ),
);

test('a reader of Markdown finds the same words, whatever they are', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = read(toMarkdown(document))
        .map((node) => ('value' in node ? node.value : ''))
        .join('');
      // Tables become lists of "term: value".
      expect(bare(text).replaceAll(/[\u200b:]/gu, '')).toBe(
        wordsOf(document).replaceAll(/[\u200b:]/gu, ''),
      );
    }),
  );
});

test('nothing a person writes becomes a heading, HTML, an image, a table or a footnote', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const nodes = read(toMarkdown(document));
      expect(nodes.map(({ type }) => type).filter((type) => !ours.has(type))).toEqual([]);
      const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
      for (const url of links) expect(url).toMatch(/^(?:https?|mailto):/iu);
    }),
  );
});

test.each([
  ['# Budget', '\\# Budget'],
  ['<script>', '\\<script>'],
  ['![x](https://example.org/x.png)', '!\\[x]\\(https\\://example.org/x.png)'],
  ['1. not a list', '1\\. not a list'],
  ['thanks @alice, and @org/team', 'thanks @\u200balice, and @\u200borg/team'],
])('%s is written as words', (words, markdown) => {
  expect(toMarkdown({ blocks: [paragraph(words)] }).trim()).toBe(markdown);
});

test('numbers are kept, in whatever order they come', () => {
  const items = [3, 1, 2].map((number) => ({ number, blocks: [paragraph(`item ${number}`)] }));
  expect(toMarkdown({ blocks: [{ kind: 'list', items }] })).toBe(
    '3. item 3\n\n1) item 1\n2) item 2\n',
  );
});
