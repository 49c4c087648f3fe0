import type { List, ListItem, RootContent, Table } from 'mdast';
import { readMarkdown, type MarkdownFile } from './markdown-file.ts';
import { blocksText, linksIn, plainText } from './markdown-text.ts';
import { readDate } from './written-date.ts';
import { readEntry, type AgendaItemRead } from './agenda-entry.ts';
import { tableItems } from './agenda-table.ts';

/** An agenda read back from Markdown, ours or another community's. */
export interface AgendaRead {
  title: string;
  /** ISO 8601, when a date is written anywhere before the items. */
  date?: string;
  items: AgendaItemRead[];
  /** Sum of the time boxes. */
  totalMinutes: number;
}

/** Reads the items from the part headed "Agenda", or from all that comes before attendance and notes. */
export function parseAgendaMarkdown(markdown: string): AgendaRead {
  const file = readMarkdown(markdown);
  const title = titleOf(file);
  const date = dateOf(file, title);
  const items = agendaPart(file.nodes).flatMap(itemsIn);
  return {
    title,
    ...(date === undefined ? {} : { date }),
    items,
    totalMinutes: items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
  };
}

function titleOf({ front, nodes }: MarkdownFile): string {
  const heading = nodes.find((node) => node.type === 'heading' && node.depth === 1);
  const text = heading?.type === 'heading' ? plainText(heading.children).trim() : '';
  return front.get('subject') ?? front.get('title') ?? (text === '' ? 'Agenda' : text);
}

/** The file's own date, else the first one written in its title, else in its text. */
function dateOf({ front, nodes }: MarkdownFile, title: string): string | undefined {
  const written = [front.get('date') ?? '', front.get('updated') ?? '', title];
  const texts = nodes
    .filter(({ type }) => type !== 'code')
    .map((node) => `${blocksText([node])} ${linksIn(node).join(' ')}`);
  for (const text of [...written, ...texts]) {
    const date = readDate(text);
    if (date) return date.toString();
  }
  return undefined;
}

function agendaPart(nodes: readonly RootContent[]): RootContent[] {
  const start = nodes.findIndex(isAgendaHeading);
  const head = nodes[start];
  if (head === undefined) return withoutAsides(nodes);
  const depth = head.type === 'heading' ? head.depth : 6;
  const rest = nodes.slice(start + 1);
  const end = rest.findIndex((node) => node.type === 'heading' && node.depth <= depth);
  return withoutAsides(end === -1 ? rest : rest.slice(0, end));
}

/** A heading, or a line that ends in a colon, that says "Agenda" and little more: "Agenda topic rules" explains one. */
function isAgendaHeading(node: RootContent): boolean {
  if (node.type !== 'heading' && node.type !== 'paragraph') return false;
  const text = plainText(node.children).trim();
  if (node.type === 'paragraph' && !text.endsWith(':')) return false;
  return /^(?:\S+ )?agenda(?: items| topics)?:?$/iu.test(text);
}

/** Leaves out the parts under headings that speak of people, notes and practical matters. */
function withoutAsides(nodes: readonly RootContent[]): RootContent[] {
  const kept: RootContent[] = [];
  let aside: number | undefined;
  for (const node of nodes) {
    if (node.type !== 'heading') {
      if (aside === undefined) kept.push(node);
    } else if (aside === undefined || node.depth <= aside) {
      aside = node.depth > 1 && isAside(plainText(node.children)) ? node.depth : undefined;
    }
  }
  return kept;
}

function isAside(heading: string): boolean {
  return asides.test(heading.trim());
}

const asides =
  /^(?:attend|present\b|participants|invited|observers|regrets|apologies|absent|notes\b|minutes\b|links\b|time\b|join|action|upcoming|next (?:meeting|call)|q ?& ?a|carried|(?:\S+ )?schedule|(?:\S+ )?(?:\S+ )?constraints|recording)/iu;

function itemsIn(node: RootContent): AgendaItemRead[] {
  switch (node.type) {
    case 'list':
      return listItems(node);
    case 'table':
      return tableItems(node);
    default:
      return [];
  }
}

function listItems(list: List): AgendaItemRead[] {
  return list.children.flatMap((item) => groupedItems(item) ?? readEntry(item) ?? []);
}

/** An entry that only heads a table of items stands for those. */
function groupedItems(item: ListItem): AgendaItemRead[] | undefined {
  const tables = item.children.filter((node): node is Table => node.type === 'table');
  return tables.length === 0 ? undefined : tables.flatMap(tableItems);
}
