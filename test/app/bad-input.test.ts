import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chair, listAddress, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
beforeEach(async () => {
  week = await startWeek();
});
afterEach(() => week.stop());

const items = async () => {
  const series = await week.app.store.transaction((tx) => tx.series.all());
  const [meeting] = await week.app.store.transaction((tx) =>
    tx.meetings.ofSeries(series[0]?.id ?? ''),
  );
  const sheet = await week.app.store.transaction((tx) => tx.meetings.sheet(meeting?.id ?? ''));
  return sheet.items.map(({ title }) => title);
};

/** A reply to the call, as it comes through the list. */
const listMail = (...body: string[]) => [
  'From: Hannes Mehnert <hannes@member.test>',
  `To: ${listAddress}`,
  'Message-ID: <one@member.test>',
  'Subject: [Board] Re: agenda items?',
  `In-Reply-To: ${week.mails[0]?.messageId}`,
  'List-Id: <board.lists.example.org>',
  '',
  ...body,
];

describe('bad input in chat', () => {
  it.each([
    [
      'a title of 10,000 characters',
      { name: 'add', items: [{ title: 'x'.repeat(10_000) }] },
      '300',
    ],
    ['an empty title', { name: 'add', items: [{ title: '  ' }] }, 'needs a title'],
    ['a number that no item has', { name: 'withdraw', item: 7 }, 'no item #7'],
  ] as const)('is answered and changes nothing: %s', async (_, command, words) => {
    const answer = await week.say(chair, {
      ...command,
      ...('items' in command ? { items: [...command.items] } : {}),
    } as never);
    expect(answer).toMatchObject({ audience: 'writer', refused: true });
    expect(answer.text).toContain(words);
    expect(await items()).toEqual([]);
  });

  it('adds none of three items when one of them is refused', async () => {
    const answer = await week.say(member, {
      name: 'add',
      items: [{ title: 'one' }, { title: '' }, { title: 'three' }],
    });
    expect(answer.refused).toBe(true);
    expect(await items()).toEqual([]);
  });

  it('says when minutes are taken of a meeting that has not begun', async () => {
    const answer = await week.say(chair, { name: 'note', text: 'hello' });
    expect(answer).toMatchObject({ refused: true });
    expect(answer.text).toContain('/meeting start');
  });
});

describe('bad input by mail', () => {
  beforeEach(() => week.runTo('2014-06-23T09:00'));

  const held = async () => {
    const count = await week.app.store.transaction((tx) => tx.inbox.take(week.lastInbox()));
    return count?.status;
  };

  it('is held for the chair: a title of 10,000 characters', async () => {
    await week.receive(listMail(`- ${'very long '.repeat(1000)}`));
    expect(await items()).toEqual([]);
    expect(await held()).toBe('held');
    expect(week.mails.some(({ mail }) => mail.to[0]?.address === 'amir@member.test')).toBe(true);
  });

  it.each([
    ['no words at all', []],
    ['no Message-ID', ['']],
  ])('makes no item: %s', async (_, body) => {
    await week.receive(listMail(...body).filter((line) => !line.startsWith('Message-ID')));
    expect(await items()).toEqual([]);
    expect(await held()).not.toBe('received');
  });

  it('is taken when only the Message-ID is missing', async () => {
    await week.receive(listMail('- ARM update').filter((line) => !line.startsWith('Message-ID')));
    expect(await items()).toEqual(['ARM update']);
  });

  it('gives one set of items when the same mail comes directly and through the list', async () => {
    await week.receive(listMail('- ARM update'));
    await week.receive([
      ...listMail('- ARM update'),
      '_______________________________________________',
      'Board mailing list -- board@lists.example.org',
    ]);
    expect(await items()).toEqual(['ARM update']);
  });

  it('is no item when it corrects the minutes', async () => {
    await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] });
    await week.runTo('2014-06-24T20:00');
    const draft = week.mails.findLast(({ mail }) => mail.subject.includes('Draft'));
    await week.receive([
      ...listMail('- Mindy was there too').slice(0, 2),
      'Message-ID: <two@member.test>',
      `In-Reply-To: ${draft?.messageId}`,
      'Subject: Re: Draft minutes',
      'List-Id: <board.lists.example.org>',
      '',
      '- Mindy was there too',
    ]);
    expect(await held()).toBe('held');
  });
});
