import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { commandLimits, parseCommand, type commandSchema } from '../../src/app/command-schema.ts';
import type { Command } from '../../src/domain/command.ts';
import { itemLimits } from '../../src/domain/item.ts';
import { UserError } from '../../src/domain/user-error.ts';

const everyCommand: { [Name in Command['name']]: Extract<Command, { name: Name }> } = {
  add: {
    name: 'add',
    items: [
      { title: 'Release' },
      {
        title: 'Budget',
        details: 'Two\nlines',
        lead: 'Ann',
        minutes: 10,
        outcome: 'decision',
        links: ['https://example.org/1'],
      },
    ],
  },
  list: { name: 'list' },
  edit: { name: 'edit', item: 2, changes: { title: 'New', details: null, lead: null, links: [] } },
  withdraw: { name: 'withdraw', item: 1 },
  restore: { name: 'restore', item: 1 },
  move: { name: 'move', item: 3, to: 1 },
  defer: { name: 'defer', item: 3, reason: 'no time' },
  accept: { name: 'accept', item: 3 },
  decline: { name: 'decline', item: 3, reason: 'settled on the list' },
  next: { name: 'next' },
  confirm: { name: 'confirm' },
  cancel: { name: 'cancel', reason: 'holiday' },
  reschedule: { name: 'reschedule', to: '2014-06-25 16:00' },
  skip: { name: 'skip', date: '2014-07-08', reason: 'holiday' },
  swap: { name: 'swap', role: 'chair', with: 'Bob' },
  pass: { name: 'pass', role: 'scribe' },
  start: { name: 'start' },
  topic: { name: 'topic', title: 'Something new' },
  end: { name: 'end' },
  note: { name: 'note', text: 'It works.', item: 2 },
  decision: { name: 'decision', text: 'We ship it.' },
  action: { name: 'action', text: 'write it up', owner: 'Ann', due: '2014-07-08', item: 1 },
  present: { name: 'present', people: ['Ann', 'Bob'] },
  regrets: { name: 'regrets', people: [] },
  coming: { name: 'coming', people: ['Ann'] },
  draft: { name: 'draft' },
  settle: {
    name: 'settle',
    held: '0196f2a0-6c1e-7f3b-9a58-1f0f5f4f6a01',
    how: 'accept',
    commands: [{ name: 'add', items: [{ title: 'Release' }] }],
  },
  link: { name: 'link', address: 'ann@example.org' },
  zone: { name: 'zone', zone: 'Asia/Tokyo' },
  verify: { name: 'verify', code: 'ABCD-2345' },
  stop: { name: 'stop' },
  resume: { name: 'resume' },
  help: { name: 'help' },
};

describe('parseCommand', () => {
  it('reads exactly what a Command is, no more and no less', () => {
    expectTypeOf<z.infer<typeof commandSchema>>().toExtend<Command>();
    expectTypeOf<Command>().toExtend<z.infer<typeof commandSchema>>();
  });

  it.each(Object.values(everyCommand))('returns a well-formed $name as it is', (command) => {
    expect(parseCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
  });

  it('tidies spaces in what stands on one line, and keeps the lines of details', () => {
    const command = { name: 'add', items: [{ title: '  A\n title ', details: ' one\n\ntwo ' }] };
    expect(parseCommand(command)).toEqual({
      name: 'add',
      items: [{ title: 'A title', details: 'one\n\ntwo' }],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /command/u],
    ['text', 'add', /command/u],
    ['a list', [], /command/u],
    ['no name', {}, /no such command.*add, list/u],
    ['an unknown name', { name: 'explode' }, /no such command.*add, list/u],
    ['a name of the prototype', { name: 'constructor' }, /no such command/u],
    ['a field too much', { name: 'list', colour: 'red' }, /doesn’t know “colour”/u],
    ['no items', { name: 'add', items: [] }, /at least one item/u],
    ['items that are text', { name: 'add', items: 'all' }, /list of items is missing/u],
    ['an item without title', { name: 'add', items: [{}] }, /title is missing/u],
    ['a blank title', { name: 'add', items: [{ title: ' \n ' }] }, /title is empty/u],
    [
      'a title of 10,000 characters',
      { name: 'add', items: [{ title: 'x'.repeat(10_000) }] },
      /title has 10000 characters; the limit is 300/u,
    ],
    [
      'details beyond the limit',
      { name: 'add', items: [{ title: 'x', details: 'y'.repeat(itemLimits.detailsChars + 1) }] },
      /details has 20001 characters/u,
    ],
    ['a negative time box', { name: 'add', items: [{ title: 'x', minutes: -5 }] }, /whole number/u],
    ['a broken time box', { name: 'add', items: [{ title: 'x', minutes: 1.5 }] }, /whole number/u],
    ['a time box as text', { name: 'add', items: [{ title: 'x', minutes: '5' }] }, /whole number/u],
    ['an unknown outcome', { name: 'add', items: [{ title: 'x', outcome: 'fun' }] }, /decision/u],
    [
      'too many links',
      { name: 'add', items: [{ title: 'x', links: Array(51).fill('https://example.org') }] },
      /at most 50 links/u,
    ],
    ['a negative item number', { name: 'withdraw', item: -1 }, /item’s number is a whole number/u],
    ['item number NaN', { name: 'withdraw', item: Number.NaN }, /item’s number is a whole number/u],
    ['no item number', { name: 'edit', changes: {} }, /item’s number is a whole number/u],
    ['a place of 0', { name: 'move', item: 1, to: 0 }, /place on the agenda is a whole number/u],
    ['a cancellation without reason', { name: 'cancel' }, /reason is missing/u],
    ['a cancellation with an empty reason', { name: 'cancel', reason: ' ' }, /reason is empty/u],
    [
      'an endless note',
      { name: 'note', text: 'n'.repeat(commandLimits.noteChars + 1) },
      /text has 4001 characters/u,
    ],
    ['a due date in words', { name: 'action', text: 'x', due: 'soon' }, /year-month-day/u],
    ['a day that is none', { name: 'action', text: 'x', due: '2014-02-30' }, /real day/u],
    ['a crowd', { name: 'present', people: Array(101).fill('Ann') }, /at most 100 people/u],
  ])('refuses %s in words for the person', (_, value, words) => {
    const parse = () => parseCommand(value);
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(words);
  });

  it('counts an emoji as one character', () => {
    const title = '🎉'.repeat(itemLimits.titleChars);
    expect(parseCommand({ name: 'add', items: [{ title }] })).toEqual({
      name: 'add',
      items: [{ title }],
    });
  });
});
