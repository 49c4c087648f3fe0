import type { Dice } from './dice.ts';

/** An item as somebody wants it on the agenda. */
export interface Wish {
  title: string;
  minutes?: number;
  lead?: string;
  outcome?: 'decision' | 'discussion' | 'information';
  details?: string;
}

const subjects = [
  'Release plan',
  'Roof repair',
  'CI runners are slow',
  'Budget for travel',
  'Deprecation of the old API',
  'Security policy',
  'New logo',
  'Docs translation',
  'Mentoring programme',
  'Signing keys',
  'Website redesign',
  'Flaky tests',
  'Next in-person meeting',
  'Licence headers',
  'Windows support',
  'Elections',
];

export function makeTitle(code: string, dice: Dice): string {
  return `${dice.pick(subjects)} ${code}`;
}

interface Style {
  /** Which fields of a wish it can say. */
  says: (keyof Wish)[];
  write: (wish: Wish) => string;
}

const inBrackets = ({ minutes, lead }: Wish) => {
  const parts = [minutes && `${minutes} min`, lead && `lead: ${lead}`].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
};

const outcomes = { decision: 'Decision', discussion: 'Discussion', information: 'FYI' };

/** Many people, many ways to write one item. */
const styles: Style[] = [
  { says: ['minutes', 'lead'], write: (wish) => `- ${wish.title}${inBrackets(wish)}` },
  { says: ['minutes', 'lead'], write: (wish) => `* ${wish.title}${inBrackets(wish)}` },
  { says: ['minutes', 'lead'], write: (wish) => `1. ${wish.title}${inBrackets(wish)}` },
  {
    says: ['minutes'],
    write: ({ title, minutes }) => `- ${title}${minutes ? ` (${minutes}m)` : ''}`,
  },
  {
    says: ['minutes'],
    write: ({ title, minutes }) => `- ${title}${minutes ? ` [${minutes}']` : ''}`,
  },
  { says: ['minutes'], write: (wish) => `agenda+ ${wish.title}${inBrackets(wish)}` },
  { says: ['minutes'], write: (wish) => `Topic: ${wish.title}${inBrackets(wish)}` },
  { says: [], write: ({ title }) => title },
  {
    says: ['outcome'],
    write: ({ title, outcome }) => `- ${outcome ? `${outcomes[outcome]}: ` : ''}${title}`,
  },
  {
    says: ['minutes', 'details'],
    write: (wish) =>
      `- ${wish.title}${inBrackets(wish)}${wish.details ? `\n  ${wish.details}` : ''}`,
  },
  {
    says: ['minutes', 'lead'],
    write: (wish) =>
      wish.lead && wish.minutes
        ? `- ${wish.title} (${wish.lead}, ${wish.minutes}m)`
        : `- ${wish.title}${inBrackets(wish)}`,
  },
];

const openings = ['', '', '', 'Hi all,\n\n', 'Hello,\n\n', 'Hi,\n\nOne from me:\n\n', 'Moin,\n\n'];
const closings = [
  '',
  '',
  '',
  '\n\nThanks!',
  '\n\nCheers',
  '\n\nBest,\n{name}',
  '\n\n-- \n{name}\nTown Association',
];

export interface Written {
  text: string;
  /** What should stand on the agenda. */
  wishes: Wish[];
}

/** A reply with items, and what it means. A single line without any mark is one item only when it stands alone. */
export function writeItems(wishes: readonly Wish[], name: string, dice: Dice): Written {
  const style = dice.pick(
    wishes.length === 1 ? styles : styles.filter(({ says }) => says.length > 0),
  );
  const said = wishes.map((wish) => only(wish, style.says));
  const lines = said.map((wish, n) => style.write(wish).replace(/^1\./u, `${n + 1}.`));
  const isBare = style.says.length === 0;
  const opening = isBare ? '' : dice.pick(openings);
  const closing = isBare ? '' : dice.pick(closings).replace('{name}', name);
  return { text: `${opening}${lines.join('\n')}${closing}`, wishes: said };
}

function only(wish: Wish, says: readonly (keyof Wish)[]): Wish {
  const { title } = wish;
  const kept = Object.entries(wish).filter(([key]) => says.includes(key as keyof Wish));
  return { ...(Object.fromEntries(kept) as Partial<Wish>), title };
}

/** Replies in which nobody wants anything on an agenda. */
export const courtesies = [
  'Thanks!',
  '+1',
  'Sounds good to me, thanks.',
  '👍',
  'See you there!',
  'Great, thank you all.',
  'No items from me this time.',
  'Looking forward to it.',
  'Works for me.',
];

export const regretsWords = [
  'Regrets',
  'regrets',
  'Regrets from me, I am travelling.',
  "I can't make it this week, sorry.",
  'Sorry, I will not be able to attend.',
  'Ich kann leider nicht teilnehmen.',
  'Je ne pourrai pas participer, désolé.',
];

/** Technical talk under the same subject; `{code}` shows whether any of it became an item. */
export const drifts = [
  `I had another look at the trace that you posted. What happens is that the worker takes the lock before the
queue is drained, so every second request of {code} waits for the time-out. If you set the pool to four
connections it goes away, but that only hides it.

Can you try with the patch from Friday and tell us whether the numbers change on your machine? I would
rather not guess.`,
  `On the {code} question: as far as I remember we discussed this two years ago and decided against it because the
old clients would break. That may not be true any more, since nobody has seen such a client in the logs
since spring. I still think that we should measure first and then decide, and that the measuring should be
done by somebody who did not write the code.`,
];

export const garbage = [
  '',
  '   \n\n\n   ',
  '????????',
  '\u0000\u0001\u0002',
  'asdf jkl; qwer {code}',
  '<?xml version="1.0"?><a b="{code}"/>',
  '-----BEGIN PGP MESSAGE-----\n\nhQEMA{code}\n=aaaa\n-----END PGP MESSAGE-----',
];
