import type { Command } from '../domain/command.ts';
import { isAtLeast, type Proof } from '../domain/proof.ts';
import { receiptPolicy } from '../domain/receipt-policy.ts';
import { toDiscordPosts } from '../render/discord.ts';
import { heldButtons, renderHeldMail, renderHeldPost, type HeldNotice } from '../render/held.ts';
import type { MeetingContext } from './context.ts';
import { keyText, nonceOf } from './outbox-key.ts';
import { mailPersonally } from './personal-mail.ts';
import { queueMessage } from './queue-message.ts';
import { personalReplyTo } from './reply-address.ts';

export interface HeldMessage {
  inboxId: string;
  author?: { name?: string; address: string };
  subject: string;
  reply: string;
  why: string;
  pending: readonly Command[];
  proof: Proof;
  /** Its writer, who may be the chair, was told. */
  isAnswered: boolean;
}

/** Tells the chairs of a message that waits for them: each by mail, and in the channel with buttons. */
export async function tellHeld(context: MeetingContext, held: HeldMessage): Promise<void> {
  const { app, tx, now, sheet } = context;
  const since = now.subtract({ hours: 1 });
  const others = (await tx.inbox.countHeldSince(sheet.meeting.id, since)) - 1;
  if (others >= receiptPolicy.heldNoticesPerHour) {
    app.log.warn({ inboxId: held.inboxId }, 'the chair is not told of another held message');
    return;
  }
  await mailChairs(context, held);
  await postButtons(context, held);
}

async function mailChairs(context: MeetingContext, held: HeldMessage): Promise<void> {
  const { tx, sheet, series } = context;
  for (const { personId } of series.chairs) {
    const chair = await tx.people.byId(personId);
    const [address] = chair?.addresses ?? [];
    if (!chair?.personalMail || address === undefined) continue;
    if (held.isAnswered && chair.addresses.includes(held.author?.address.toLowerCase() ?? ''))
      continue;
    const to = { meetingId: sheet.meeting.id, personId, heldId: held.inboxId };
    const replyTo = await personalReplyTo(context, to);
    await mailPersonally(context, {
      kind: 'held',
      about: held.inboxId,
      isAnswer: false,
      to: { address, name: chair.name },
      fromName: series.name,
      rendered: renderHeldMail(sheet, noticeOf(held)),
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  }
}

/** A stranger's words are not shown to a whole channel. */
async function postButtons(context: MeetingContext, held: HeldMessage): Promise<void> {
  const { sheet, series } = context;
  const channelId = series.discordChannelId;
  if (channelId === undefined) return;
  const { message, ...rest } = noticeOf(held);
  const isKnown = message !== undefined && isAtLeast(held.proof, 'call');
  const rendered = renderHeldPost(sheet, isKnown ? { message, ...rest } : rest);
  const [post] = toDiscordPosts(rendered, sheet.url);
  const what = `held-${held.inboxId}`;
  const meeting = sheet.meeting.id;
  const key = keyText({ meeting, what, channel: 'discord', recipient: channelId });
  const components = heldButtons(held.inboxId, { canAccept: held.pending.length > 0 });
  await queueMessage(context, {
    key,
    channel: 'discord',
    kind: 'held',
    recipient: channelId,
    payload: { ...post, components, channelId },
    messageId: await nonceOf(context, key),
  });
}

function noticeOf({ author, subject, reply, why, pending }: HeldMessage): HeldNotice {
  const from = author?.name ?? author?.address ?? 'someone';
  return { message: { from, subject, words: reply }, why, pending };
}
