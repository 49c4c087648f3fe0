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
  if (areTitles(lines, intro))
    return fromTitles(lines, !intro && (drifting || context.interleaved === true));
  if (
    intro &&
    paragraphs.length > 1 &&
    paragraphs.every(([first]) => looksLikeTitle(headOf(first!)))
  )
    return found(paragraphs.flatMap(([first, ...details]) => draftOf(first!, details) ?? []));
  if (countWords(lines.join(' ')) > discussionWords || paragraphs.length > 3)
    return { ...nothingAsked, reason: 'it reads as a discussion, not as a proposal' };
  if (drifting)
    return { ...nothingAsked, reason: 'it answers a message that is no call for agenda' };
  const asks = lines.findIndex((line) => looksLikeQuestion(line));
  const title = lines[Math.max(asks, 0)]!;
  const items = [
    draftOf(
      title,
      lines.filter((line) => line !== title),
    ) ?? [],
  ].flat();
  return asks >= 0 || intro ? found(items) : { ...found(items), ...doubt };
}

function fromTitles(lines: readonly string[], drifting: boolean): ItemsReading {
  const reading = found(lines.flatMap((line) => draftOf(line) ?? []));
  const doubtful = lines.length === 1 && (drifting || looksLikePraise(lines[0]!));
  return doubtful ? { ...reading, ...doubt } : reading;
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
