import { expect, it } from 'vitest';
import { chatCommands } from '../../src/adapters/discord/chat-commands.ts';
import { deedOf, proofTable } from '../../src/domain/proof.ts';
import { commandLines } from '../../src/render/command-lines.ts';
import { readCommands } from '../../src/understand/commands.ts';
import type { Command } from '../../src/domain/command.ts';

const nobody = { personId: 'nobody', isChair: true, isScribe: true };

/** One command each that Discord's commands give. */
const fromChat = chatCommands.map((given) => {
  const { path, options } = given;
  const values = Object.fromEntries(
    // A topic is an item or a title, not both.
    options
      .filter(({ name }) => path[1] !== 'topic' || name === 'item')
      .map((option) => [
        option.name,
        option.type === 'whole' ? 2 : (option.choices?.[0]?.value ?? example(option.name)),
      ]),
  );
  return { path: path.join(' '), command: given.toCommand(values) };
});

function example(name: string): string {
  return name === 'link' ? 'https://example.org/1' : name === 'date' ? '2026-06-30' : 'words';
}

/** What can't be done by mail, as docs/mail.md says. */
const isByMail = (command: Command) => {
  const { needs } = proofTable[deedOf(command, nobody)];
  return needs !== 'discord' && needs !== 'operator';
};

it.each(fromChat.filter(({ command }) => isByMail(command) && command.name !== 'add'))(
  'what /$path does a line of mail does: the same command',
  ({ command }) => {
    const lines = commandLines(command);
    const { commands, unknownLines } = readCommands(lines.join('\n'));
    expect(unknownLines).toEqual([]);
    const merged =
      command.name === 'edit'
        ? [
            {
              ...command,
              changes: Object.assign({}, ...commands.map((one) => 'changes' in one && one.changes)),
            },
          ]
        : commands;
    expect(merged).toEqual([command]);
  },
);

it('leaves to chat what belongs to the open meeting and to the account, and nothing else', () => {
  const only = fromChat.filter(({ command }) => !isByMail(command)).map(({ path }) => path);
  expect(only).toEqual([
    'meeting start',
    'meeting topic',
    'meeting end',
    'minutes note',
    'minutes decision',
    'minutes action',
    'minutes draft',
    'me link',
    'me confirm',
  ]);
});
