import { checkDraft, type ItemChanges } from '../../domain/item.ts';
import { assertAgendaChangeable } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber } from '../context.ts';
import { named } from '../named-lead.ts';
import { recordChange } from '../record-change.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Changes what an item says. */
export const editItem: CommandHandler<'edit'> = async (context, { item: number, changes }) => {
  assertAgendaChangeable(context.sheet.meeting);
  const item = itemByNumber(context.sheet, number);
  if (Object.keys(changes).length === 0)
    throw new UserError(
      `Say what to change about #${number}: its title, details, lead, minutes, outcome or links.`,
    );
  const checked = checkChanges(item.title, named(changes, context.actor.name));
  await recordChange(context, item, 'edit');
  await context.tx.items.update(item.id, checked);
  return { audience: 'channel', text: `#${number} is now ${plain(checked.title ?? item.title)}.` };
};

/** The changes with their values tidied; a `null` clears a field and needs no check. */
function checkChanges(title: string, changes: ItemChanges): ItemChanges {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
  const tidied: ItemChanges = checkDraft({ title, ...set });
  const kept = Object.keys(changes).map((key) => [key, tidied[key as keyof ItemChanges] ?? null]);
  return { ...Object.fromEntries(kept), ...(changes.links ? { links: tidied.links ?? [] } : {}) };
}
