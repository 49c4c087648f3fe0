import { cleanLine, cleanLines, safeUrl } from './clean-text.ts';
import { link, paragraph, type Block, type Inline, type ListItem } from './document.ts';

/**
 * What a person wrote, as blocks: paragraphs, bulleted or numbered lists, fenced code. Nothing else is read into it:
 * the words stay as they are, and the outputs take them literally.
 */
export function prose(text: string): Block[] {
  const blocks: Block[] = [];
  let lines = cleanLines(text).split('\n');
  while (lines.length > 0) {
    const [block, rest] = takeBlock(lines);
    if (block) blocks.push(block);
    lines = rest;
  }
  return blocks;
}

/** One line of a person's words, web addresses made into links. */
export function words(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(webAddress)) {
    const address = withoutTrailingPunctuation(match[0]);
    if (safeUrl(address) === undefined) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(link(address));
    end = match.index + address.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** The addresses that `words` makes into links. */
export function addressesIn(text: string): string[] {
  return words(text).flatMap((part) =>
    typeof part !== 'string' && part.kind === 'link' ? [part.url] : [],
  );
}

const webAddress = /\bhttps?:\/\/[^\s<>"`\\^{|}]+/giu;

/** The stop after a sentence isn't part of its address; neither is the bracket that the address stands in. */
function withoutTrailingPunctuation(address: string): string {
  const trailing = address.includes('(') ? '.,;:!?\'"]*_~' : '.,;:!?\'")]*_~';
  let end = address.length;
  while (end > 0 && trailing.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

type Taken = [block: Block | undefined, rest: string[]];

function takeBlock(lines: string[]): Taken {
  const first = lines[0] ?? '';
  if (first.trim() === '') return [undefined, lines.slice(1)];
  if (fence.test(first)) return takeCode(lines);
  if (marker.test(first)) return takeList(lines);
  return takeParagraph(lines);
}

const fence = /^ {0,3}```/u;
const marker = /^(?<indent>[ \t]*)(?:[-*+•‣▪]|(?<number>\d{1,6})[.)])[ \t]+(?=\S)/u;

function takeCode(lines: string[]): Taken {
  const closing = lines.findIndex((line, index) => index > 0 && fence.test(line));
  const end = closing === -1 ? lines.length : closing;
  return [{ kind: 'code', text: lines.slice(1, end).join('\n') }, lines.slice(end + 1)];
}

function takeParagraph(lines: string[]): Taken {
  const taken = takeWhile(
    lines,
    (line) => line.trim() !== '' && !fence.test(line) && !marker.test(line),
  );
  return [paragraph(...joinLines(taken)), lines.slice(taken.length)];
}

/** A list with the lines that continue its entries; deeper markers make a list within the entry. */
function takeList(lines: string[]): Taken {
  const items: ListItem[] = [];
  const list = listAt(lines[0] ?? '');
  let rest = lines;
  while (isEntry(rest[0], list) && listAt(rest[0] ?? '').numbered === list.numbered) {
    const [head = '', ...tail] = rest;
    const found = marker.exec(head);
    const continued = takeWhile(
      tail,
      (line) => line.trim() !== '' && !fence.test(line) && !isEntry(line, list),
    );
    items.push(listItem(head.slice(found?.[0].length ?? 0), continued, found?.groups?.['number']));
    rest = withoutGap(tail.slice(continued.length), list);
  }
  return [{ kind: 'list', items }, rest];
}

/** Blank lines between two entries don't end the list. */
function withoutGap(lines: string[], list: ListShape): string[] {
  const next = lines.findIndex((line) => line.trim() !== '');
  return next > 0 && isEntry(lines[next], list) ? lines.slice(next) : lines;
}

function listItem(head: string, continued: string[], number: string | undefined): ListItem {
  const own = takeWhile(continued, (line) => !marker.test(line));
  const nested = continued.slice(own.length);
  const lists = nestedLists(nested);
  return {
    ...(number === undefined ? {} : { number: Number(number) }),
    blocks: [paragraph(...joinLines([head, ...own])), ...lists],
  };
}

function nestedLists(lines: string[]): Block[] {
  const lists: Block[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const [list, after] = takeList(rest);
    if (list) lists.push(list);
    rest = after;
  }
  return lists;
}

interface ListShape {
  indent: number;
  numbered: boolean;
}

function listAt(line: string): ListShape {
  const groups = marker.exec(line)?.groups;
  return {
    indent: (groups?.['indent'] ?? '').replaceAll('\t', '    ').length,
    numbered: groups?.['number'] !== undefined,
  };
}

/** A marker that isn't deeper than the list's own; a list of the other kind begins with it, too. */
function isEntry(line: string | undefined, list: ListShape): boolean {
  return line !== undefined && marker.test(line) && listAt(line).indent <= list.indent;
}

/** Lines that were only wrapped flow on; a short line was ended by its writer. */
function joinLines(lines: string[]): Inline[] {
  return lines.flatMap((line, index): Inline[] => {
    const parts = words(cleanLine(line).trim());
    const previous = lines[index - 1];
    if (previous === undefined) return parts;
    return [previous.trimEnd().length >= wrappedFromChars ? ' ' : { kind: 'break' }, ...parts];
  });
}

/** Mail programs wrap at 65 to 80 columns. */
const wrappedFromChars = 55;

function takeWhile<T>(values: T[], wanted: (value: T) => boolean): T[] {
  const end = values.findIndex((value) => !wanted(value));
  return end === -1 ? values : values.slice(0, end);
}
