import type { CommandHandler } from '../command-handler.ts';

/** No more personal mail to this person; the list's mail is the list's. */
export const stopMail: CommandHandler<'stop'> = async ({ tx, actor }) => {
  await tx.people.update(actor.personId, { personalMail: false });
  return {
    audience: 'writer',
    text: 'You will get no more personal mail. What goes to the list is up to your subscription there.',
  };
};
