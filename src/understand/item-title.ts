import { sentencesOf } from './small-talk.ts';

/** A pair of quotation marks around all of a title. */
const quoted =
  /^(?:"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|‘([^‘’]+)’|'([^']+)'|「([^「」]+)」)\.?$/u;

export function tidyTitle(text: string): string {
  const spaced = text
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;:]+|^[–—-]\s+|[\s,;:；。–—-]+$/gu, '')
    .trim();
  const tidy =
    quoted
      .exec(spaced)
      ?.slice(1)
      .find((inner) => inner !== undefined) ?? spaced;
  return /[^.]\.$/u.test(tidy) && !/\b(?:etc|inc|ltd|e\.g|i\.e|vs)\.$/iu.test(tidy)
    ? tidy.slice(0, -1)
    : tidy;
}

const shortSentenceChars = 90;
const longTitleChars = 140;
const maxTitleChars = 280;

/** A title that has grown into a paragraph keeps its first sentence; the rest becomes details. */
export function cutTitle(text: string): { head: string; rest: string } {
  const [first = '', ...more] = sentencesOf(text);
  if (more.length > 0 && first.length <= shortSentenceChars && !endsAbbreviated(first))
    return { head: tidyTitle(first), rest: text.slice(first.length).trim() };
  if (text.length <= longTitleChars) return { head: text, rest: '' };
  const stop = text.slice(0, maxTitleChars).search(/[.!?:](?=\s+["'(]?[\p{Lu}\p{Lo}])|\s[–—-]\s/u);
  if (stop >= 10)
    return {
      head: text.slice(0, stop).trim(),
      rest: text.slice(stop + 1).replace(/^[\s–—-]+/u, ''),
    };
  if (text.length <= maxTitleChars) return { head: text, rest: '' };
  const space = text.lastIndexOf(' ', longTitleChars);
  const cut = space > 40 ? space : longTitleChars;
  return { head: `${wholeCharacters(text.slice(0, cut))}…`, rest: text };
}

/** Without the half of a character, such as an emoji, at which a text was cut. */
function wholeCharacters(text: string): string {
  return text.replace(/\p{Surrogate}$/u, '');
}

const url = /https?:\/\/[^\s<>"'`|\\^{}[\]]+/giu;

/** Without the marks of emphasis, code and links that Markdown and mail programs put around words. */
export function unmarked(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/(?<![\p{L}\d])(\*\*|__|\*|_|`)(?=\S)([^*_`\n]{1,300}?)(?<=\S)\1(?![\p{L}\d])/gu, '$2')
    .replace(/\s+/gu, ' ')
    .trim();
}

export function linksIn(text: string): string[] {
  return [...text.slice(0, 100_000).matchAll(url)].map(([link]) => withoutTrail(link));
}

/** A URL in prose does not end with the sentence's own mark, nor with a bracket that it did not open. */
export function withoutTrail(link: string): string {
  let end = link.length;
  while (end > 0 && '.,;:!?*_'.includes(link[end - 1]!)) end--;
  if (link[end - 1] === ')' && !link.slice(0, end).includes('(')) end--;
  return link.slice(0, end);
}

/** A link at an end of the title leaves it; one in the midst of a sentence stays, since the sentence needs it. */
export function takeLinks(text: string, links: string[]): string {
  const plain = text
    .replace(
      /\[([^\][\n]{1,200})\]\((https?:\/\/[^\s()]{1,1900})\)/gu,
      (_, words: string, link: string) => {
        links.push(link);
        return words;
      },
    )
    .replace(/\s?<(?:mailto:[^<>]{1,300}|https?:\/\/[^\s<>]{1,1900})>/gu, (found) => {
      const link = found.trim().slice(1, -1);
      if (!link.startsWith('mailto:')) links.push(withoutTrail(link));
      return '';
    });
  links.push(...linksIn(plain));
  return plain
    .replace(
      /[\s(:,;–—>-]*(?:(?:see|cf\.?|at|->|→|=>|siehe|voir|ver|vedi|zie)\s*:?\s*)?https?:\/\/\S+$/iu,
      (tail, at: number) => (at === 0 ? tail : ''),
    )
    .replace(/^https?:\/\/\S+[\s:–—-]+(?=\S)/iu, '');
}

/** "No. 5", "J. Smith", "e.g. Foo": a full stop that ends no sentence. */
function endsAbbreviated(sentence: string): boolean {
  return /(?:^|[\s(])(?:\p{L}|vs|e\.g|i\.e|etc|no|nr|inc|ltd|dr|mr|mrs|ms|st|ca|cf|approx|resp|z\.b|bzw)\.$/iu.test(
    sentence,
  );
}
