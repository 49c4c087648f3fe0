import { assertUndecided } from '../../domain/item.ts';
import { assertAgendaChangeable } from '../../domain/meeting-state.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber } from '../context.ts';
import { recordChange } from '../record-change.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Refuses an item; it stays in the history. */
export const declineItem: CommandHandler<'decline'> = async (context, { item: number, reason }) => {
  assertAgendaChangeable(context.sheet.meeting);
  const item = itemByNumber(context.sheet, number);
  assertUndecided(item);
  await recordChange(context, item, 'decline');
  await context.tx.items.update(item.id, { status: 'declined' });
  return {
    audience: 'channel',
    text: `#${number} ${plain(item.title)} is declined${reason === undefined ? '' : `: ${plain(reason)}`}.`,
  };
};
