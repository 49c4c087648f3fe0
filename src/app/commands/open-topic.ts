import { isOnAgenda, type Item } from '../../domain/item.ts';
import { assertOpen } from '../../domain/meeting-state.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber, type CommandContext } from '../context.ts';
import type { CommandHandler } from '../command-handler.ts';
import { addItems } from './add-items.ts';

/** Takes up an item: by its number, as a new one by its title, or the next one on the agenda. */
export const openTopic: CommandHandler<'topic'> = async (context, command) => {
  const { tx, sheet } = context;
  assertOpen(sheet.meeting);
  const item = await chooseItem(context, command);
  if (!isOnAgenda(item)) throw new UserError(`#${item.number} is ${item.status}.`);
  await tx.items.update(item.id, { status: 'discussed' });
  await tx.meetings.update(sheet.meeting.id, { currentItemId: item.id });
  const box = item.minutes === undefined ? '' : ` (${item.minutes} min)`;
  const lead = item.lead === undefined ? '' : `, led by ${plain(item.lead)}`;
  return { audience: 'channel', text: `**#${item.number} ${plain(item.title)}**${box}${lead}` };
};

async function chooseItem(
  context: CommandContext,
  { item: number, title }: { item?: number; title?: string },
): Promise<Item> {
  if (number !== undefined) return itemByNumber(context.sheet, number);
  if (title === undefined) return nextItem(context.sheet);
  await addItems(context, { name: 'add', items: [{ title }] });
  const { items } = await context.tx.meetings.sheet(context.sheet.meeting.id);
  const added = items.toSorted((left, right) => left.number - right.number).at(-1);
  if (!added) throw new Error('the item just added is gone');
  return added;
}

function nextItem({ items }: Sheet): Item {
  const next = items.find((item) => isOnAgenda(item) && item.status !== 'discussed');
  if (!next)
    throw new UserError('Every item on the agenda was taken up. Name a title for another topic.');
  return next;
}
