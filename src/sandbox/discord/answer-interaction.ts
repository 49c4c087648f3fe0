import {
  InteractionResponseType as ResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal, throwIssues } from './api-error.ts';
import { checkForm } from './form.ts';
import type { Interaction } from './interaction.ts';
import type { Upload } from './message-parts.ts';
import { editMessage, postMessage } from './messages.ts';
import { settleInteraction } from './open-interaction.ts';
import { choicesForm } from './validate-commands.ts';
import {
  deferralForm,
  isEmpty,
  type MessageForm,
  messageForm,
  messageIssues,
  settableFlags,
} from './validate-message.ts';
import { modalForm, modalIssues } from './validate-modal.ts';
import type { Message, World } from './world.ts';

export interface Callback {
  body: unknown;
  uploads: Upload[];
  strict: boolean;
}

const { ChannelMessageWithSource, DeferredChannelMessageWithSource } = ResponseType;
const { DeferredMessageUpdate, UpdateMessage, Modal } = ResponseType;
const { ApplicationCommandAutocompleteResult } = ResponseType;

/** Takes the bot's first answer. Returns the message that it made or changed, if it did. */
export function answerInteraction(
  world: World,
  interaction: Interaction,
  callback: Callback,
): { type: number; message: Message | undefined } {
  if (interaction.status === 'failed') throw refusal('unknownInteraction');
  if (interaction.status === 'answered') throw refusal('alreadyAcknowledged');
  const { type, data } = checkForm({
    schema: z.strictObject({ type: z.int(), data: z.unknown().optional() }),
    body: callback.body,
    strict: callback.strict,
  });
  throwIssues(typeIssues(interaction, type));
  const message = give(world, interaction, type, { ...callback, body: data });
  return { type, message };
}

function typeIssues(interaction: Interaction, type: number) {
  const allowed = allowedTypes(interaction);
  if (allowed.includes(type)) return [];
  const message = `Value must be one of {${allowed.join(', ')}}.`;
  return [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }];
}

/** Which answers fit: a suggestion only to autocompletion, a change only where there is a message to change. */
function allowedTypes({ type, sourceMessageId }: Interaction): number[] {
  if (type === InteractionType.ApplicationCommandAutocomplete)
    return [ApplicationCommandAutocompleteResult];
  return [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    ...(sourceMessageId === undefined ? [] : [DeferredMessageUpdate, UpdateMessage]),
    ...(type === InteractionType.ModalSubmit ? [] : [Modal]),
  ];
}

function give(
  world: World,
  interaction: Interaction,
  type: ResponseType,
  callback: Callback,
): Message | undefined {
  switch (type) {
    case ChannelMessageWithSource:
      return giveMessage(world, interaction, callback);
    case DeferredChannelMessageWithSource:
      return giveDeferral(world, interaction, callback);
    case UpdateMessage:
      return giveUpdate(world, interaction, callback);
    case DeferredMessageUpdate:
      return giveDeferredUpdate(world, interaction);
    case Modal:
      return giveModal(world, interaction, callback);
    case ApplicationCommandAutocompleteResult:
      return giveChoices(world, interaction, callback);
    default:
      throw new Error(`the answer type ${type} was let pass`);
  }
}

/** A message that answers an interaction, whether first or later. */
export function checkedReply({ body, uploads, strict }: Callback, at: string[] = []): MessageForm {
  const form = checkForm({
    schema: messageForm,
    body: body ?? {},
    strict,
    at,
    rules: (each) =>
      messageIssues(each, { fileCount: uploads.length, settable: settableFlags.interaction }),
  });
  if (isEmpty(form, uploads.length)) throw refusal('emptyMessage');
  return form;
}

/** Posts it, for everyone or for the one who asked. */
export function postReply(
  world: World,
  interaction: Interaction,
  form: MessageForm,
  extra: { uploads?: Upload[]; flags?: number } = {},
): Message {
  const isEphemeral = ((form.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const source = sourceMessage(world, interaction);
  return postMessage(world, {
    channel: world.channel(interaction.channelId),
    authorId: world.botId,
    form,
    interactionId: interaction.id,
    ...(isEphemeral ? { ephemeralFor: interaction.userId } : {}),
    ...(interaction.type === InteractionType.MessageComponent && source ? { replyTo: source } : {}),
    ...extra,
  });
}

function giveMessage(world: World, interaction: Interaction, callback: Callback): Message {
  const form = checkedReply(callback, ['data']);
  const message = postReply(world, interaction, form, { uploads: callback.uploads });
  interaction.originalId = message.id;
  settleInteraction(world, interaction, {
    kind: 'message',
    interactionId: interaction.id,
    messageId: message.id,
  });
  return message;
}

function giveDeferral(world: World, interaction: Interaction, { body, strict }: Callback): Message {
  const form = checkForm({ schema: deferralForm, body: body ?? {}, strict, at: ['data'] });
  const message = postReply(
    world,
    interaction,
    { flags: (form.flags ?? 0) & MessageFlags.Ephemeral },
    { flags: MessageFlags.Loading },
  );
  interaction.originalId = message.id;
  interaction.isOriginalDeferred = true;
  settleInteraction(world, interaction, {
    kind: 'deferred',
    interactionId: interaction.id,
    messageId: message.id,
  });
  return message;
}

function giveUpdate(world: World, interaction: Interaction, callback: Callback): Message {
  const source = requiredSource(world, interaction);
  const form = checkForm({
    schema: messageForm,
    body: callback.body ?? {},
    strict: callback.strict,
    at: ['data'],
    rules: (each) =>
      messageIssues(each, {
        fileCount: callback.uploads.length,
        settable: settableFlags.edit,
        flags: source.flags,
      }),
  });
  editMessage(world, source, form, callback.uploads);
  interaction.originalId = source.id;
  settleInteraction(world, interaction, {
    kind: 'updated',
    interactionId: interaction.id,
    messageId: source.id,
  });
  return source;
}

function giveDeferredUpdate(world: World, interaction: Interaction): Message {
  const source = requiredSource(world, interaction);
  interaction.originalId = source.id;
  settleInteraction(world, interaction, {
    kind: 'deferred-update',
    interactionId: interaction.id,
    messageId: source.id,
  });
  return source;
}

function giveModal(world: World, interaction: Interaction, { body, strict }: Callback): undefined {
  const modal = checkForm({ schema: modalForm, body, strict, at: ['data'], rules: modalIssues });
  settleInteraction(world, interaction, { kind: 'modal', interactionId: interaction.id, modal });
}

function giveChoices(
  world: World,
  interaction: Interaction,
  { body, strict }: Callback,
): undefined {
  const { choices } = checkForm({ schema: choicesForm, body, strict, at: ['data'] });
  settleInteraction(world, interaction, {
    kind: 'choices',
    interactionId: interaction.id,
    choices: choices.map(({ name, value }) => ({ name, value })),
  });
}

export function sourceMessage(world: World, interaction: Interaction): Message | undefined {
  const { sourceMessageId } = interaction;
  return sourceMessageId === undefined
    ? undefined
    : world.channels.get(interaction.channelId)?.messages.get(sourceMessageId);
}

function requiredSource(world: World, interaction: Interaction): Message {
  const source = sourceMessage(world, interaction);
  if (source === undefined) throw refusal('unknownMessage');
  return source;
}
