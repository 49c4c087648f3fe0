import { announces, isIntro, requestIn } from './item-words.ts';
import { isRegrets, isSmallTalk, sentencesOf } from './small-talk.ts';

export interface Prose {
  /** Paragraphs with greetings, thanks, regrets and introductions taken out. */
  rest: string[][];
  requested: { title: string; details: string[] }[];
  /** A line that announces a list. */
  intro: boolean;
  /** The line speaks of the agenda, the call or what its writer brings, and not merely of a list. */
  announced: boolean;
  regrets: boolean;
}

export function readProse(paragraphs: readonly string[][]): Prose {
  const prose: Prose = { rest: [], requested: [], intro: false, announced: false, regrets: false };
  for (const paragraph of paragraphs) {
    const rest: string[] = [];
    for (const line of sentenceLines(paragraph)) readSentence(line, prose, rest);
    if (rest.length > 0) prose.rest.push(rest);
  }
  return prose;
}

function readSentence(sentence: string, prose: Prose, rest: string[]): void {
  const request = requestIn(sentence);
  if (request?.title !== undefined) prose.requested.push({ title: request.title, details: [] });
  else if (isRegrets(sentence)) prose.regrets = true;
  else if (request || isIntro(sentence)) {
    prose.intro = true;
    prose.announced ||= request !== undefined || announces(sentence);
  } else if (isSmallTalk(sentence)) return;
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
