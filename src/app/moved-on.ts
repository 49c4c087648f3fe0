import type { Command, CommandName } from '../domain/command.ts';

/** What is said of a command that was meant for a call that is over. */
export const tooLate =
  'The call that you answered is over, and numbers mean other items in the next one. Reply to the mail about that one.';

const aboutNone: readonly CommandName[] = [
  'add',
  'list',
  'next',
  'help',
  'stop',
  'resume',
  'zone',
  'skip',
  'pass',
  'swap',
];

/** Whether it names a number or a call, and so means something else in another meeting. */
export function isAboutOneMeeting(command: Command): boolean {
  if (command.name === 'restore') return command.item !== undefined;
  return !aboutNone.includes(command.name);
}
