import { withoutGreeting } from './small-talk.ts';

const pairs: [open: string, close: string][] = [
  ['**', '**'],
  ['__', '__'],
  ['`', '`'],
  ['*', '*'],
  ['_', '_'],
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
];

const request = /^(?:can|could|would|will) (?:you|somebody|someone)(?: please)?[, ]\s*/iu;
const wish =
  /^(?:please|pls|kindly|i(?:['’]d| would) like to|i (?:want|wish) to|i (?=(?:withdraw|retract|defer)\b))[, ]*/iu;
const thanks =
  /(?:[,\s–—-]+(?:please|pls|thanks|thank you|thx|cheers)(?: (?:in advance|a lot|all))?|\s+(?:[:;]-?\)|🙂|🙏|👍)){0,3}[\s.!]*$/iu;

/** A line as people type it, with its mark of a list, its quotes, its slash and its courtesies taken off. */
export function bareLine(line: string): string {
  const plain = unmarked(line);
  const asked = plain.replace(/^please,? /iu, '').replace(request, '');
  // Only who was asked to do it can be asked by a question.
  const text = asked === plain ? plain : asked.replace(/\?+$/u, '');
  return text.replace(wish, '').replace(wish, '').replace(thanks, '').trim();
}

/** The same with its courtesies left: "edit 2: Thanks" is one. */
export function unmarked(line: string): string {
  const text = line
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:[-*•–]\s|\d{1,2}[.)]\s(?=\p{L}))\s*/u, '');
  return withoutGreeting(unquoted(text))
    .replace(/^[/!](?:agenda |meeting |convoke |me )?\s*/iu, '')
    .trim();
}

/** "`withdraw 2`", "**withdraw 2**", as a mail showed it or a program marks it. */
export function unquoted(text: string): string {
  const bare = text.replace(/(?<=["'`*_”“’»])[.!]+$/u, '');
  for (const [open, close] of pairs) {
    if (bare.length <= open.length + close.length) continue;
    if (!bare.startsWith(open) || !bare.endsWith(close)) continue;
    const inner = bare.slice(open.length, -close.length);
    if (!inner.includes(open) && !inner.includes(close)) return inner.trim();
  }
  return text;
}
