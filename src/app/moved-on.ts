import type { Command } from '../domain/command.ts';

/** What is said of a command that was meant for a call that is over. */
export const tooLate =
  'The call that you answered is over, and numbers mean other items in the next one. Reply to the mail about that one.';

/** Whether it names a number or a call, and so means something else in another meeting. */
export function isAboutOneMeeting({ name }: Command): boolean {
  return !['add', 'list', 'next', 'help', 'stop'].includes(name);
}
