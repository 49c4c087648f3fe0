import type { BlockContent, DefinitionContent, ListItem, PhrasingContent } from 'mdast';
import { minutesOf } from './item-fields.ts';
import { blocksText, linksIn, markedText, marks, withoutMarks } from './markdown-text.ts';

export interface AgendaItemRead {
  title: string;
  details?: string;
  minutes?: number;
  lead?: string;
  links?: string[];
}

/** Reads one entry of an agenda's list; undefined if it has no words. */
export function readEntry({ children }: ListItem): AgendaItemRead | undefined {
  const [first, ...rest] = children;
  if (first?.type !== 'paragraph') return undefined;
  const { title, minutes, lead, more } = readTitle(first.children);
  if (title === '') return undefined;
  const body = rest.filter((block) => !isListOfLinks(block));
  const details = [...(more === '' ? [] : [more]), blocksText(body)]
    .filter((text) => text !== '')
    .join('\n');
  const links = [...new Set(children.flatMap(linksIn))];
  return {
    title,
    ...(details === '' ? {} : { details }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(lead === undefined ? {} : { lead }),
    ...(links.length > 0 ? { links } : {}),
  };
}

function isListOfLinks(block: BlockContent | DefinitionContent): boolean {
  return (
    block.type === 'list' &&
    block.children.every(({ children: [only, ...others] }) => {
      if (only?.type !== 'paragraph' || others.length > 0) return false;
      const [link, ...rest] = only.children;
      return link?.type === 'link' && rest.length === 0;
    })
  );
}

interface Titled {
  title: string;
  minutes?: number;
  lead?: string;
  /** What follows the title on lines of its own. */
  more: string;
}

/** A title with what is said of it in brackets behind it. */
export function readTitle(nodes: readonly PhrasingContent[]): Titled {
  const own = ownTitle(nodes);
  if (own) return own;
  const [line = '', ...lines] = markedText(nodes).trim().split('\n');
  const head = withoutLinkBracket(line.slice(0, maxTitleChars));
  const more = withoutMarks(lines.join('\n')).trim();
  const found = /^(?<title>.+?)\s*[([](?<facts>[^()[\]]*)[)\]]\.?$/u.exec(head)?.groups;
  const facts = found?.['facts'] === undefined ? undefined : readFacts(found['facts']);
  if (!facts) return { title: withoutMarks(head).trim(), more };
  return { title: withoutMarks(found?.['title'] ?? '').trim(), ...facts, more };
}

/** Brackets behind a title that hold only links, with a word before each perhaps: they are kept as the item's links. */
function withoutLinkBracket(text: string): string {
  const bracket = /\s*\((?<inner>[^()]*)\)$/u.exec(text);
  const parts = bracket?.groups?.['inner']?.split(',') ?? [];
  const only = parts.length > 0 && parts.every((part) => part.trimEnd().endsWith(marks.linkEnd));
  return only ? text.slice(0, bracket?.index) : text;
}

const maxTitleChars = 1000;

/** Facts in brackets are such only with a time among them: "(too late for http2)" belongs to its title. */
function readFacts(text: string): Pick<Titled, 'minutes' | 'lead'> | undefined {
  const parts = text.split(/[,;]/u).map((part) => part.trim());
  const minutes = parts
    .map((part) => minutesOf(withoutMarks(part)))
    .find((found) => found !== undefined);
  if (minutes === undefined) return undefined;
  const names = parts.filter(
    (part) => part !== '' && !isLink(part) && minutesOf(withoutMarks(part)) === undefined,
  );
  const lead = withoutMarks(names.join(', ')).replace(/^@|^lead:\s*/iu, '');
  return { minutes, ...(lead === '' ? {} : { lead }) };
}

function isLink(part: string): boolean {
  return part.startsWith(marks.link) && part.endsWith(marks.linkEnd);
}

/** The form that Convoke writes: the title is strong, and names in brackets are emphasised, so that any are read back. */
function ownTitle(nodes: readonly PhrasingContent[]): Titled | undefined {
  const [first, ...rest] = nodes;
  if (first?.type !== 'strong') return undefined;
  const facts = markedText(rest);
  if (!ownFacts.test(facts)) return undefined;
  const minutes = /(\d+) min/u.exec(facts.replace(anyName, ''))?.[1];
  const lead = leadName.exec(facts)?.[1];
  return {
    title: withoutMarks(markedText(first.children)),
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
    ...(lead === undefined ? {} : { lead: withoutMarks(lead) }),
    more: '',
  };
}

const name = `${marks.name}([^${marks.nameEnd}]*)${marks.nameEnd}`;
const anyName = new RegExp(name, 'gu');
const leadName = new RegExp(`lead: ${name}`, 'u');
const ownFact = [
  String.raw`\d\d:\d\d`,
  String.raw`\d+ min`,
  'decision|discussion|information',
  'standing item|late',
  String.raw`carried over(?: twice| \d+ times)?`,
  `(?:lead: |proposed by )${name}`,
].join('|');
const ownFacts = new RegExp(`^(?: \\((?:${ownFact})(?:, (?:${ownFact}))*\\))?$`, 'u');
