import {
  type APIMessage,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
} from 'discord-api-types/v10';
import { channelPayload, memberWithoutUser } from './payloads.ts';
import { timestamp } from './snowflakes.ts';
import type { Message, World } from './world.ts';

/**
 * A message as Discord writes it. The nonce comes only with the sender's own response and the gateway's event:
 * Discord doesn't keep it, so a message that is fetched later has none.
 */
export function messagePayload(world: World, message: Message, nonce?: 'with-nonce'): APIMessage {
  return {
    ...plainPayload(world, message),
    ...(nonce && message.nonce !== undefined ? { nonce: message.nonce } : {}),
    ...referencePayload(world, message),
    ...interactionPayload(world, message),
    ...threadOf(world, message),
  } as APIMessage;
}

/** The message as the gateway carries it: with its guild, and the author's membership. */
export function messageEvent(world: World, message: Message, nonce?: 'with-nonce'): object {
  const { guildId } = world.channel(message.channelId);
  if (guildId === undefined) return messagePayload(world, message, nonce);
  const { members } = world.guild(guildId);
  const author = members.get(message.authorId);
  return {
    ...messagePayload(world, message, nonce),
    guild_id: guildId,
    ...(author ? { member: memberWithoutUser(author) } : {}),
    mentions: message.mentions.users.flatMap((id) => {
      const user = world.users.get(id);
      const member = members.get(id);
      return user ? [{ ...user, ...(member ? { member: memberWithoutUser(member) } : {}) }] : [];
    }),
  };
}

/** What is left of someone else's message for a bot that may not read content. */
export function withheldContent<Payload extends object>(payload: Payload): Payload {
  return { ...payload, content: '', embeds: [], attachments: [], components: [] };
}

/** The message's words are the bot's own, addressed to it, or in a direct channel. */
export function isOpenToBot(world: World, message: Message): boolean {
  return (
    message.authorId === world.botId ||
    message.mentions.users.includes(world.botId) ||
    world.channel(message.channelId).guildId === undefined
  );
}

function plainPayload(world: World, message: Message): object {
  return {
    id: message.id,
    channel_id: message.channelId,
    author: world.user(message.authorId),
    type: message.type,
    content: message.content,
    timestamp: timestamp(message.createdAt),
    edited_timestamp: message.editedAt ? timestamp(message.editedAt) : null,
    tts: message.tts,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.flatMap((id) => world.users.get(id) ?? []),
    mention_roles: message.mentions.roles,
    attachments: message.attachments,
    embeds: message.embeds,
    components: message.components,
    pinned: message.pinnedAt !== undefined,
    flags: message.flags,
    ...reactionsPayload(world, message),
  };
}

function reactionsPayload(world: World, message: Message): object {
  if (message.reactions.size === 0) return {};
  return {
    reactions: [...message.reactions].map(([name, users]) => ({
      emoji: { id: null, name },
      count: users.size,
      count_details: { burst: 0, normal: users.size },
      burst_colors: [],
      me: users.has(world.botId),
      me_burst: false,
    })),
  };
}

function referencePayload(world: World, message: Message): object {
  const { replyTo } = message;
  if (replyTo === undefined) return {};
  const channel = world.channels.get(replyTo.channelId);
  const referenced = channel?.messages.get(replyTo.messageId);
  return {
    message_reference: {
      type: MessageReferenceType.Default,
      channel_id: replyTo.channelId,
      message_id: replyTo.messageId,
      ...(channel?.guildId === undefined ? {} : { guild_id: channel.guildId }),
    },
    referenced_message: referenced ? plainPayload(world, referenced) : null,
  };
}

function interactionPayload(world: World, message: Message): object {
  if (message.interactionId === undefined) return {};
  const webhook = { application_id: world.application.id, webhook_id: world.application.id };
  const interaction = world.interactions.get(message.interactionId);
  if (interaction === undefined) return webhook;
  const isFollowUp = interaction.originalId !== message.id;
  return {
    ...webhook,
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user: world.user(interaction.userId),
      authorizing_integration_owners: { 0: interaction.guildId ?? '0' },
      ...(isFollowUp && interaction.originalId
        ? { original_response_message_id: interaction.originalId }
        : {}),
      ...(interaction.type === InteractionType.MessageComponent && interaction.sourceMessageId
        ? { interacted_message_id: interaction.sourceMessageId }
        : {}),
      ...triggerPayload(world, interaction.triggerId),
    },
  };
}

/** What opened the modal whose submission this message answers. */
function triggerPayload(world: World, triggerId: string | undefined): object {
  const trigger = triggerId === undefined ? undefined : world.interactions.get(triggerId);
  if (trigger === undefined) return {};
  return {
    triggering_interaction_metadata: {
      id: trigger.id,
      type: trigger.type,
      user: world.user(trigger.userId),
      authorizing_integration_owners: { 0: trigger.guildId ?? '0' },
    },
  };
}

function threadOf(world: World, message: Message): object {
  const thread = message.threadId === undefined ? undefined : world.channels.get(message.threadId);
  return thread && (message.flags & MessageFlags.HasThread) !== 0
    ? { thread: channelPayload(world, thread) }
    : {};
}
