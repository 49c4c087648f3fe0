import type { Command } from '../domain/command.ts';
import { UserError } from '../domain/user-error.ts';
import { reload, type MeetingContext } from './context.ts';
import { NotProven } from './not-proven.ts';
import type { Actor } from './ports.ts';
import { runIn } from './run-command.ts';

/** What became of one thing that a message asked for. */
export type Outcome =
  | { command: Command; state: 'done' }
  /** It can't be done; `why` is worded for the writer. */
  | { command: Command; state: 'refused'; why: string }
  /** The chair may do it; `because` is worded for the chair. */
  | { command: Command; state: 'waiting'; why: string; because: string };

/** Does each thing on its own: what can't be done leaves the others as they are. Returns the meeting as it is then. */
export async function carryOut(
  meeting: MeetingContext,
  { commands, ...who }: { commands: readonly Command[]; actor: Actor; inboxId: string },
): Promise<{ outcomes: Outcome[]; after: MeetingContext }> {
  const outcomes: Outcome[] = [];
  let after = meeting;
  for (const command of commands) {
    const before = after;
    try {
      await before.tx.savepoint(() => runIn(before, { command, ...who }));
      outcomes.push({ command, state: 'done' });
      after = await reload(before);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push(undone(command, error));
    }
  }
  return { outcomes, after };
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
