import { checkZone } from '../../domain/local-time-zone.ts';
import { plain } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Keeps where the person lives, so that calls name their hour too. */
export const setZone: CommandHandler<'zone'> = async ({ tx, actor }, { zone }) => {
  const checked = checkZone(zone);
  await tx.people.update(actor.personId, { zone: checked });
  return {
    audience: 'writer',
    text: `Calls and confirmations name the time in ${plain(checked)} from now on.`,
  };
};
