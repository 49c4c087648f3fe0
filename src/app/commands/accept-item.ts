import { assertUndecided } from '../../domain/item.ts';
import { assertAgendaChangeable } from '../../domain/meeting-state.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber } from '../context.ts';
import { recordChange } from '../record-change.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Takes an item onto the agenda. */
export const acceptItem: CommandHandler<'accept'> = async (context, { item: number }) => {
  assertAgendaChangeable(context.sheet.meeting);
  const item = itemByNumber(context.sheet, number);
  assertUndecided(item);
  await recordChange(context, item, 'accept');
  await context.tx.items.update(item.id, { status: 'accepted' });
  return { audience: 'channel', text: `#${number} ${plain(item.title)} is accepted.` };
};
