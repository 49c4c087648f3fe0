import type { List, Nodes, PhrasingContent, RootContent } from 'mdast';

/*
 * What stood in emphasis and in links, kept in text by marks that no text can hold, so that "(15m, slides, Ann)"
 * still tells the link from the name.
 */
export const marks = {
  link: '\u0001',
  linkEnd: '\u0002',
  name: '\u0003',
  nameEnd: '\u0004',
} as const;

/** Inline content as text, emphasis and links marked. */
export function markedText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case 'text':
        case 'inlineCode':
          return withoutMarks(node.value).replaceAll('@\u200b', '@');
        case 'break':
          return '\n';
        case 'link':
        case 'linkReference':
          return `${marks.link}${markedText(node.children)}${marks.linkEnd}`;
        case 'emphasis':
          return `${marks.name}${markedText(node.children)}${marks.nameEnd}`;
        case 'strong':
        case 'delete':
          return markedText(node.children);
        case 'image':
        case 'imageReference':
          return withoutMarks(node.alt ?? '');
        case 'footnoteReference':
        case 'html':
          return '';
      }
    })
    .join('');
}

/** Inline content as text. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  return withoutMarks(markedText(nodes));
}

export function withoutMarks(text: string): string {
  return text.replace(/[\u0001-\u0004]/gu, '');
}

/** Blocks as a person would type them: paragraphs, dashes, numbers, fences. */
export function blocksText(nodes: readonly RootContent[]): string {
  return nodes
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(node: RootContent): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return plainText(node.children).trim();
    case 'list':
      return listText(node);
    case 'code':
      return `\`\`\`\n${node.value}\n\`\`\``;
    case 'blockquote':
      return blocksText(node.children).replace(/^/gmu, '> ');
    case 'table':
      return node.children
        .map((row) => row.children.map((cell) => plainText(cell.children)).join(' | '))
        .join('\n');
    default:
      return '';
  }
}

function listText(list: List): string {
  return list.children
    .map(({ children }, index) => {
      const marker = list.ordered ? `${(list.start ?? 1) + index}. ` : '- ';
      const indent = ' '.repeat(marker.length);
      const text = children
        .map(blockText)
        .filter((block) => block !== '')
        .join('\n');
      return marker + text.replaceAll('\n', `\n${indent}`);
    })
    .join('\n');
}

/** Every web address that is linked to, once each. */
export function linksIn(node: Nodes): string[] {
  const found = new Set<string>();
  const pending: Nodes[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'link' && /^https?:/iu.test(next.url)) found.add(next.url);
    if ('children' in next) pending.push(...next.children.toReversed());
  }
  return [...found];
}
