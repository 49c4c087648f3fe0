import { cleanLine, cleanLines, safeUrl } from './clean-text.ts';
import { formatInstant } from './dates.ts';
import type { Block, Document, Inline, ListItem, TableRow } from './document.ts';

export interface HtmlOptions {
  /** How much deeper headings stand in the page around them. */
  headingOffset?: number;
  /** Mail programs drop style sheets, so that the few styles needed are inline; pages under a strict policy drop those. */
  inlineStyles?: boolean;
}

/** A piece of HTML: only the elements named here, every word of a person escaped. */
export function toHtml(document: Document, options: HtmlOptions = {}): string {
  return blocksHtml(document.blocks, options);
}

export function inlineHtml(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return escapeHtml(cleanLine(child));
      switch (child.kind) {
        case 'strong':
          return `<strong>${inlineHtml(child.children)}</strong>`;
        case 'emphasis':
          return `<em>${inlineHtml(child.children)}</em>`;
        case 'link':
          return linkHtml(child.url, inlineHtml(child.children));
        case 'code':
          return `<code>${escapeHtml(cleanLine(child.text))}</code>`;
        case 'instant':
          return timeHtml(child.at, formatInstant(child.at, child.zone, child.style));
        case 'break':
          return '<br>';
      }
    })
    .join('');
}

/** For element content and for attribute values in quotes of either kind. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (char) => `&#${char.charCodeAt(0)};`);
}

export function timeHtml(at: Temporal.Instant, label: string): string {
  return `<time datetime="${at.toString({ smallestUnit: 'second' })}">${escapeHtml(label)}</time>`;
}

function linkHtml(address: string, label: string): string {
  const url = safeUrl(address);
  return url === undefined ? label : `<a href="${escapeHtml(url)}" rel="nofollow ugc">${label}</a>`;
}

function blocksHtml(blocks: readonly Block[], options: HtmlOptions): string {
  return blocks.map((block) => blockHtml(block, options)).join('\n');
}

function blockHtml(block: Block, options: HtmlOptions): string {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(block.level + (options.headingOffset ?? 0), 6);
      return `<h${level}${headingStyle(options)}>${inlineHtml(block.children)}</h${level}>`;
    }
    case 'paragraph':
      return `<p>${inlineHtml(block.children)}</p>`;
    case 'list':
      return listHtml(block.items, options);
    case 'table':
      return tableHtml(block.rows, options);
    case 'code':
      return `<pre><code>${escapeHtml(cleanLines(block.text))}</code></pre>`;
    case 'quote':
      return `<blockquote>\n${blocksHtml(block.blocks, options)}\n</blockquote>`;
    case 'divider':
      return '<hr>';
  }
}

function headingStyle({ inlineStyles = true }: HtmlOptions): string {
  return inlineStyles ? ' style="font-size:1.1em;margin:1.5em 0 .5em"' : '';
}

/** One element for each run of bullets and each of numbers; every number is written out. */
function listHtml(items: readonly ListItem[], options: HtmlOptions): string {
  const numbered = items.every(({ number }) => number !== undefined);
  const entries = items.map(({ number, blocks }) => {
    const value = numbered ? ` value="${number}"` : '';
    return `<li${value}>${entryHtml(blocks, options)}</li>`;
  });
  return numbered ? `<ol>\n${entries.join('\n')}\n</ol>` : `<ul>\n${entries.join('\n')}\n</ul>`;
}

/** An entry's first paragraph needs no element of its own. */
function entryHtml(blocks: readonly Block[], options: HtmlOptions): string {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return blocksHtml(blocks, options);
  const head = inlineHtml(first.children);
  return rest.length === 0 ? head : `${head}\n${blocksHtml(rest, options)}`;
}

function tableHtml(rows: readonly TableRow[], { inlineStyles = true }: HtmlOptions): string {
  const th = inlineStyles
    ? ' style="padding:2px 16px 2px 0;text-align:left;font-weight:600;white-space:nowrap"'
    : '';
  const td = inlineStyles ? ' style="padding:2px 0"' : '';
  const lines = rows.map(
    ({ term, value }) =>
      `<tr><th scope="row"${th}>${inlineHtml(term)}</th><td${td}>${inlineHtml(value)}</td></tr>`,
  );
  return `<table>\n${lines.join('\n')}\n</table>`;
}
