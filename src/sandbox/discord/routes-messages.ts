import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { formError, refusal } from './api-error.ts';
import { list, snowflake } from './form.ts';
import type { Upload } from './message-parts.ts';
import { isOpenToBot, messagePayload, withheldContent } from './message-payload.ts';
import { deleteMessage, editMessage, findByNonce, postMessage, publicMessage } from './messages.ts';
import { can, requireInChannel } from './permissions.ts';
import { type Api, type App, formOf, idParam, queryNumber, type Request } from './rest.ts';
import { sendingPermission, textChannel } from './routes-channels.ts';
import { compareIds } from './snowflakes.ts';
import { threadOf } from './threads.ts';
import {
  isEmpty,
  messageForm,
  messageIssues,
  type NewMessageForm,
  newMessageForm,
  settableFlags,
} from './validate-message.ts';
import type { Channel, Message, World } from './world.ts';

export function messageRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.get('/channels/:channelId/messages', (c) => {
    const channel = textChannel(c, world);
    const limit = queryNumber(c, 'limit', { min: 1, max: 100, otherwise: 50 });
    if (!can(world, world.botId, channel, 'ReadMessageHistory')) return c.json([]);
    return c.json(page(c, channel, limit).map((message) => readable(world, message)));
  });
  routes.get('/channels/:channelId/messages/:messageId', (c) => {
    const channel = textChannel(c, world);
    requireInChannel(world, channel, 'ReadMessageHistory');
    return c.json(readable(world, publicMessage(world, channel.id, idParam(c, 'messageId'))));
  });
  routes.post('/channels/:channelId/messages', (c) => c.json(post(c, api)));
  routes.patch('/channels/:channelId/messages/:messageId', (c) => c.json(edit(c, api)));
  routes.delete('/channels/:channelId/messages/:messageId', (c) => {
    const channel = textChannel(c, world);
    const message = publicMessage(world, channel.id, idParam(c, 'messageId'));
    if (message.authorId !== world.botId) requireInChannel(world, channel, 'ManageMessages');
    deleteMessage(world, message);
    return c.body(null, 204);
  });
  routes.post('/channels/:channelId/messages/bulk-delete', (c) => {
    bulkDelete(c, api);
    return c.body(null, 204);
  });
}

/** What the bot may read of a message that it fetches. */
export function readable(world: World, message: Message): object {
  const payload = messagePayload(world, message);
  return world.application.privileged.messageContent || isOpenToBot(world, message)
    ? payload
    : withheldContent(payload);
}

/** The newest first, as Discord pages. */
function page(c: Request, channel: Channel, limit: number): Message[] {
  const { before, after, around } = c.req.query();
  const all = [...channel.messages.values()]
    .filter((message) => message.ephemeralFor === undefined)
    .sort((one, other) => compareIds(other.id, one.id));
  if (before !== undefined)
    return all.filter((message) => compareIds(message.id, before) < 0).slice(0, limit);
  if (after !== undefined)
    return all.filter((message) => compareIds(message.id, after) > 0).slice(-limit);
  if (around === undefined) return all.slice(0, limit);
  const older = all.filter((message) => compareIds(message.id, around) <= 0);
  const newer = all.filter((message) => compareIds(message.id, around) > 0);
  return [...newer.slice(-Math.floor(limit / 2)), ...older.slice(0, Math.ceil(limit / 2))];
}

function post(c: Request, api: Api): object {
  const { world } = api;
  const channel = textChannel(c, world);
  const uploads = c.get('uploads');
  const form = formOf(c, api, newMessageForm, (each) =>
    messageIssues(each, { fileCount: uploads.length, settable: settableFlags.channel }),
  );
  requireSending(world, channel, form, uploads);
  const replyTo = repliedTo(world, channel, form);
  if (isEmpty(form, uploads.length)) throw refusal('emptyMessage');
  const nonce = form.nonce ?? undefined;
  const double =
    form.enforce_nonce === true && nonce !== undefined
      ? findByNonce(world, world.botId, nonce)
      : undefined;
  const message =
    double ??
    postMessage(world, {
      channel,
      authorId: world.botId,
      form,
      uploads,
      ...(replyTo ? { replyTo } : {}),
      ...(nonce === undefined ? {} : { nonce }),
    });
  return messagePayload(world, message, 'with-nonce');
}

function requireSending(
  world: World,
  channel: Channel,
  form: NewMessageForm,
  uploads: Upload[],
): void {
  requireInChannel(
    world,
    channel,
    sendingPermission(channel),
    ...(form.embeds && form.embeds.length > 0 ? (['EmbedLinks'] as const) : []),
    ...(uploads.length > 0 ? (['AttachFiles'] as const) : []),
    ...(form.tts ? (['SendTTSMessages'] as const) : []),
  );
  if (channel.thread?.locked && !can(world, world.botId, channel, 'ManageThreads'))
    throw refusal('threadLocked');
}

function repliedTo(world: World, channel: Channel, form: NewMessageForm): Message | undefined {
  const reference = form.message_reference;
  if (reference == null) return undefined;
  if (!can(world, world.botId, channel, 'ReadMessageHistory')) throw refusal('cannotReplyUnseen');
  const message = channel.messages.get(reference.message_id);
  const isThere = message !== undefined && message.ephemeralFor === undefined;
  if (isThere) return message;
  if (reference.fail_if_not_exists === false) return undefined;
  throw formError([
    {
      path: ['message_reference'],
      code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
      message: 'Unknown message',
    },
  ]);
}

function edit(c: Request, api: Api): object {
  const { world } = api;
  const channel = textChannel(c, world);
  const message = publicMessage(world, channel.id, idParam(c, 'messageId'));
  const uploads = c.get('uploads');
  const form = formOf(c, api, messageForm, (each) =>
    messageIssues(each, {
      fileCount: uploads.length,
      settable: settableFlags.edit,
      flags: message.flags,
    }),
  );
  const isOwn = message.authorId === world.botId;
  if (!isOwn && !onlyHidesEmbeds(c)) throw refusal('notYourMessage');
  if (!isOwn) requireInChannel(world, channel, 'ManageMessages');
  if (channel.thread && threadOf(channel).archived) throw refusal('archivedThread');
  if (isEmptied(message, form, uploads)) throw refusal('emptyMessage');
  return messagePayload(world, editMessage(world, message, form, uploads));
}

/** The one thing a moderator may change in another's message. */
function onlyHidesEmbeds(c: Request): boolean {
  const body = c.get('body');
  const keys = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return keys.every((key) => key === 'flags');
}

/** The edit would leave nothing that anyone could see. */
export function isEmptied(
  message: Message,
  form: z.infer<typeof messageForm>,
  uploads: Upload[],
): boolean {
  return isEmpty(
    {
      content: form.content === undefined ? message.content : form.content,
      embeds: form.embeds === undefined ? message.embeds.map(() => ({})) : form.embeds,
      components:
        form.components === undefined ? message.components.map(blankRow) : form.components,
      attachments:
        form.attachments === undefined
          ? message.attachments.map(({ id }) => ({ id }))
          : form.attachments,
    },
    uploads.length,
  );
}

function blankRow(): { type: 1; components: [] } {
  return { type: 1, components: [] };
}

const bulkForm = z.strictObject({ messages: list(snowflake, { max: 100 }) });

function bulkDelete(c: Request, api: Api): void {
  const { world } = api;
  const channel = textChannel(c, world);
  const { messages } = formOf(c, api, bulkForm);
  requireInChannel(world, channel, 'ManageMessages');
  if (messages.length < 2) throw refusal('deleteCount');
  for (const id of new Set(messages)) {
    const message = channel.messages.get(id);
    const isSeen = message !== undefined && (message.flags & MessageFlags.Ephemeral) === 0;
    if (isSeen) deleteMessage(world, message);
  }
}
