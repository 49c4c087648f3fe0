import { cleanLine, cleanLines } from '../../src/render/clean-text.ts';
import { formatInstant } from '../../src/render/dates.ts';
import type { Block, Document, Inline } from '../../src/render/document.ts';

/** The words of a document in order, without any white space: what every output must hold, and nothing beside it. */
export function wordsOf(document: Document): string {
  return bare(document.blocks.map(blockWords).join(''));
}

export function bare(text: string): string {
  return text.replace(/[\s\ufeff]+/gu, '');
}

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineWords(block.children);
    case 'list':
      return block.items.map(({ blocks }) => blocks.map(blockWords).join('')).join('');
    case 'table':
      return block.rows.map(({ term, value }) => inlineWords(term) + inlineWords(value)).join('');
    case 'code':
      return cleanLines(block.text);
    case 'quote':
      return block.blocks.map(blockWords).join('');
    case 'divider':
      return '';
  }
}

function inlineWords(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return cleanLine(child);
      switch (child.kind) {
        case 'strong':
        case 'emphasis':
        case 'link':
          return inlineWords(child.children);
        case 'code':
          return cleanLine(child.text);
        case 'instant':
          return formatInstant(child.at, child.zone, child.style);
        case 'break':
          return '';
      }
    })
    .join('');
}
