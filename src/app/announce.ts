import type { Rendered } from '../render/document.ts';
import { toDiscordPosts } from '../render/discord.ts';
import { toHtml } from '../render/to-html.ts';
import { toText } from '../render/to-text.ts';
import type { MeetingContext } from './context.ts';
import { keyText, messageIdOf, nonceOf } from './outbox-key.ts';
import type { OutgoingMail } from './outgoing.ts';
import type { OutboxRecord, Person } from './ports.ts';

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
  await queueMail(context, announcement, { address, name: person.name });
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
    await queue(context, {
      key,
      channel: 'discord',
      kind: announcement.kind,
      recipient: channelId,
      payload: { ...post, ...first, channelId },
      messageId: nonceOf(key),
    });
  }
}

async function queueMail(
  context: MeetingContext,
  { what, kind, rendered, calendar }: Announcement,
  to: { address: string; name: string },
): Promise<void> {
  const { app, tx, now, sheet, series } = context;
  const { address, name } = app.identity;
  if (address === undefined) return;
  const key = outboxKey(context, what, 'mail', to.address);
  const thread = await tx.outbox.threadOf(sheet.meeting.id);
  const parent = thread.at(-1);
  await queue(context, {
    key,
    channel: 'mail',
    kind,
    recipient: to.address,
    messageId: messageIdOf(key, address.slice(address.lastIndexOf('@') + 1)),
    payload: {
      from: { name: `${series.name} (${name})`, address },
      to: [to],
      ...(sheet.replyTo === undefined
        ? {}
        : { replyTo: { name: series.name, address: sheet.replyTo } }),
      subject: rendered.subject,
      text: toText(rendered.document),
      html: toHtml(rendered.document),
      ...(parent === undefined ? {} : { inReplyTo: parent, references: thread }),
      // RFC 3834: no vacation responder answers it. X-Convoke is how a loop is known.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Convoke': sheet.meeting.id },
      ...(calendar ? { calendar } : {}),
      date: now.toString(),
    },
  });
}

function outboxKey(
  { sheet }: MeetingContext,
  what: string,
  channel: 'mail' | 'discord',
  recipient: string,
): string {
  return keyText({ meeting: sheet.meeting.id, what, channel, recipient });
}

async function queue(
  { tx, now, sheet }: MeetingContext,
  message: Pick<OutboxRecord, 'key' | 'channel' | 'kind' | 'recipient' | 'payload' | 'messageId'>,
): Promise<void> {
  const outboxId = await tx.outbox.insert({ ...message, meetingId: sheet.meeting.id }, now);
  if (outboxId !== undefined) await tx.jobs.add({ name: 'deliver', outboxId });
}
