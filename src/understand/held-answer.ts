import { bareLine } from './command-line.ts';
import { withoutCourtesy } from './courtesy.ts';

/** What a chair answers about a held message. */
export type HeldAnswer = 'accept' | 'dismiss';

const refusal =
  /^(?:dismiss(?:ed)?|discard|drop|ignore|reject(?:ed)?|declined?)(?: it| them| this| all)?$/iu;
const words: Record<HeldAnswer, RegExp> = {
  accept: /^(?:accept(?:ed)?|approved?|take)(?: it| them| this| all)?$|^(?:yes|ok|okay)$/iu,
  dismiss: new RegExp(`${refusal.source}|^no$`, 'iu'),
};

/**
 * The answer in a chair's own words, beside which there is nothing but courtesies. Nothing when it says something else:
 * "accept, but shorter" is neither.
 */
export function readHeldAnswer(reply: string, author?: string): HeldAnswer | undefined {
  const own = reply.split('\n').filter((line) => !/^\s*(?:>.*)?$|wrote:\s*$/u.test(line));
  const said = withoutCourtesy(own.join('\n'), author).split('\n');
  // "Yes" is a courtesy elsewhere.
  const lines = said.join('') === '' ? own : said;
  const line = bareLine(lines[0] ?? '');
  // Whoever gives a reason has made up their mind.
  if (lines.length > 1) return refusal.test(line) ? 'dismiss' : undefined;
  if (words.accept.test(line)) return 'accept';
  return words.dismiss.test(line) ? 'dismiss' : undefined;
}

/** Whether the reply holds items as the question asked for them, each on a line that begins with a dash. */
export function holdsMarkedItems(reply: string): boolean {
  return /^\s{0,3}(?:[-*•+–]|\d{1,2}[.)])\s+\S/mu.test(reply);
}
