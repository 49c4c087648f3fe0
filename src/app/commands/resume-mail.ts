import type { CommandHandler } from '../command-handler.ts';

/** Takes back a "stop". */
export const resumeMail: CommandHandler<'resume'> = async ({ tx, actor }) => {
  await tx.people.update(actor.personId, { personalMail: true });
  return {
    audience: 'writer',
    text: 'You will get personal mail again: answers, reminders, what is yours to do.',
  };
};
