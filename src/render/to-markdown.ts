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
    },
  );
}

function blockNodes(block: Block): (RootContent & BlockContent)[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'heading', depth: block.level, children: inlineNodes(block.children) }];
    case 'paragraph':
      return [{ type: 'paragraph', children: inlineNodes(block.children) }];
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

function inlineNodes(children: readonly Inline[]): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (typeof child === 'string') return [textNode(child)];
    switch (child.kind) {
      case 'strong':
      case 'emphasis':
        return [{ type: child.kind, children: inlineNodes(child.children) }];
      case 'link':
        return linkNodes(child.url, child.children);
      case 'code':
        return [{ type: 'inlineCode', value: cleanLine(child.text) }];
      case 'instant':
        return [textNode(formatInstant(child.at, child.zone, child.style))];
      case 'break':
        return [{ type: 'break' }];
    }
  });
}

function textNode(text: string): PhrasingContent {
  return { type: 'text', value: withoutMentions(cleanLine(text)) };
}

function linkNodes(address: string, label: readonly Inline[]): PhrasingContent[] {
  const url = safeUrl(address);
  if (url === undefined) return inlineNodes(label);
  const [only] = label;
  // The whole address as its own label becomes `<address>`.
  const bare = label.length === 1 && typeof only === 'string' && safeUrl(only) === url;
  return [
    { type: 'link', url, children: bare ? [{ type: 'text', value: url }] : inlineNodes(label) },
  ];
}

/** GitHub mails whoever is named after an @; an invisible space between keeps it from that. */
function withoutMentions(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}_])/gu, '@\u200b');
}
