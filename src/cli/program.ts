import { Command, CommanderError } from 'commander';
import { WrongInput } from '../app/wrong-input.ts';
import { UserError } from '../domain/user-error.ts';
import { agendaCommands } from './agenda.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { ExitError } from './exit-error.ts';
import { inboxCommands } from './inbox.ts';
import { mailCommands } from './mail.ts';
import { migrateCommand } from './migrate.ts';
import { minutesCommands } from './minutes.ts';
import { scheduleCommands } from './schedule.ts';
import { flagOf } from './series-fields.ts';
import { seriesCommands } from './series.ts';
import { serveCommand } from './serve.ts';

/** Exit codes that other programs rely on. */
const exit = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line and returns its exit code: 0 done, 1 failed with the reason on stderr, 2 wrong usage. */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = makeProgram();
  try {
    await program.parseAsync(args.length === 0 ? ['help'] : args, { from: 'user' });
    return exit.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    if (error instanceof ExitError) {
      if (error.message !== '') process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    if (error instanceof WrongInput) {
      process.stderr.write(`${wrongInput(error)}\n${hint}\n`);
      return exit.usage;
    }
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      return exit.failed;
    }
    process.stderr.write(
      `convoke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return exit.failed;
  }
}

const hint = '(add --help for what it takes)';

/** What is wrong with each flag. */
function wrongInput({ problems }: WrongInput): string {
  return problems
    .map(({ field, message }) => `error: ${field === '' ? '' : `${flagOf(field)}: `}${message}`)
    .join('\n');
}

export function makeProgram(): Command {
  const program = new Command('convoke')
    .description("Calls a community's regular meeting together.")
    .configureHelp({ showGlobalOptions: true });
  for (const command of [
    serveCommand(),
    demoCommand(),
    doctorCommand(),
    migrateCommand(),
    seriesCommands(),
    scheduleCommands(),
    agendaCommands(),
    minutesCommands(),
    mailCommands(),
    inboxCommands(),
  ])
    program.addCommand(command);
  throwInsteadOfExiting(program);
  return program;
}

function throwInsteadOfExiting(command: Command): void {
  command.exitOverride().showHelpAfterError(hint);
  for (const child of command.commands) throwInsteadOfExiting(child);
}
