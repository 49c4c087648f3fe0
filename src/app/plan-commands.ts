import type { Command } from '../domain/command.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Outcome } from './carry-out.ts';
import { isAboutOneMeeting, tooLate } from './moved-on.ts';
import type { Route } from './route-mail.ts';

/** What of a message is tried, and what isn't. */
export interface CommandPlan {
  run: Command[];
  /** Settled without being tried. */
  unrun: Outcome[];
  /** Why the chair has to look at the message, worded for the chair. */
  why?: string;
  /** Nothing of it can be done or accepted: its writer is asked what they meant. */
  isForWriter: boolean;
}

/**
 * New items first, each on its own, so that the commands beside them can't change their numbers. Nothing that names
 * a number or a call is done where the writer meant another meeting.
 */
export function planCommands(reading: MailReading, route: Route): CommandPlan {
  const { suggestion = [], unknownLines } = reading;
  const unsure = reading.reason ?? 'it is not clear what it asks for';
  const held = suggestion.map((draft) =>
    waits(addOne(draft), 'It may be an item, or a remark.', unsure),
  );
  const isForWriter = unknownLines.length > 0 && suggestion.length === 0;
  if (reading.disposition === 'held') return { run: [], unrun: held, why: unsure, isForWriter };
  const adds = reading.items.map(addOne);
  const why = held.length === 0 ? {} : { why: unsure };
  if (!route.aboutMinutes || adds.length === 0)
    return { ...sorted([...adds, ...reading.commands], route, held), ...why, isForWriter: false };
  const because = 'it answers the minutes, so it may be a correction';
  const corrections = adds.map((command) => waits(command, 'It may correct the minutes.', because));
  return {
    ...sorted(reading.commands, route, [...corrections, ...held]),
    why: because,
    isForWriter: false,
  };
}

function sorted(
  commands: readonly Command[],
  route: Route,
  unrun: readonly Outcome[],
): Pick<CommandPlan, 'run' | 'unrun'> {
  const misses = (command: Command) => route.isMovedOn && isAboutOneMeeting(command);
  return {
    run: commands.filter((command) => !misses(command)),
    unrun: [
      ...unrun,
      ...commands
        .filter(misses)
        .map((command) => ({ command, state: 'refused', why: tooLate }) as const),
    ],
  };
}

function addOne(draft: NonNullable<MailReading['suggestion']>[number]): Command {
  return { name: 'add', items: [draft] };
}

function waits(command: Command, why: string, because: string): Outcome {
  return { command, state: 'waiting', why, because };
}
