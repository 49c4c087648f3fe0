import { checkDraft, itemLimits, type Item } from '../../domain/item.ts';
import { isLate, takesItems } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { listOf, plain, when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { named } from '../named-lead.ts';

/** Puts items on the agenda; what comes after the confirmation is taken, and marked as late. */
export const addItems: CommandHandler<'add'> = async (context, command) => {
  const { tx, now, sheet, actor, inboxId } = context;
  const { meeting } = sheet;
  if (!takesItems(meeting))
    throw new UserError(
      `The meeting of ${when(sheet, meeting.startsAt)} takes no items any more: it is ${meeting.status}.`,
    );
  const drafts = command.items.map((draft) => checkDraft(named(draft, actor.name)));
  const room = itemLimits.itemsPerMeeting - sheet.items.length;
  if (drafts.length > room)
    throw new UserError(
      `An agenda holds at most ${itemLimits.itemsPerMeeting} items; this one has room for ${Math.max(room, 0)}.`,
    );
  const late = isLate(context.series, meeting, now);
  const added: Item[] = [];
  for (const draft of drafts) {
    const item = await tx.items.insert(
      {
        ...draft,
        meetingId: meeting.id,
        proposerId: actor.personId,
        late,
        ...(late ? { status: 'accepted' } : {}),
        ...(inboxId === undefined ? {} : { inboxId }),
      },
      now,
    );
    if (item) added.push(item);
  }
  const lines = added.map((item) => `#${item.number} ${plain(item.title)}`);
  const lateness = late ? ' It came after the time for items, so it is marked as late.' : '';
  return {
    audience: 'channel',
    text: `${plain(actor.name)} added ${listOf(lines)} to the agenda of ${when(sheet, meeting.startsAt)}.${lateness}`,
  };
};
