import { expect, it } from 'vitest';
import { chairLines, itemLines, personLines } from '../../src/render/mail-help.ts';
import { commandLines } from '../../src/render/command-lines.ts';
import { readCommands } from '../../src/understand/commands.ts';
import { readItems } from '../../src/understand/items.ts';
import type { Command } from '../../src/domain/command.ts';

const lines = [...itemLines, ...personLines, ...chairLines].map(({ line }) => line);

it.each(lines)('shows a line that is understood: %s', (line) => {
  const { commands, unknownLines } = readCommands(line);
  expect(unknownLines).toEqual([]);
  if (line.startsWith('- ')) expect(readItems(line)).toMatchObject({ verdict: 'items' });
  else expect(commands).toHaveLength(1);
});

const commands: Command[] = [
  { name: 'edit', item: 2, changes: { title: 'A better title' } },
  { name: 'edit', item: 2, changes: { minutes: 10 } },
  { name: 'edit', item: 2, changes: { lead: 'Ann' } },
  { name: 'edit', item: 2, changes: { details: 'what it is about' } },
  { name: 'edit', item: 2, changes: { outcome: 'decision' } },
  { name: 'edit', item: 2, changes: { links: ['https://example.org/1'] } },
  { name: 'withdraw', item: 2 },
  { name: 'move', item: 3, to: 1 },
  { name: 'defer', item: 2, reason: 'no time' },
  { name: 'accept', item: 2 },
  { name: 'decline', item: 2, reason: 'settled on the list' },
  { name: 'cancel', reason: 'too many are away' },
  { name: 'reschedule', to: '2026-06-30 16:00' },
  { name: 'confirm' },
  { name: 'present', people: ['Ann', 'Bob'] },
  { name: 'regrets', people: [] },
  { name: 'stop' },
  { name: 'list' },
];

it.each(commands)('says a command as the line that would be it: %j', (command) => {
  const [line = ''] = commandLines(command);
  expect(readCommands(line).commands).toEqual([command]);
});

it('says an item as the lines that would be it', () => {
  const items = [
    { title: 'Release plan', minutes: 10, lead: 'Ann', details: 'what is left\n\nand who does it' },
    { title: 'Budget', outcome: 'decision' as const },
  ];
  const text = commandLines({ name: 'add', items }).join('\n');
  expect(readItems(text).items).toEqual(items);
});
