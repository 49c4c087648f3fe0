import { isOnAgenda } from '../../domain/item.ts';
import { assertAgendaChangeable } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber } from '../context.ts';
import { recordChange } from '../record-change.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Gives an item another place in the order; its number stays. */
export const moveItem: CommandHandler<'move'> = async (context, { item: number, to }) => {
  const { sheet, tx } = context;
  assertAgendaChangeable(sheet.meeting);
  const item = itemByNumber(sheet, number);
  const others = sheet.items.filter((other) => isOnAgenda(other) && other.id !== item.id);
  if (!isOnAgenda(item))
    throw new UserError(`#${number} is ${item.status}; it has no place on the agenda.`);
  if (to < 1 || to > others.length + 1)
    throw new UserError(`The agenda has places 1 to ${others.length + 1}; ${to} is none of them.`);
  const order = others.toSpliced(to - 1, 0, item);
  await recordChange(context, item, 'move');
  // Positions of what is off the agenda stay, behind everything that is on it.
  for (const [index, { id, position }] of order.entries())
    if (position !== index + 1) await tx.items.update(id, { position: index + 1 });
  return { audience: 'channel', text: `#${number} ${plain(item.title)} is now in place ${to}.` };
};
