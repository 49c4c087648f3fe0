import { paragraph } from '../render/document.ts';
import { mailPerson, postInChannel } from './announce.ts';
import type { MeetingContext } from './context.ts';

/**
 * Tells those who may act as chair: by mail where they have an address, in the channel where they have none.
 *
 * @param notBy the way that doesn't work, so that the other one is taken where there is one
 */
export async function tellChair(
  context: MeetingContext,
  { what, text, notBy }: { what: string; text: string; notBy?: 'mail' | 'discord' },
): Promise<void> {
  const { tx, series } = context;
  const rendered = {
    subject: `${series.name}: for the chair`,
    document: { blocks: [paragraph(text)] },
  };
  const announcement = { what: `chair-${what}`, kind: 'note', rendered } as const;
  if (notBy === 'mail' && series.discordChannelId !== undefined)
    return postInChannel(context, announcement);
  let reached = false;
  for (const { personId } of series.chairs) {
    const chair = await tx.people.byId(personId);
    if (chair && (await mailPerson(context, announcement, chair))) reached = true;
  }
  if (!reached) await postInChannel(context, announcement);
}
