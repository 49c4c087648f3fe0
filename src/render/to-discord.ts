import { cleanLines } from './clean-text.ts';
import { discordInline, withoutPings } from './discord-inline.ts';
import { packPieces, type Piece } from './discord-pack.ts';
import type { Block, Document, Inline, ListItem } from './document.ts';

/** Discord's limits, in UTF-16 code units at most. */
export const discordLimits = {
  content: 2000,
  description: 4096,
  title: 256,
  embeds: 6000,
} as const;

/**
 * The document in Discord's Markdown, in as few parts as the limit allows. No part ends within a link, a letter or
 * a code block, nor between a heading and what follows it.
 */
export function toDiscord(document: Document, limit: number = discordLimits.content): string[] {
  return packPieces(pieces(document.blocks, ''), limit);
}

/** One piece is kept together as long as it fits: a paragraph, a heading with it, or one entry of a list. */
function pieces(blocks: readonly Block[], indent: string): Piece[] {
  const found: Piece[] = [];
  let pending: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      pending.push(...boldLines(block.children, indent));
      continue;
    }
    const [first, ...rest] = blockPieces(block, indent);
    if (!first) continue;
    found.push(withHeading(pending, first), ...rest);
    pending = [];
  }
  return pending.length > 0 ? [...found, { kind: 'lines', lines: pending }] : found;
}

function withHeading(headings: string[], piece: Piece): Piece {
  if (headings.length === 0) return piece;
  return piece.kind === 'lines'
    ? { ...piece, tight: false, lines: [...headings, ...piece.lines] }
    : { ...piece, before: headings };
}

function blockPieces(block: Exclude<Block, { kind: 'heading' }>, indent: string): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'lines', lines: indented(discordInline(block.children), indent) }];
    case 'list':
      return block.items.flatMap((item, index) => entryPieces(item, indent, index > 0));
    case 'table':
      return [
        {
          kind: 'lines',
          lines: block.rows.flatMap(({ term, value }) =>
            indented(discordInline([{ kind: 'strong', children: term }, ': ', ...value]), indent),
          ),
        },
      ];
    case 'code':
      return [{ kind: 'code', lines: codeLines(block.text) }];
    case 'quote':
      return pieces(block.blocks, `${indent}> `);
    case 'divider':
      return [];
  }
}

/**
 * An entry with what hangs under it. Numbers are bold words, since Discord counts a numbered list by itself. Code is
 * a piece of its own: only so can it be cut and stay code.
 */
function entryPieces({ number, blocks }: ListItem, indent: string, tight: boolean): Piece[] {
  const marker = number === undefined ? '- ' : `**${number}.** `;
  const [first, ...rest] = blocks;
  const isHead = first?.kind === 'paragraph';
  const [head = '', ...more] = isHead ? discordInline(first.children) : [''];
  const own: Piece = {
    kind: 'lines',
    tight,
    lines: [`${indent}${marker}${head}`, ...indented(more, `${indent}  `)],
  };
  return (isHead ? rest : blocks)
    .flatMap((block) => bodyPieces(block, `${indent}  `))
    .reduce<Piece[]>(
      (found, piece) => {
        const last = found.at(-1);
        if (last?.kind !== 'lines' || piece.kind !== 'lines') return [...found, piece];
        return [...found.slice(0, -1), { ...last, lines: [...last.lines, ...piece.lines] }];
      },
      [own],
    );
}

function bodyPieces(block: Block, indent: string): Piece[] {
  if (block.kind !== 'heading')
    return blockPieces(block, indent).map((piece) => ({ ...piece, tight: true }));
  return [{ kind: 'lines', tight: true, lines: boldLines(block.children, indent) }];
}

/** No line may end the block before its end. */
function codeLines(text: string): string[] {
  return withoutPings(cleanLines(text)).replaceAll('```', '`\u200b``').split('\n');
}

function boldLines(children: readonly Inline[], indent: string): string[] {
  return discordInline(children, ['strong'])
    .filter((line) => line.trim() !== '')
    .map((line) => `${indent}**${line.trim()}**`);
}

function indented(lines: string[], indent: string): string[] {
  return lines.map((line) => `${indent}${line}`);
}
