import { describe, expect, it } from 'vitest';
import { readItems } from '../../src/understand/items.ts';
import type { ReplyContext } from '../../src/understand/item-reading.ts';

const titles = (reply: string, context: ReplyContext = {}) =>
  readItems(reply, context).items.map(({ title }) => title);

describe('one line and its fields', () => {
  it.each([
    ['- Budget (10 min)', { title: 'Budget', minutes: 10 }],
    ['- Budget (15m)', { title: 'Budget', minutes: 15 }],
    ["- Budget [20']", { title: 'Budget', minutes: 20 }],
    ['- Budget, 10 minutes', { title: 'Budget', minutes: 10 }],
    ['- Budget – 10–15 min', { title: 'Budget', minutes: 15 }],
    ['- 10 min: Budget', { title: 'Budget', minutes: 10 }],
    ['- Budget (1 h)', { title: 'Budget', minutes: 60 }],
    ['- Budget (half an hour)', { title: 'Budget', minutes: 30 }],
    ['- Budget (~5 min, @emi)', { title: 'Budget', minutes: 5, lead: 'emi' }],
    ['- Budget (Emi Sato, 10m)', { title: 'Budget', minutes: 10, lead: 'Emi Sato' }],
    ['- Budget, lead: Emi Sato', { title: 'Budget', lead: 'Emi Sato' }],
    ['- Budget @emi', { title: 'Budget', lead: 'emi' }],
    ['- [discuss] Budget', { title: 'Budget', outcome: 'discussion' }],
    ['- Decision: which budget?', { title: 'which budget?', outcome: 'decision' }],
    ['- FYI: budget', { title: 'budget', outcome: 'information' }],
    ['- Budget (vote)', { title: 'Budget', outcome: 'decision' }],
    ['- Budget https://x.example/b', { title: 'Budget', links: ['https://x.example/b'] }],
    ['- [Budget](https://x.example/b)', { title: 'Budget', links: ['https://x.example/b'] }],
    ['- Budget <https://x.example/b>', { title: 'Budget', links: ['https://x.example/b'] }],
    ['- https://x.example/b', { title: 'https://x.example/b', links: ['https://x.example/b'] }],
    ['- **Budget**', { title: 'Budget' }],
    ['- Release 2.0 (Beta)', { title: 'Release 2.0 (Beta)' }],
    ['- Why builds take 10 min on main', { title: 'Why builds take 10 min on main' }],
    ['- Raise 50m', { title: 'Raise 50m' }],
    ['- snake_case or camelCase', { title: 'snake_case or camelCase' }],
    ['- C++ 20, C# 10', { title: 'C++ 20, C# 10' }],
  ])('%s', (line, item) => {
    expect(readItems(line)).toMatchObject({ verdict: 'items', items: [item] });
    expect(readItems(line).items).toEqual([item]);
  });

  it('keeps the first sentence of a paragraph as the title, the rest as details', () => {
    const [item] = readItems(
      '- CI costs too much since the spring. Alice has the numbers of the last four months, and the new provider has sent us an offer that ends on the last day of July.',
    ).items;
    expect(item?.title).toBe('CI costs too much since the spring');
    expect(item?.details).toContain('Alice has the numbers');
  });
});

describe('what hangs under an item is its details', () => {
  it('takes nested bullets and indented paragraphs', () => {
    expect(readItems('- Budget\n  - hosting\n\n  We are short.\n- CI').items).toEqual([
      { title: 'Budget', details: '- hosting\n\nWe are short.' },
      { title: 'CI' },
    ]);
  });

  it('takes paragraphs between numbers', () => {
    expect(readItems('1. Budget\n\nWe are short.\n\n2. CI\n\nIt is slow.').items).toEqual([
      { title: 'Budget', details: 'We are short.' },
      { title: 'CI', details: 'It is slow.' },
    ]);
  });

  it('takes dashes under numbers that are not indented', () => {
    expect(readItems('1. Budget\n- hosting\n- domains\n2. CI').items).toEqual([
      { title: 'Budget', details: '- hosting\n- domains' },
      { title: 'CI' },
    ]);
  });

  it('leaves out a remark below the whole list', () => {
    expect(titles('- Budget\n- CI\n\nThe second may be short.')).toEqual(['Budget', 'CI']);
    expect(readItems('- Budget\n- CI\n\nThe second may be short.').items[1]).toEqual({
      title: 'CI',
    });
  });
});

describe('a request', () => {
  it.each([
    ['Please add: budget.', 'budget'],
    ['Please add an item about docs hosting to the agenda.', 'docs hosting'],
    ['Could we put the logo vote on the agenda please?', 'the logo vote'],
    ["I'd like to discuss the CI migration.", 'the CI migration'],
    ['Can we talk about the release date?', 'the release date'],
    ["Let's discuss hosting", 'hosting'],
    ['One more item from me: license headers', 'license headers'],
    ['agenda+ budget', 'budget'],
    ['Agenda+: budget', 'budget'],
    ['Topic: budget', 'budget'],
    ['item: budget', 'budget'],
    ['TOP 3: Haushalt', 'Haushalt'],
    ['Können wir den Umzug besprechen?', 'den Umzug'],
    ['Peut-on parler du budget ?', 'budget'],
    ['Vorrei aggiungere: il bilancio', 'il bilancio'],
  ])('%s', (reply, title) => {
    expect(readItems(reply)).toMatchObject({
      verdict: 'items',
      explicit: true,
      items: [{ title }],
    });
  });
});

describe('a request whose object is a list below', () => {
  it.each([
    'Could you add the following?\n\nBudget\nCI costs\n\nThanks',
    'Please put these on the agenda:\n\n  Budget\n  CI costs',
    'I would like to propose two topics for the next call:\n\nBudget\n\nCI costs',
    'Two things from me: (1) Budget, (2) CI costs',
    'My topics\n1. Budget\n2. CI costs',
    'Agenda\n======\n\n* Budget\n* CI costs',
    '| Topic | Time |\n|---|---|\n| Budget | |\n| CI costs | |',
    '-\nBudget\n-\nCI costs',
  ])('%j', (reply) => {
    expect(titles(reply)).toEqual(['Budget', 'CI costs']);
  });

  it('takes a paragraph for an item with its details', () => {
    expect(readItems('Two items:\n\nBudget. We are short.\n\nCI costs. They rise.').items).toEqual([
      { title: 'Budget', details: 'We are short.' },
      { title: 'CI costs', details: 'They rise.' },
    ]);
  });
});

describe('what makes no item', () => {
  it.each([
    '+1',
    'Thanks!',
    'Thank you all, see you on Tuesday.',
    'Sounds good to me.',
    'LGTM',
    'Nothing from me this time.',
    'I have no items.',
    "I'll be there.",
    '16:00 works for me.',
    'Danke!',
    "D'accord.",
    ':+1:',
    'Looking forward to it!',
  ])('%s', (reply) =>
    expect(readItems(reply)).toMatchObject({ verdict: 'nothing', items: [], regrets: false }),
  );

  it('takes no bullet that is only assent', () => {
    expect(titles('- Budget\n- +1\n- thanks!')).toEqual(['Budget']);
  });
});

describe('what is unclear is held with a suggestion', () => {
  it.each([
    'The link to the last minutes is broken.',
    'I think the parser bug is in the lexer.',
    'Great work everyone',
  ])('%s', (reply) => {
    expect(readItems(reply)).toMatchObject({ verdict: 'unclear', items: [{}] });
  });

  it('asks rather than reads a novel', () => {
    expect(readItems('- a line\n'.repeat(3000)).verdict).toBe('unclear');
  });
});

describe('thread drift', () => {
  const quoted = 'The handshake fails on my laptop since Friday. Any idea?';

  it('yields nothing for prose under a message that was no call', () => {
    expect(readItems('That happens with TLS 1.3 only, I think.', { quoted }).verdict).toBe(
      'nothing',
    );
  });

  it('asks when a bare line could be either', () => {
    expect(readItems('Only on arm64', { quoted }).verdict).toBe('unclear');
  });

  it('does not mistake a list for it', () => {
    expect(titles('- Budget\n- CI', { quoted: 'What should be on the agenda?' })).toEqual([
      'Budget',
      'CI',
    ]);
  });
});

describe('courtesy', () => {
  it.each([
    'Hi all,\n\n- Budget\n\nBest regards,\nAlice',
    'Hallo zusammen,\n- Budget\nViele Grüße\nAlice Ahn',
    'Bonjour,\n\n- Budget\n\nCordialement,\nAlice\nPackaging, Larkspur',
    'Dear list\n\n- Budget\n\nAlice',
    '- Budget\n\nThanks!\n\nAA',
    'こんにちは\n\n- Budget\n\nよろしくお願いします',
  ])('is no part of an item: %j', (reply) => {
    expect(readItems(reply, { authorName: 'Alice Ahn' }).items).toEqual([{ title: 'Budget' }]);
  });
});
