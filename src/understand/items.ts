import type { ItemDraft } from '../domain/item.ts';
import { withoutCourtesy } from './courtesy.ts';
import { outlineOf, sectionsOf } from './item-entries.ts';
import type { Entry } from './item-entries.ts';
import { draftOf } from './item-fields.ts';
import { readLines } from './item-lines.ts';
import { readPlain } from './item-plain.ts';
import { readProse } from './item-prose.ts';
import type { Prose } from './item-prose.ts';
import { countWords, discussionWords, isDrift, nothingAsked } from './item-reading.ts';
import type { ItemsReading, ReplyContext } from './item-reading.ts';
import { looksLikeTitle, mayIntroduce, speaksOfCall } from './item-words.ts';
import { withoutMachineText, type Spoken } from './machine-text.ts';
import { isRegrets, isSmallTalk } from './small-talk.ts';

const maxChars = 60_000;
const maxLines = 1500;

/** Finds the items that a person's own words propose. */
export function readItems(reply: string, context: ReplyContext = {}): ItemsReading {
  if (reply.length > maxChars || reply.split('\n').length > maxLines)
    return { ...nothingAsked, verdict: 'unclear', reason: 'it is too long for a proposal' };
  const spoken = withoutMachineText(reply);
  const read = readWords(spoken.words, context);
  return spoken.machine.length === 0 ? read.reading : besideMachineText(spoken, read, context);
}

interface Read {
  reading: ItemsReading;
  /** Whether the items stand in a list, or in a request. */
  how: 'list' | 'request' | 'plain';
}

function readWords(reply: string, context: ReplyContext): Read {
  const words = withoutCourtesy(reply, context.authorName);
  const lines = readLines(words);
  const outline = outlineOf(lines);
  const prose = readProse(outline.prose);
  const sections = outline.entries.length === 0 ? sectionsOf(lines) : [];
  if (sections.length > 1 && sections.every(({ title }) => looksLikeTitle(title))) {
    const items = drafts(sections);
    const reading = { ...nothingAsked, items, regrets: prose.regrets };
    return { how: 'list', reading: { ...reading, verdict: 'items' } };
  }
  const entries = outline.entries.filter(({ title }) => !isSmallTalk(title) && !isRegrets(title));
  const after = readProse(asidesIn(entries));
  const regrets =
    prose.regrets || after.regrets || outline.entries.some(({ title }) => isRegrets(title));
  if (entries.length > 0)
    return { how: 'list', reading: { ...readEntries(entries, prose, after, context), regrets } };
  if (prose.requested.length === 0)
    return { how: 'plain', reading: { ...readPlain(prose, context), regrets } };
  const requested = { items: draftRequests(prose), explicit: true, remarks: prose.rest.flat() };
  return { how: 'request', reading: { ...nothingAsked, verdict: 'items', ...requested, regrets } };
}

/** Who sends a patch, a trace or a log mostly speaks of that. Items beside it are sure only where the words speak of the agenda. */
function besideMachineText(
  { words, machine, isCommit }: Spoken,
  { reading, how }: Read,
  context: ReplyContext,
): ItemsReading {
  const isForAgenda = speaksOfCall(words);
  if (reading.verdict === 'items' && how !== 'plain' && isForAgenda && !isCommit) {
    const first = machine.find((line) => !/^\s*(?:```|~~~|$)/u.test(line)) ?? '';
    return { ...reading, remarks: [...reading.remarks, `${first.trim().slice(0, 200)} …`] };
  }
  const mayAsk =
    isForAgenda || (!isCommit && (how === 'list' || (how === 'request' && !isDrift(context))));
  if (mayAsk && reading.items.length > 0)
    return {
      ...reading,
      verdict: 'unclear',
      reason: 'what stands beside a patch, a log or a trace may be items',
    };
  const { regrets } = reading;
  return { ...nothingAsked, regrets, reason: 'it is a patch, a log or a trace' };
}

function readEntries(
  entries: Entry[],
  prose: Prose,
  after: Prose,
  context: ReplyContext,
): ItemsReading {
  const items = [...draftRequests(prose), ...drafts(entries), ...draftRequests(after)];
  const remarks = [...prose.rest.flat(), ...after.rest.flat()];
  const found = { ...nothingAsked, items, remarks };
  const marked =
    entries.some(({ how }) => how === 'marked') ||
    prose.requested.length + after.requested.length > 0;
  const drifting = isDrift(context) && context.isDirect !== true;
  if (marked || prose.rest.flat().some((line) => mayIntroduce(line)))
    return { ...found, verdict: 'items', explicit: marked };
  if (prose.intro && (prose.announced || !drifting)) return { ...found, verdict: 'items' };
  const talk =
    countWords(prose.rest.flat().join(' ')) +
    entries.reduce((sum, { loose }) => sum + countWords(loose.join(' ')), 0);
  const longest = Math.max(...entries.map(({ title }) => countWords(title)));
  if (drifting && prose.intro)
    return { ...nothingAsked, reason: 'it answers a message that is no call for agenda' };
  if (talk > discussionWords || (drifting && (talk > discussionWords / 3 || longest > 25)))
    return { ...nothingAsked, reason: 'it reads as a discussion, not as a proposal' };
  if (talk > discussionWords / 2 || longest > 50 || (context.interleaved === true && drifting))
    return {
      ...found,
      verdict: 'unclear',
      reason: 'a list among prose; it may be items or an argument',
    };
  return { ...found, verdict: 'items' };
}

/** Paragraphs after an entry are its details where it is the only one, or where several have some; elsewhere they stand for themselves. */
function ownParagraphs(entries: readonly Entry[]): boolean {
  return entries.length === 1 || entries.filter(({ loose }) => loose.length > 0).length > 1;
}

function asidesIn(entries: readonly Entry[]): string[][] {
  return ownParagraphs(entries)
    ? []
    : entries.map(({ loose }) => loose).filter((loose) => loose.length > 0);
}

function drafts(entries: readonly Entry[]): ItemDraft[] {
  const structured = ownParagraphs(entries);
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
