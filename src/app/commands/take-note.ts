import { assertOpen } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import { itemByNumber, type CommandContext } from '../context.ts';
import type { Answer } from '../ports.ts';
import type { CommandHandler } from '../command-handler.ts';

export const takeNote: CommandHandler<'note'> = (context, command) =>
  take(context, 'note', command);

export const takeDecision: CommandHandler<'decision'> = (context, command) =>
  take(context, 'decision', command);

/** Keeps what was said under the item that is open, or the one named. */
async function take(
  context: CommandContext,
  kind: 'note' | 'decision',
  { text, item: number }: { text: string; item?: number },
): Promise<Answer> {
  const { tx, now, sheet, actor, inboxId } = context;
  assertOpen(sheet.meeting);
  const said = text.trim();
  if (said === '') throw new UserError(`A ${kind} needs words.`);
  const item = talkedAbout(context, number);
  await tx.minutes.addNote({
    meetingId: sheet.meeting.id,
    kind,
    text: said,
    author: actor.name,
    authorId: actor.personId,
    ...(item ? { itemId: item.id } : {}),
    ...(inboxId === undefined ? {} : { inboxId }),
    at: now,
  });
  const under = item ? ` (#${item.number})` : '';
  return {
    audience: 'channel',
    text: `**${kind === 'note' ? 'Noted' : 'Decided'}**${under}: ${plain(said)}`,
  };
}

/** The item a word in the meeting belongs to; none before the first topic. */
export function talkedAbout({ sheet }: CommandContext, number?: number) {
  if (number !== undefined) return itemByNumber(sheet, number);
  return sheet.items.find(({ id }) => id === sheet.meeting.currentItemId);
}
