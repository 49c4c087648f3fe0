import type { PlainCommand } from '../domain/command.ts';
import { UserError } from '../domain/user-error.ts';
import { readCommands } from './commands.ts';
import { readItems } from './items.ts';

/** What a held message is to become, in a chair's lines. Throws a UserError for what can't be read. */
export function readCorrection(text: string): PlainCommand[] {
  const { commands, unknownLines, rest } = readCommands(text);
  if (unknownLines[0] !== undefined)
    throw new UserError(`“${unknownLines[0].slice(0, 120)}” is not understood.`);
  const { items } = readItems(rest);
  if (items.length === 0 && (commands.length === 0 || rest.trim() !== ''))
    throw new UserError('Write at least one item, on a line that begins with a dash.');
  return [...(items.length === 0 ? [] : [{ name: 'add', items } as const]), ...commands];
}
