import type { Rendered } from '../render/document.ts';
import { toDiscordPosts } from '../render/discord.ts';
import { toHtml } from '../render/to-html.ts';
import { toText } from '../render/to-text.ts';
import type { MeetingContext } from './context.ts';
import { keyText, messageIdOf, nonceOf, traceOf } from './outbox-key.ts';
import type { OutgoingMail } from './outgoing.ts';
import type { Person } from './ports.ts';
import { queueMessage } from './queue-message.ts';
import { personalReplyTo } from './reply-address.ts';

export interface Announcement {
  /** The step or command that says it; one message a recipient each. */
  what: string;
  /** The outbox's kind: what delivery rules it falls under. */
  kind:
    | 'call'
    | 'remind'
    | 'confirm'
    | 'cancel'
    | 'move'
    | 'undecided'
    | 'agenda'
    | 'open'
    | 'draft'
    | 'chase'
    | 'publish'
    | 'note';
  rendered: Rendered;
  calendar?: NonNullable<OutgoingMail['calendar']>;
}

/** Says it to the list and in the channel, whichever the series has. */
export async function announce(context: MeetingContext, announcement: Announcement): Promise<void> {
  await mailList(context, announcement);
  await postInChannel(context, announcement);
}

/** Says a change wherever the meeting was heard of: the list, the channel, and its thread once it has one. */
export async function announceChange(
  context: MeetingContext,
  announcement: Announcement,
): Promise<void> {
  await announce(context, announcement);
  if ((await context.tx.meetings.thread(context.sheet.meeting.id)) !== undefined)
    await postInChannel(context, announcement, { inThread: true });
}

/** Mails the list, in the meeting's one thread. */
export async function mailList(context: MeetingContext, announcement: Announcement): Promise<void> {
  const { listAddress, name } = context.series;
  if (listAddress === undefined) return;
  await queueMail(context, announcement, { address: listAddress, name });
}

/**
 * Mails one person, at the first of their addresses; one who said "stop" or has none is left in peace. Returns
 * whether there was a way.
 */
export async function mailPerson(
  context: MeetingContext,
  announcement: Announcement,
  person: Person,
): Promise<boolean> {
  const [address] = person.addresses;
  if (!person.personalMail || address === undefined || context.app.identity.address === undefined)
    return false;
  const to = { meetingId: context.sheet.meeting.id, personId: person.id };
  const replyTo = await personalReplyTo(context, to);
  await queueMail(context, announcement, { address, name: person.name }, replyTo);
  return true;
}

/** Posts in the meeting's thread once there is one, in the channel before that. */
export async function postInChannel(
  context: MeetingContext,
  announcement: Announcement,
  extras: { pin?: boolean; thread?: string; inThread?: boolean } = {},
): Promise<void> {
  const { tx, sheet, series } = context;
  const { pin, thread, inThread } = extras;
  const channelId =
    (inThread ? await tx.meetings.thread(sheet.meeting.id) : undefined) ?? series.discordChannelId;
  if (channelId === undefined) return;
  for (const [index, post] of toDiscordPosts(announcement.rendered, sheet.url).entries()) {
    const key = outboxKey(
      context,
      announcement.what,
      'discord',
      index === 0 ? channelId : `${channelId}.${index + 1}`,
    );
    const first =
      index === 0 ? { ...(pin ? { pin } : {}), ...(thread === undefined ? {} : { thread }) } : {};
    await queueMessage(context, {
      meetingId: sheet.meeting.id,
      sequence: sheet.meeting.sequence,
      key,
      channel: 'discord',
      kind: announcement.kind,
      recipient: channelId,
      payload: { ...post, ...first, channelId },
      messageId: await nonceOf(context, key),
    });
  }
}

export async function queueMail(
  context: MeetingContext,
  { what, kind, rendered, calendar }: Announcement,
  to: { address: string; name: string },
  replyTo = context.sheet.replyTo,
): Promise<void> {
  const { app, tx, now, sheet, series } = context;
  const { address, name } = app.identity;
  if (address === undefined) return;
  const key = outboxKey(context, what, 'mail', to.address);
  const thread = await tx.outbox.threadOf(sheet.meeting.id);
  const parent = thread.at(-1);
  await queueMessage(context, {
    meetingId: sheet.meeting.id,
    sequence: sheet.meeting.sequence,
    key,
    channel: 'mail',
    kind,
    recipient: to.address,
    messageId: await messageIdOf(context, key, address.slice(address.lastIndexOf('@') + 1)),
    payload: {
      from: { name: `${series.name} (${name})`, address },
      to: [to],
      ...(replyTo === undefined ? {} : { replyTo: { name: series.name, address: replyTo } }),
      subject: rendered.subject,
      text: toText(rendered.document),
      html: toHtml(rendered.document),
      ...(parent === undefined ? {} : { inReplyTo: parent, references: thread }),
      // RFC 3834: no vacation responder answers it. X-Convoke is how a loop is known.
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Convoke': await traceOf(context, sheet.meeting.id),
      },
      ...(calendar ? { calendar } : {}),
      date: now.toString(),
    },
  });
}

export function outboxKey(
  { sheet }: MeetingContext,
  what: string,
  channel: 'mail' | 'discord',
  recipient: string,
): string {
  const { id, revivals = 0 } = sheet.meeting;
  // A meeting that was called off and taken up again is called and confirmed anew.
  const again = revivals === 0 ? what : `${what}~${revivals}`;
  return keyText({ meeting: id, what: again, channel, recipient });
}
