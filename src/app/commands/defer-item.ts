import { isOnAgenda } from '../../domain/item.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain, when } from '../answer-text.ts';
import { carryItem } from '../carry-item.ts';
import { itemByNumber } from '../context.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Moves an item to the next meeting. */
export const deferItem: CommandHandler<'defer'> = async (context, { item: number }) => {
  const { sheet, actor, inboxId } = context;
  const item = itemByNumber(sheet, number);
  if (sheet.meeting.status === 'published')
    throw new UserError('The minutes are published. Add it to the next meeting instead.');
  if (!isOnAgenda(item)) throw new UserError(`#${number} is already ${item.status}.`);
  if (item.standing)
    throw new UserError(
      `#${number} is a standing item: it comes to every meeting. Decline it to leave it out once.`,
    );
  const to = await carryItem(context, item, {
    what: 'defer',
    personId: actor.personId,
    ...(inboxId === undefined ? {} : { inboxId }),
    counts: true,
  });
  if (!to) throw new UserError('There is no later meeting in this series to defer it to.');
  return {
    audience: 'channel',
    text: `#${number} ${plain(item.title)} is deferred to ${when(sheet, to)}.`,
  };
};
