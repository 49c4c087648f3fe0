import { changesOf, draftOf } from './item-fields.ts';
import type { Prose } from './item-prose.ts';
import { countWords, discussionWords, isDrift, nothingAsked } from './item-reading.ts';
import type { ItemsReading, ReplyContext } from './item-reading.ts';
import { looksLikePraise, looksLikeQuestion, looksLikeTitle } from './item-words.ts';

/** No list and no request: lines that are titles, one short paragraph, or talk. */
export function readPlain({ rest: paragraphs, intro }: Prose, context: ReplyContext): ItemsReading {
  const lines = paragraphs.flat();
  if (lines.length === 0) return nothingAsked;
  const drifting = isDrift(context);
  const headed = drifting ? [] : headedParagraphs(paragraphs);
  if (headed.length > 1) return found(headed);
  if (areTitles(lines, intro))
    return fromTitles(lines, !intro && (drifting || context.interleaved === true));
  if (
    intro &&
    paragraphs.length > 1 &&
    paragraphs.every(([first]) => looksLikeTitle(headOf(first!)))
  )
    return found(paragraphs.flatMap(([first, ...details]) => draftOf(first!, details) ?? []));
  if (countWords(lines.join(' ')) > discussionWords || paragraphs.length > 3)
    return {
      ...nothingAsked,
      remarks: lines,
      reason: 'it reads as a discussion, not as a proposal',
    };
  if (drifting && context.isDirect !== true)
    return {
      ...nothingAsked,
      remarks: lines,
      reason: 'it answers a message that is no call for agenda',
    };
  const asks = lines.findIndex((line) => looksLikeQuestion(line));
  const title = lines[Math.max(asks, 0)]!;
  const items = [
    draftOf(
      title,
      lines.filter((line) => line !== title),
    ) ?? [],
  ].flat();
  return !drifting && (asks >= 0 || intro) ? found(items) : { ...found(items), ...doubt };
}

/** More than this under headings without marks is an essay. */
const headedWords = 300;

/**
 * Titles on lines of their own, each with sentences under it: what is left of bold lines and headings in plain text. Empty
 * unless all is so built.
 */
function headedParagraphs(paragraphs: readonly string[][]): ItemsReading['items'] {
  if (countWords(paragraphs.flat().join(' ')) > headedWords) return [];
  const parts: { title: string; details: string[] }[] = [];
  for (const [first = '', ...rest] of paragraphs) {
    if (isHead(first)) parts.push({ title: first, details: rest });
    else if (parts.length === 0) return [];
    else parts.at(-1)!.details.push(first, ...rest);
  }
  const isSaid = ({ details }: (typeof parts)[number]) =>
    details.some((line) => /[.!?。！？)]$/u.test(line));
  return parts.every(isSaid)
    ? parts.flatMap(({ title, details }) => draftOf(title, details) ?? [])
    : [];
}

function isHead(line: string): boolean {
  return (
    countWords(line) <= 9 &&
    /^[\p{Lu}\p{Lo}\d"“]/u.test(line) &&
    !/[.!?,;:。！？，；：]$/u.test(line) &&
    looksLikeTitle(headOf(line))
  );
}

function fromTitles(lines: readonly string[], drifting: boolean): ItemsReading {
  const reading = found(lines.flatMap(partsOf).flatMap((line) => draftOf(line) ?? []));
  const doubtful = lines.length === 1 && (drifting || looksLikePraise(lines[0]!));
  return doubtful ? { ...reading, ...doubt } : reading;
}

/** "Budget (Emi, 10 min); CI (5 min)": parts that each have fields of their own. */
function partsOf(line: string): string[] {
  const parts = line.split(/\s*;\s*/u);
  return parts.length > 1 && parts.every(hasFields) ? parts : [line];
}

function found(items: ItemsReading['items']): ItemsReading {
  return { ...nothingAsked, verdict: 'items', items };
}

const doubt = { verdict: 'unclear', reason: 'it may be an item or a remark' } as const;

function areTitles(lines: readonly string[], intro: boolean): boolean {
  const several = intro || lines.length > 1;
  const like = (line: string) =>
    looksLikeTitle(line) || hasFields(line) || (several && looksLikeTitle(headOf(line)));
  if (!lines.every(like)) return false;
  return (
    intro ||
    lines.length === 1 ||
    lines.every(
      (line) => hasFields(line) || (countWords(line) <= 9 && /^[\p{Lu}\p{Lo}\d@#"]/u.test(line)),
    )
  );
}

/** "… [10m]", "… (Alice, 5 min)": nobody gives a remark a time box. */
function hasFields(line: string): boolean {
  const { minutes, outcome, title } = changesOf(line);
  return (
    title !== undefined &&
    (minutes !== undefined || outcome !== undefined) &&
    countWords(line) <= 25
  );
}

/** "Release 2.0: what is left", "Drop the old parser?": among other titles these are titles too. */
function headOf(line: string): string {
  const end = line.search(/[:：]\s|\s[–—-]\s/u);
  return end > 1 ? line.slice(0, end) : line.replace(/\?$/u, '');
}
