import { isOnAgenda } from '../../domain/item.ts';
import { assertAgendaChangeable } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber } from '../context.ts';
import { recordChange } from '../record-change.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Takes an item off the agenda; its number is not given again. */
export const withdrawItem: CommandHandler<'withdraw'> = async (context, { item: number }) => {
  assertAgendaChangeable(context.sheet.meeting);
  const item = itemByNumber(context.sheet, number);
  if (!isOnAgenda(item)) throw new UserError(`#${number} is already ${item.status}.`);
  if (item.status === 'discussed')
    throw new UserError(`#${number} was already discussed; it stays in the minutes.`);
  await recordChange(context, item, 'withdraw');
  await context.tx.items.update(item.id, { status: 'withdrawn' });
  return { audience: 'channel', text: `#${number} ${plain(item.title)} is withdrawn.` };
};
