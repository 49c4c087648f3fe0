import type { Command } from '../domain/command.ts';
import type { ItemDraft } from '../domain/item.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Outcome } from './carry-out.ts';
import { isAboutOneMeeting, tooLate } from './moved-on.ts';
import type { Route } from './route-mail.ts';

/** So much of one message is done: all of it happens in one transaction, and nobody means more. */
export const mostPerMessage = 100;

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
  const held = adding(suggestion).map((command) =>
    waits(command, 'It may be an item, or a remark.', unsure),
  );
  const isForWriter = unknownLines.length > 0 && suggestion.length === 0;
  if (reading.disposition === 'held') return { run: [], unrun: held, why: unsure, isForWriter };
  const adds = adding(reading.items);
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
  const meant = commands.filter((command) => !misses(command));
  return {
    run: meant.slice(0, mostPerMessage),
    unrun: [
      ...unrun,
      ...commands.filter(misses).map((command) => refused(command, tooLate)),
      ...meant.slice(mostPerMessage).map(tooMuch),
    ],
  };
}

/** Items each on its own, so that one which can't be added leaves the others; what is too many, together. */
function adding(drafts: readonly ItemDraft[]): Command[] {
  const rest = drafts.slice(mostPerMessage);
  return [
    ...drafts.slice(0, mostPerMessage).map((draft): Command => ({ name: 'add', items: [draft] })),
    ...(rest.length === 0 ? [] : [{ name: 'add', items: rest } as const]),
  ];
}

function tooMuch(command: Command): Outcome {
  const why = `One mail does at most ${mostPerMessage} things.`;
  return command.name === 'add'
    ? waits(command, `${why} The chair looks at the rest.`, 'it holds too many items for one mail')
    : refused(command, `${why} Write this once more, in another.`);
}

function refused(command: Command, why: string): Outcome {
  return { command, state: 'refused', why };
}

function waits(command: Command, why: string, because: string): Outcome {
  return { command, state: 'waiting', why, because };
}
