import type { Command } from '../domain/command.ts';
import { UserError } from '../domain/user-error.ts';
import { NotProven } from './not-proven.ts';
import type { Actor, App, Tx } from './ports.ts';
import { runCommand } from './run-command.ts';

/** What became of one thing that a message asked for. */
export type Outcome =
  | { command: Command; state: 'done' }
  /** It can't be done; `why` is worded for the writer. */
  | { command: Command; state: 'refused'; why: string }
  /** The chair may do it; `because` is worded for the chair. */
  | { command: Command; state: 'waiting'; why: string; because: string };

/** Does each thing on its own: what can't be done leaves the others as they are. */
export async function carryOut(
  app: App,
  tx: Tx,
  {
    commands,
    ...who
  }: { commands: readonly Command[]; actor: Actor; meetingId: string; inboxId: string },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const command of commands) {
    try {
      await tx.savepoint(() => runCommand(app, tx, { command, ...who }));
      outcomes.push({ command, state: 'done' });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push(undone(command, error));
    }
  }
  return outcomes;
}

/** An item that doesn't fit as it is said is not lost: the chair can shorten it. */
function undone(command: Command, error: UserError): Outcome {
  const why = error.message;
  if (error instanceof NotProven)
    return { command, state: 'waiting', why, because: 'nothing proves that it is from its sender' };
  return command.name === 'add'
    ? { command, state: 'waiting', why, because: withoutStop(why) }
    : { command, state: 'refused', why };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/u, '');
}
