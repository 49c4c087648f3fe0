import { cleanLine, cleanLines, safeUrl } from './clean-text.ts';
import { formatInstant } from './dates.ts';
import type { Block, Document, Inline, ListItem, TableRow } from './document.ts';

const pageColumns = 72;

/** Plain text for a mail program of any age: at most 72 columns, unless a web address is longer. */
export function toText(document: Document): string {
  return `${blocksText(document.blocks, pageColumns)}\n`;
}

/** Inline content on one line. */
function inlineText(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return cleanLine(child);
      switch (child.kind) {
        case 'strong':
        case 'emphasis':
          return inlineText(child.children);
        case 'link':
          return linkText(child.url, inlineText(child.children));
        case 'code':
          return `"${cleanLine(child.text)}"`;
        case 'instant':
          return formatInstant(child.at, child.zone, child.style);
        case 'break':
          return '\n';
      }
    })
    .join('');
}

/** RFC 3986, appendix C: angle brackets tell where an address ends. */
function linkText(address: string, label: string): string {
  const url = safeUrl(address);
  if (url === undefined) return label;
  const shown = url
    .replace(/^mailto:/u, '')
    .replace(/\?.*$/u, (query) => (url.startsWith('mailto:') ? '' : query));
  return safeUrl(label) === url || label === shown ? `<${shown}>` : `${label} <${shown}>`;
}

function blocksText(blocks: readonly Block[], columns: number): string {
  return blocks
    .map((block) => blockText(block, columns))
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(block: Block, columns: number): string {
  switch (block.kind) {
    case 'heading':
      return headingText(block.level, inlineText(block.children), columns);
    case 'paragraph':
      return wrap(inlineText(block.children), columns);
    case 'list':
      return listText(block.items, columns);
    case 'table':
      return tableText(block.rows, columns);
    case 'code':
      return indent(cleanLines(block.text).replaceAll('\t', '    '), '    ', '    ');
    case 'quote':
      return indent(blocksText(block.blocks, columns - 2), '> ', '> ');
    case 'divider':
      return '* * *';
  }
}

function headingText(level: 1 | 2 | 3, text: string, columns: number): string {
  const lines = wrap(text, columns);
  const width = Math.max(...lines.split('\n').map(columnsOf));
  return `${lines}\n${underlines[level].repeat(width)}`;
}

const underlines = { 1: '=', 2: '-', 3: '~' } as const;

/** Entries that run over several blocks stand apart; short ones stand close. */
function listText(items: readonly ListItem[], columns: number): string {
  const markers = items.map(({ number }) => (number === undefined ? '-' : `${number}.`));
  const width = Math.max(...markers.map((marker) => marker.length)) + 1;
  const entries = items.map(({ blocks }, index) => {
    const marker = `${(markers[index] ?? '').padStart(width - 1)} `;
    return indent(entryText(blocks, Math.max(columns - width, 20)), marker, ' '.repeat(width));
  });
  return entries.join(items.some(hasParts) ? '\n\n' : '\n');
}

function hasParts({ blocks }: ListItem): boolean {
  return blocks.some((block, index) => index > 0 && block.kind !== 'list');
}

/** A list right under its entry's first line needs no empty line before it. */
function entryText(blocks: readonly Block[], columns: number): string {
  const [first, ...rest] = blocks.map((block) => ({
    tight: block.kind === 'list',
    text: blockText(block, columns),
  }));
  return rest.reduce(
    (text, block) =>
      block.text === '' ? text : `${text}${block.tight ? '\n' : '\n\n'}${block.text}`,
    first?.text ?? '',
  );
}

function tableText(rows: readonly TableRow[], columns: number): string {
  const terms = rows.map(({ term }) => inlineText(term));
  const width = Math.min(Math.max(...terms.map(columnsOf)), 24) + 2;
  return rows
    .map(({ value }, index) => {
      const term = terms[index] ?? '';
      const text = wrap(inlineText(value), Math.max(columns - width, 20));
      return indent(
        text,
        term + ' '.repeat(Math.max(width - columnsOf(term), 1)),
        ' '.repeat(width),
      );
    })
    .join('\n');
}

function indent(text: string, first: string, following: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : following}${line}`.trimEnd())
    .join('\n');
}

/** Breaks lines at spaces, and between the letters of scripts that write without them. Addresses stay whole. */
function wrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const [, gap = '', word = ''] of line.matchAll(wordWithGap)) {
    const width = columnsOf(word);
    if (current !== '' && used + gap.length + width > columns) {
      lines.push(current);
      current = '';
      used = 0;
    }
    const lead = current === '' ? '' : gap;
    current += lead + word;
    used += lead.length + width;
  }
  return [...lines, current].join('\n');
}

const wide = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
/** No line begins with what closes the one before. */
const closing = '[.,;:!?\\p{Pe}\\p{Pf}、。，．：；！？]';
const wordWithGap = new RegExp(
  `( *)(<[^<> ]+>[^ ${wide}]*|[${wide}]${closing}*|[^ ${wide}]+)`,
  'gu',
);
const wideOrPicture = new RegExp(`[${wide}]|\\p{Emoji_Presentation}`, 'gu');

/** Columns on a terminal: wide letters take two, combining marks none. */
function columnsOf(text: string): number {
  const plain = text.replace(/\p{Mark}/gu, '');
  return [...plain].length + (plain.match(wideOrPicture)?.length ?? 0);
}
