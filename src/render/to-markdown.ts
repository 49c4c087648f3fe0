import type { BlockContent, List, PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown as serialize } from 'mdast-util-to-markdown';
import { cleanLine, cleanLines, safeUrl } from './clean-text.ts';
import { formatInstant } from './dates.ts';
import type { Block, Document, Inline, ListItem } from './document.ts';

/** CommonMark, safe on GitHub too: people's words are escaped, and mention nobody. */
export function toMarkdown(document: Document): string {
  return serialize(
    { type: 'root', children: document.blocks.flatMap(blockNodes) },
    {
      bullet: '-',
      bulletOther: '*',
      emphasis: '*',
      rule: '-',
      fences: true,
      extensions: [gfmToMarkdown()],
      // Left alone, a backslash would escape the character reference that may be written after it.
      unsafe: [{ character: '\\', inConstruct: 'phrasing' }],
    },
  );
}

function blockNodes(block: Block): (RootContent & BlockContent)[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'heading', depth: block.level, children: inlineNodes(block.children) }];
    case 'paragraph':
      return paragraphNodes(block.children);
    case 'list':
      return runs(block.items).map(listNode);
    case 'table':
      // GitHub's tables want a head; a list of terms reads as well, and everywhere.
      return [
        listNode(
          block.rows.map(({ term, value }) => ({
            blocks: [
              { kind: 'paragraph', children: [{ kind: 'strong', children: term }, ': ', ...value] },
            ],
          })),
        ),
      ];
    case 'code':
      return [{ type: 'code', value: cleanLines(block.text) }];
    case 'quote':
      return [{ type: 'blockquote', children: block.blocks.flatMap(blockNodes) }];
    case 'divider':
      return [{ type: 'thematicBreak' }];
  }
}

/** Spaces at its ends mean nothing; a paragraph of nothing else is none. */
function paragraphNodes(content: readonly Inline[]): BlockContent[] {
  const children = inlineNodes(content);
  const first = children[0];
  if (first?.type === 'text') first.value = first.value.trimStart();
  const last = children.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
  const isBlank = children.every((node) => node.type === 'text' && node.value.trim() === '');
  return isBlank ? [] : [{ type: 'paragraph', children }];
}

/** Markdown counts on from a list's first number, so that a list ends wherever the numbers don't follow one another. */
function runs(items: readonly ListItem[]): ListItem[][] {
  const found: ListItem[][] = [];
  for (const item of items) {
    const run = found.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined &&
      (last.number === undefined ? item.number === undefined : item.number === last.number + 1);
    if (run && follows) run.push(item);
    else found.push([item]);
  }
  return found;
}

function listNode(items: readonly ListItem[]): List {
  const start = items[0]?.number;
  return {
    type: 'list',
    ordered: start !== undefined,
    ...(start === undefined ? {} : { start }),
    spread: items.some(hasParts),
    children: items.map((item) => ({
      type: 'listItem',
      spread: hasParts(item),
      children: item.blocks.flatMap(blockNodes),
    })),
  };
}

/** A list right under an entry's first line keeps close to it; paragraphs stand apart. */
function hasParts({ blocks }: ListItem): boolean {
  return blocks.some((block, index) => index > 0 && block.kind !== 'list');
}

type Marked = 'strong' | 'emphasis';

function inlineNodes(
  children: readonly Inline[],
  inside: readonly Marked[] = [],
): PhrasingContent[] {
  return joined(children.flatMap((child) => inlineNode(child, inside)));
}

function inlineNode(child: Inline, inside: readonly Marked[]): PhrasingContent[] {
  if (typeof child === 'string') return [textNode(child)];
  switch (child.kind) {
    case 'strong':
    case 'emphasis':
      // What is strong already can't be made so again: the marks would end each other.
      if (inside.includes(child.kind)) return inlineNodes(child.children, inside);
      return [{ type: child.kind, children: inlineNodes(child.children, [...inside, child.kind]) }];
    case 'link':
      return linkNodes(child.url, child.children, inside);
    case 'code':
      return [{ type: 'inlineCode', value: cleanLine(child.text) }];
    case 'instant':
      return [textNode(formatInstant(child.at, child.zone, child.style))];
    case 'break':
      return [{ type: 'break' }];
  }
}

/** Marks of one kind that touch are read as others, so that neighbours become one; empty ones are none. */
function joined(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = found.at(-1);
    if (node.type === 'text' && node.value === '') continue;
    if (node.type === 'inlineCode') {
      if (node.value.trim() === '') continue;
      if (last?.type === 'inlineCode') last.value += node.value;
      else found.push(node);
    } else if (node.type === 'strong' || node.type === 'emphasis') {
      if (last?.type === node.type) last.children = joined([...last.children, ...node.children]);
      else if (node.children.length > 0) found.push(node);
    } else found.push(node);
  }
  return found;
}

function textNode(text: string): PhrasingContent {
  return { type: 'text', value: withoutMentions(cleanLine(text)) };
}

function linkNodes(
  address: string,
  label: readonly Inline[],
  inside: readonly Marked[],
): PhrasingContent[] {
  const url = safeUrl(address);
  if (url === undefined) return inlineNodes(label, inside);
  const [only] = label;
  const typed = label.length === 1 && typeof only === 'string' ? cleanLine(only) : '';
  // The address as its own label becomes `<address>`, as it was typed.
  if (safeUrl(typed) === url && !/[ <>]/u.test(typed))
    return [{ type: 'link', url: typed, children: [{ type: 'text', value: typed }] }];
  return [{ type: 'link', url, children: inlineNodes(label, inside) }];
}

/** GitHub mails whoever is named after an @; an invisible space between keeps it from that. */
function withoutMentions(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}_])/gu, '@\u200b');
}
