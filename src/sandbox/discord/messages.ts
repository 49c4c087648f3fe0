import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { formError, refusal } from './api-error.ts';
import { findMentions, noMentions } from './mentions.ts';
import {
  attachmentsOf,
  componentsOf,
  embedsOf,
  missingFiles,
  pingingTexts,
  type Upload,
} from './message-parts.ts';
import { messageEvent } from './message-payload.ts';
import { noteThreadActivity } from './threads.ts';
import type { MessageForm } from './validate-message.ts';
import type { Channel, Message, World } from './world.ts';

export interface NewMessage {
  channel: Channel;
  authorId: string;
  form: MessageForm;
  uploads?: Upload[];
  type?: MessageType;
  replyTo?: Message;
  nonce?: string | number;
  ephemeralFor?: string;
  interactionId?: string;
  /** Discord's own flags, as `Loading`; the sender's come with the form. */
  flags?: number;
}

/** How long Discord remembers a nonce: "the past few minutes", and a careful sender counts on few. */
const nonceMemoryMinutes = 3;

/** Puts a checked message into its channel and tells everyone who may know. */
export function postMessage(world: World, draft: NewMessage): Message {
  const { channel, authorId, form, uploads = [] } = draft;
  const attachments = attachmentsOf(world, channel, form, uploads, []);
  refuseMissingFiles(form, attachments);
  const mentions = findMentions({
    world,
    channel,
    authorId,
    texts: pingingTexts(form),
    allowed: form.allowed_mentions,
    repliedTo: draft.replyTo,
  });
  const message: Message = {
    ...blankMessage(world, draft),
    content: (form.content ?? '').trim(),
    tts: form.tts ?? false,
    embeds: embedsOf(form),
    components: componentsOf(world, form, attachments),
    attachments,
    flags: (form.flags ?? 0) | (draft.flags ?? 0),
    mentions,
    pings: isSilent(form, draft) ? noMentions() : mentions,
  };
  addMessage(world, channel, message);
  return message;
}

function blankMessage(world: World, draft: NewMessage): Message {
  return {
    id: world.ids.next(),
    channelId: draft.channel.id,
    authorId: draft.authorId,
    type: draft.type ?? (draft.replyTo ? MessageType.Reply : MessageType.Default),
    content: '',
    createdAt: world.now(),
    editedAt: undefined,
    tts: false,
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    mentions: noMentions(),
    pings: noMentions(),
    pinnedAt: undefined,
    reactions: new Map(),
    replyTo: draft.replyTo && {
      channelId: draft.replyTo.channelId,
      messageId: draft.replyTo.id,
    },
    nonce: draft.nonce,
    threadId: undefined,
    ephemeralFor: draft.ephemeralFor,
    interactionId: draft.interactionId,
    failed: false,
  };
}

/** A message only one person sees, or sent with "silent", makes no sound. */
function isSilent(form: MessageForm, draft: NewMessage): boolean {
  return (
    draft.ephemeralFor !== undefined ||
    ((form.flags ?? 0) & MessageFlags.SuppressNotifications) !== 0
  );
}

/** A line that Discord itself writes: "pinned a message", "started a thread". */
export function postSystemMessage(
  world: World,
  channel: Channel,
  line: { authorId: string; type: MessageType; content?: string; about?: Message },
): Message {
  const message: Message = {
    ...blankMessage(world, { channel, authorId: line.authorId, form: {}, type: line.type }),
    content: line.content ?? '',
    replyTo: line.about && { channelId: line.about.channelId, messageId: line.about.id },
  };
  addMessage(world, channel, message);
  return message;
}

function addMessage(world: World, channel: Channel, message: Message): void {
  channel.messages.set(message.id, message);
  if (message.nonce !== undefined)
    world.messagesByNonce.set(`${message.authorId} ${message.nonce}`, message);
  if (message.ephemeralFor === undefined) {
    channel.lastMessageId = message.id;
    noteThreadActivity(world, channel, message);
  }
  tell(world, message, 'MESSAGE_CREATE');
}

/** The message a repeated nonce stands for, while Discord still remembers it. */
export function findByNonce(
  world: World,
  authorId: string,
  nonce: string | number,
): Message | undefined {
  const message = world.messagesByNonce.get(`${authorId} ${nonce}`);
  const since = world.now().subtract({ minutes: nonceMemoryMinutes });
  const isRecent = message && Temporal.Instant.compare(message.createdAt, since) >= 0;
  const isThere = message && world.channels.get(message.channelId)?.messages.has(message.id);
  return isRecent && isThere ? message : undefined;
}

/** Changes what the form names. An edit mentions, but pings nobody. */
export function editMessage(
  world: World,
  message: Message,
  form: MessageForm,
  uploads: Upload[] = [],
): Message {
  const channel = world.channel(message.channelId);
  const attachments = attachmentsOf(world, channel, form, uploads, message.attachments);
  refuseMissingFiles(form, attachments);
  message.attachments = attachments;
  if (form.content !== undefined) message.content = (form.content ?? '').trim();
  if (form.embeds !== undefined) message.embeds = embedsOf(form);
  if (form.components !== undefined)
    message.components = componentsOf(world, form, message.attachments);
  if (form.flags != null) message.flags = editedFlags(message.flags, form.flags);
  if (form.content !== undefined || form.components !== undefined)
    message.mentions = findMentions({
      world,
      channel,
      authorId: message.authorId,
      texts: pingingTexts(form),
      allowed: form.allowed_mentions,
      repliedTo: undefined,
    });
  if ((message.flags & MessageFlags.Loading) !== 0) finishLoading(message);
  message.editedAt = world.now();
  tell(world, message, 'MESSAGE_UPDATE');
  return message;
}

/** "Thinking…" becomes the answer: it is this edit that people hear. */
function finishLoading(message: Message): void {
  message.flags &= ~MessageFlags.Loading;
  if (message.ephemeralFor === undefined) message.pings = message.mentions;
}

/** Embeds may be hidden and shown again; the v2 flag can only be set. */
function editedFlags(present: number, wanted: number): number {
  const hidden = MessageFlags.SuppressEmbeds;
  const added = wanted & MessageFlags.IsComponentsV2;
  return (present & ~hidden) | (wanted & hidden) | added;
}

export function deleteMessage(world: World, message: Message): void {
  const channel = world.channel(message.channelId);
  channel.messages.delete(message.id);
  world.changed({ what: 'message', id: message.id, channelId: channel.id });
  if (message.ephemeralFor !== undefined) return;
  world.dispatch({
    event: 'MESSAGE_DELETE',
    data: { id: message.id, channel_id: channel.id, ...guildOf(channel) },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}

/** Tells pages always, and bots unless the message is for one person only. */
export function tell(
  world: World,
  message: Message,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
): void {
  world.changed({ what: 'message', id: message.id, channelId: message.channelId });
  if (message.ephemeralFor !== undefined) return;
  world.dispatch({
    event,
    data: messageEvent(world, message, event === 'MESSAGE_CREATE' ? 'with-nonce' : undefined),
    guildId: world.channel(message.channelId).guildId,
    channelId: message.channelId,
    message,
  });
}

export function guildOf(channel: Channel): { guild_id?: string } {
  return channel.guildId === undefined ? {} : { guild_id: channel.guildId };
}

function refuseMissingFiles(form: MessageForm, attachments: readonly { filename: string }[]): void {
  const missing = missingFiles(form, attachments);
  if (missing.length === 0) return;
  throw formError(
    missing.map((name) => ({
      path: ['components'],
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment was not found: ${name}`,
    })),
  );
}

/** A message that anyone can see; Discord's public routes don't know the others. */
export function publicMessage(world: World, channelId: string, id: string): Message {
  const message = world.message(channelId, id);
  if (message.ephemeralFor !== undefined) throw refusal('unknownMessage');
  return message;
}
