import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/app/command-schema.ts';
import type { Command } from '../../../src/domain/command.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { ChatCommand, ChatValues } from '../../../src/adapters/discord/chat-command.ts';
import { chatCommandAt, chatCommands } from '../../../src/adapters/discord/chat-commands.ts';
import { commandTree, treeHash } from '../../../src/adapters/discord/command-tree.ts';

const folder = join(import.meta.dirname, '../../../src/adapters/discord/commands');

describe('the registry of chat commands', () => {
  it('holds every file of the folder, and each file is named for its path', async () => {
    const files = await readdir(folder);
    expect(files.toSorted()).toEqual(
      chatCommands.map(({ path }) => `${path.join('-')}.ts`).toSorted(),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) {
      const exported = Object.values((await import(join(folder, file))) as object) as ChatCommand[];
      expect(exported).toHaveLength(1);
      expect(chatCommands).toContain(exported[0]);
    }
  });

  it('has each path once', () => {
    const paths = chatCommands.map(({ path }) => path.join(' '));
    expect(new Set(paths).size).toBe(paths.length);
  });
});

const nameRule = /^[a-z0-9_-]{1,32}$/u;
const chars = (text: string) => [...text].length;

describe.each(chatCommands.map((command) => ({ command, name: command.path.join(' ') })))(
  '/$name',
  ({ command }) => {
    const names = command.options.map(({ name }) => name);

    it('keeps to Discord’s limits of a command', () => {
      expect(command.path.every((part) => nameRule.test(part))).toBe(true);
      expect(chars(command.description)).toBeLessThanOrEqual(100);
      // One place is for the option `series`, which every command has.
      expect(command.options.length).toBeLessThanOrEqual(24);
      expect(new Set(names).size).toBe(names.length);
      for (const option of command.options) {
        expect(option.name).toMatch(nameRule);
        expect(chars(option.description)).toBeGreaterThan(0);
        expect(chars(option.description), option.description).toBeLessThanOrEqual(100);
        if (option.type !== 'text') continue;
        expect(option.maxChars ?? 1).toBeLessThanOrEqual(6000);
        expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
      }
    });

    it('asks for what is required first', () => {
      const required = command.options.map((option) => option.required ?? false);
      expect(required).toEqual(required.toSorted((left, right) => Number(right) - Number(left)));
    });

    it('has a form, if any, within Discord’s limits', () => {
      const { modal } = command;
      if (!modal) return;
      expect(chars(modal.title)).toBeLessThanOrEqual(45);
      expect(modal.fields.length).toBeGreaterThanOrEqual(1);
      expect(modal.fields.length).toBeLessThanOrEqual(5);
      for (const field of modal.fields) {
        expect(names, 'a field is an option too').toContain(field.name);
        expect(chars(field.label)).toBeLessThanOrEqual(45);
        expect(chars(field.hint ?? '')).toBeLessThanOrEqual(100);
        expect(field.maxChars).toBeLessThanOrEqual(4000);
      }
    });

    it('makes a well-formed Command of what Discord lets through', () => {
      const values = Object.fromEntries(command.options.map(({ name }) => [name, sample(name)]));
      if (command.path[1] === 'topic') delete values['title'];
      const made = command.toCommand(values);
      expect(parseCommand(made)).toEqual(made);
    });
  },
);

function sample(name: string): string | number {
  const samples: Record<string, string | number> = {
    item: 2,
    to: 1,
    minutes: 10,
    outcome: 'decision',
    link: 'https://example.org/1',
    due: '2014-07-08',
    address: 'ann@example.org',
  };
  return samples[name] ?? `some ${name}`;
}

describe('the command tree', () => {
  const tree = commandTree();

  it('has a command a group, in servers only, each with the option series', () => {
    expect(tree.map(({ name }) => name)).toEqual(['agenda', 'meeting', 'minutes', 'me']);
    for (const group of tree) {
      expect(group.contexts).toEqual([0]);
      expect(group.options?.length).toBeLessThanOrEqual(25);
      for (const subcommand of group.options ?? [])
        expect('options' in subcommand && subcommand.options?.at(-1)?.name).toBe('series');
    }
  });

  it('keeps each command under 8,000 characters of names, descriptions and values', () => {
    for (const group of tree) expect(JSON.stringify(group).length).toBeLessThan(8000);
  });

  it('changes its hash with any word of it', () => {
    const [first, ...rest] = tree;
    expect(treeHash(tree)).toBe(treeHash(commandTree()));
    expect(treeHash([{ ...first, description: 'another' }, ...rest])).not.toBe(treeHash(tree));
  });
});

describe('what people give becomes a Command', () => {
  const make = (path: string, values: ChatValues): Command => {
    const command = chatCommandAt(path.split(' '));
    if (!command) throw new Error(`no command ${path}`);
    return command.toCommand(values);
  };

  it('leaves out what was not given', () => {
    expect(make('agenda add', { title: 'Release' })).toEqual({
      name: 'add',
      items: [{ title: 'Release' }],
    });
    expect(make('minutes action', { text: 'write' })).toEqual({ name: 'action', text: 'write' });
    expect(make('meeting topic', {})).toEqual({ name: 'topic' });
  });

  it('reads several links, and those hidden from previews', () => {
    const link = ' https://example.org/1 <https://example.org/2>,\nhttp://example.org/3';
    expect(make('agenda add', { title: 'x', link })).toMatchObject({
      items: [
        { links: ['https://example.org/1', 'https://example.org/2', 'http://example.org/3'] },
      ],
    });
  });

  it.each(['javascript:alert(1)', 'example.org', 'see the wiki'])(
    'refuses %s as a link',
    (link) => {
      expect(() => make('agenda add', { title: 'x', link })).toThrow(UserError);
    },
  );

  it.each([
    ['10', 10],
    [' 10 min ', 10],
    ["15'", 15],
    ['5m', 5],
  ])('reads %j, typed into a form, as minutes', (minutes, expected) => {
    expect(make('agenda add', { title: 'x', minutes })).toMatchObject({
      items: [{ minutes: expected }],
    });
  });

  it.each(['ten', '1h', '-5', '1.5'])('refuses %j as minutes', (minutes) => {
    expect(() => make('agenda add', { title: 'x', minutes })).toThrow(/whole number/u);
  });

  it('takes a value away for a lone dash, or for a filled field that was emptied', () => {
    expect(
      make('agenda edit', { item: 2, details: '-', lead: '', minutes: '', link: '-' }),
    ).toEqual({
      name: 'edit',
      item: 2,
      changes: { details: null, lead: null, minutes: null, links: [] },
    });
  });

  it('never empties a title', () => {
    expect(make('agenda edit', { item: '2', title: '' })).toEqual({
      name: 'edit',
      item: 2,
      changes: {},
    });
  });

  it('reads names parted by commas, semicolons, lines and "and"', () => {
    expect(make('minutes present', { names: 'Ann, Bob and Carol; Dan\nAndy Anderson' })).toEqual({
      name: 'present',
      people: ['Ann', 'Bob', 'Carol', 'Dan', 'Andy Anderson'],
    });
    expect(make('minutes present', {})).toEqual({ name: 'present', people: [] });
  });

  it('refuses a topic by number and title at once', () => {
    expect(() => make('meeting topic', { item: 1, title: 'x' })).toThrow(UserError);
  });
});
