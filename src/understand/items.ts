import type { ItemDraft } from '../domain/item.ts';
import { withoutCourtesy } from './courtesy.ts';
import { outlineOf, sectionsOf } from './item-entries.ts';
import type { Entry } from './item-entries.ts';
import { changesOf, draftOf } from './item-fields.ts';
import { readLines } from './item-lines.ts';
import {
  isIntro,
  looksLikePraise,
  looksLikeQuestion,
  looksLikeTitle,
  mayIntroduce,
  requestedTitle,
  speaksOfAgenda,
} from './item-words.ts';
import { isRegrets, isSmallTalk, sentencesOf } from './small-talk.ts';

/** What is known of a reply besides its words. */
export interface ReplyContext {
  authorName?: string;
  /** The person wrote between quotes. */
  interleaved?: boolean;
  /** What was quoted, when anything was: an answer to something that is no call for agenda is likely drift. */
  quoted?: string;
}

export interface ItemsReading {
  verdict: 'items' | 'unclear' | 'nothing';
  items: ItemDraft[];
  /** Someone wrote "please add", "agenda+" or "Topic:": it is an item wherever it was posted. */
  explicit: boolean;
  regrets: boolean;
  reason?: string;
}

const maxChars = 60_000;
const maxLines = 1500;
/** Prose longer than this around a list, or alone, is a discussion and no proposal. */
const discussionWords = 60;

/** Finds the items that a person's own words propose. */
export function readItems(reply: string, context: ReplyContext = {}): ItemsReading {
  if (reply.length > maxChars || reply.split('\n').length > maxLines)
    return { ...empty, verdict: 'unclear', reason: 'it is too long for a proposal' };
  const words = withoutCourtesy(reply, context.authorName);
  const lines = readLines(words);
  const outline = outlineOf(lines);
  const prose = readProse(outline.prose);
  const sections = outline.entries.length === 0 ? sectionsOf(lines) : [];
  if (sections.length > 1 && sections.every(({ title }) => looksLikeTitle(title)))
    return { ...empty, verdict: 'items', items: drafts(sections), regrets: prose.regrets };
  const entries = outline.entries.filter(({ title }) => !isSmallTalk(title) && !isRegrets(title));
  const regrets = prose.regrets || outline.entries.some(({ title }) => isRegrets(title));
  if (entries.length > 0) return { ...readEntries(entries, prose, context), regrets };
  if (prose.requested.length > 0)
    return { verdict: 'items', items: draftRequests(prose), explicit: true, regrets };
  return { ...readPlain(prose, context), regrets };
}

const empty: ItemsReading = { verdict: 'nothing', items: [], explicit: false, regrets: false };

interface Prose {
  /** Paragraphs with greetings, thanks, regrets and introductions taken out. */
  rest: string[][];
  requested: { title: string; details: string[] }[];
  /** A line that announces a list. */
  intro: boolean;
  regrets: boolean;
}

function readProse(paragraphs: readonly string[][]): Prose {
  const prose: Prose = { rest: [], requested: [], intro: false, regrets: false };
  for (const paragraph of paragraphs) {
    const rest: string[] = [];
    for (const line of sentenceLines(paragraph)) readSentence(line, prose, rest);
    if (rest.length > 0) prose.rest.push(rest);
  }
  return prose;
}

function readSentence(sentence: string, prose: Prose, rest: string[]): void {
  const title = requestedTitle(sentence);
  if (title !== undefined) prose.requested.push({ title, details: [] });
  else if (isRegrets(sentence)) prose.regrets = true;
  else if (isIntro(sentence)) prose.intro = true;
  else if (isSmallTalk(sentence)) return;
  else if (prose.requested.length > 0) prose.requested.at(-1)!.details.push(sentence);
  else rest.push(sentence);
}

/** The lines of a paragraph, joined where they were wrapped, cut where a sentence ends. */
function sentenceLines(paragraph: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of paragraph) {
    const above = joined.at(-1);
    if (
      above !== undefined &&
      (/^[\p{Ll}(]/u.test(line) || lastLineChars(above) >= 58) &&
      !/[:：]$/u.test(above)
    )
      joined[joined.length - 1] = `${above}\n${line}`;
    else joined.push(line);
  }
  return joined.flatMap((line) => sentencesOf(line.replaceAll('\n', ' ')));
}

function lastLineChars(text: string): number {
  return text.length - text.lastIndexOf('\n') - 1;
}

function readEntries(entries: Entry[], prose: Prose, context: ReplyContext): ItemsReading {
  const items = [...draftRequests(prose), ...drafts(entries)];
  const marked = entries.some(({ how }) => how === 'marked') || prose.requested.length > 0;
  if (marked || prose.intro || prose.rest.flat().some((line) => mayIntroduce(line)))
    return { ...empty, verdict: 'items', items, explicit: marked };
  const talk =
    wordsIn(prose.rest) + entries.reduce((sum, { loose }) => sum + countWords(loose.join(' ')), 0);
  const longest = Math.max(...entries.map(({ title }) => countWords(title)));
  const drifting = context.quoted !== undefined && !speaksOfAgenda(context.quoted);
  if (talk > discussionWords || (drifting && (talk > discussionWords / 3 || longest > 25)))
    return { ...empty, reason: 'it reads as a discussion, not as a proposal' };
  if (talk > discussionWords / 2 || longest > 50 || (context.interleaved === true && drifting))
    return {
      ...empty,
      verdict: 'unclear',
      items,
      reason: 'a list among prose; it may be items or an argument',
    };
  return { ...empty, verdict: 'items', items };
}

function drafts(entries: readonly Entry[]): ItemDraft[] {
  const structured =
    entries.length === 1 || entries.filter(({ loose }) => loose.length > 0).length > 1;
  return entries.flatMap((entry) => {
    const loose = structured && entry.loose.length > 0 ? ['', ...entry.loose] : [];
    const titles = entry.how === 'marked' ? splitTitle(entry.title) : [entry.title];
    return titles.flatMap(
      (title) =>
        draftOf(
          title,
          [...entry.details, ...loose].filter((line) => !isSmallTalk(line) || line === ''),
        ) ?? [],
    );
  });
}

function draftRequests({ requested }: Prose): ItemDraft[] {
  return requested.flatMap(({ title, details }) =>
    splitTitle(title).flatMap((part) => draftOf(part, details) ?? []),
  );
}

/** "budget; CI; release" and "budget, CI costs, release date" are three; a comma in a sentence parts nothing. */
function splitTitle(title: string): string[] {
  const numbered = title
    .split(/[,;.]?\s*(?:\band\s+)?(?:\(\d\)|(?<!\S)\d[.)])\s+/u)
    .filter((part) => part !== '');
  if (numbered.length > 1 && /^\(?1[.)]/u.test(title)) return numbered;
  const semicolons = title.split(/\s*[;；]\s*/u).filter((part) => part !== '');
  if (semicolons.length > 1 && !/[([]/u.test(title)) return semicolons;
  const commas = title.split(/\s*(?:,\s*(?:and|und|et|y|e)?|、|，|\s(?:and|und|et|y)\s)\s*/u);
  const short = commas.every(
    (part) => part !== '' && countWords(part) <= 4 && looksLikeTitle(part.padEnd(3, '.')),
  );
  return commas.length >= 3 && short && !/[([:]/u.test(title) ? commas : [title];
}

/** No list and no request: lines that are titles, one short paragraph, or talk. */
function readPlain(prose: Prose, context: ReplyContext): ItemsReading {
  const paragraphs = prose.rest;
  const lines = paragraphs.flat();
  if (lines.length === 0) return empty;
  const total = wordsIn(paragraphs);
  const drifting =
    context.interleaved === true ||
    (context.quoted !== undefined && !speaksOfAgenda(context.quoted));
  const several = prose.intro || lines.length > 1;
  const titles = lines.every(
    (line) => looksLikeTitle(line) || hasFields(line) || (several && looksLikeTitle(headOf(line))),
  );
  if (
    titles &&
    (prose.intro ||
      lines.length === 1 ||
      lines.every(
        (line) => countWords(line) <= 9 && (/^[\p{Lu}\p{Lo}\d@#"]/u.test(line) || hasFields(line)),
      ))
  ) {
    const doubtful = !prose.intro && lines.length === 1 && (drifting || looksLikePraise(lines[0]!));
    return {
      ...empty,
      verdict: doubtful ? 'unclear' : 'items',
      items: lines.flatMap((line) => draftOf(line) ?? []),
      ...(doubtful ? remark : {}),
    };
  }
  if (total > discussionWords || paragraphs.length > 3)
    return { ...empty, reason: 'it reads as a discussion, not as a proposal' };
  const asks = lines.findIndex((line) => looksLikeQuestion(line));
  if (drifting) return { ...empty, reason: 'it answers a message that is no call for agenda' };
  const title = lines[Math.max(asks, 0)]!;
  const details = lines.filter((line) => line !== title);
  const items = [draftOf(title, details) ?? []].flat();
  if (asks >= 0 || prose.intro) return { ...empty, verdict: 'items', items };
  return { ...empty, verdict: 'unclear', items, ...remark };
}

/** "Release 2.0: what is left", "Drop the old parser?": among other titles these are titles too. */
function headOf(line: string): string {
  const colon = line.search(/[:：]\s/u);
  return colon > 2 ? line.slice(0, colon) : line.replace(/\?$/u, '');
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

const remark = { reason: 'it may be an item or a remark' };

function wordsIn(paragraphs: readonly string[][]): number {
  return countWords(paragraphs.flat().join(' '));
}

function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}
