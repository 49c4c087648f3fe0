import { UserError } from '../domain/user-error.ts';
import { pendingLines } from '../render/held.ts';
import { findChatPlace } from './find-chat-place.ts';
import { readKept } from './kept-reading.ts';
import type { App } from './ports.ts';

/**
 * A held message as lines that its chair can edit: what it would do, or its words where nothing could be made of them.
 * Throws a UserError for anyone else: a stranger's words are not shown to everyone.
 */
export async function showHeld(
  app: App,
  { held, userId, ...place }: { held: string; userId: string; guildId: string; channelId: string },
): Promise<string> {
  return app.store.transaction(async (tx) => {
    const command = { name: 'settle', held, how: 'accept' } as const;
    const { series } = await findChatPlace(tx, { ...place, command });
    const person = await tx.people.byDiscordUser(series.communityId, userId);
    if (!series.chairs.some(({ personId }) => personId === person?.id))
      throw new UserError('Only the chair may do that.');
    const record = await tx.inbox.look(held);
    if (record?.status !== 'held') throw new UserError('This message is settled already.');
    const { pending, reply } = readKept(record.reading);
    return pending.length > 0 ? pendingLines(pending) : reply;
  });
}
