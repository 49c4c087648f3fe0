import type { Command, CommandName } from '../domain/command.ts';
import type { CommandContext } from './context.ts';
import type { Answer } from './ports.ts';

/** What runs one kind of command, inside the transaction that it is part of. */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  command: Extract<Command, { name: N }>,
) => Promise<Answer>;
