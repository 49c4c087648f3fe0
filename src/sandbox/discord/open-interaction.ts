import { randomBytes } from 'node:crypto';
import { InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Answer, Interaction } from './interaction.ts';
import { messagePayload } from './message-payload.ts';
import { interactionChannel, memberPayload } from './payloads.ts';
import { permissionsIn } from './permissions.ts';
import type { Channel, Message, World } from './world.ts';

export interface NewInteraction {
  type: InteractionType;
  userId: string;
  channel: Channel;
  label: string;
  data: object;
  /** The message whose component was used, or whose component opened the modal. */
  message?: Message;
  triggerId?: string;
}

const maxRemembered = 20_000;

/** What a person reads when the bot kept silent for too long. */
const noResponseText = 'The application did not respond';

/** Tells the bot what a person did, and resolves with its first answer or with its silence. */
export function openInteraction(world: World, request: NewInteraction): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const interaction: Interaction = {
    id: world.ids.next(),
    token: randomBytes(48).toString('base64url'),
    type: request.type,
    userId: request.userId,
    channelId: request.channel.id,
    guildId: request.channel.guildId,
    label: request.label,
    createdAt: world.now(),
    sourceMessageId: request.message?.id,
    triggerId: request.triggerId,
    status: 'waiting',
    answer: undefined,
    originalId: undefined,
    isOriginalDeferred: false,
    followUpIds: [],
    expired: false,
    settle: resolve,
  };
  remember(world, interaction);
  startDeadlines(world, interaction);
  world.changed({ what: 'interaction', id: interaction.id, channelId: interaction.channelId });
  world.dispatch({
    event: 'INTERACTION_CREATE',
    data: interactionPayload(world, interaction, request),
    guildId: interaction.guildId,
    channelId: undefined,
  });
  return promise;
}

/** The oldest are forgotten; a token is good for a quarter of an hour, and this is more than that can bring. */
function remember(world: World, interaction: Interaction): void {
  world.interactions.set(interaction.id, interaction);
  world.interactionsByToken.set(interaction.token, interaction);
  const [oldest] = world.interactions.values();
  if (oldest === undefined || world.interactions.size <= maxRemembered) return;
  world.interactions.delete(oldest.id);
  world.interactionsByToken.delete(oldest.token);
}

/** These run in real time: the bot's three seconds are not the meeting's. */
function startDeadlines(world: World, interaction: Interaction): void {
  setTimeout(() => failIfWaiting(world, interaction), world.deadlines.firstResponseMs).unref();
  setTimeout(() => expireToken(world, interaction), world.deadlines.tokenMs).unref();
}

function failIfWaiting(world: World, interaction: Interaction): void {
  if (interaction.status !== 'waiting') return;
  interaction.status = 'failed';
  settleInteraction(world, interaction, {
    kind: 'no-response',
    interactionId: interaction.id,
    text: noResponseText,
  });
}

function expireToken(world: World, interaction: Interaction): void {
  interaction.expired = true;
  const channel = world.channels.get(interaction.channelId);
  const original = channel?.messages.get(interaction.originalId ?? '');
  if (original === undefined || (original.flags & MessageFlags.Loading) === 0) return;
  original.failed = true;
  world.changed({ what: 'message', id: original.id, channelId: original.channelId });
}

export function settleInteraction(world: World, interaction: Interaction, answer: Answer): void {
  interaction.answer = answer;
  if (interaction.status === 'waiting') interaction.status = 'answered';
  interaction.settle(answer);
  world.changed({ what: 'interaction', id: interaction.id, channelId: interaction.channelId });
}

function interactionPayload(
  world: World,
  interaction: Interaction,
  { channel, data, message }: NewInteraction,
): object {
  const { userId, guildId } = interaction;
  const isInGuild = guildId !== undefined;
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: interactionChannel(world, channel, userId),
    locale: 'en-GB',
    app_permissions: String(permissionsIn(world, world.botId, channel)),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { 0: guildId ?? '0' },
    context: isInGuild ? 0 : 1,
    attachment_size_limit: 10_485_760,
    ...(message ? { message: messagePayload(world, message) } : {}),
    ...(isInGuild
      ? guildFields(world, { guildId, userId, channel })
      : { user: world.user(userId) }),
  };
}

function guildFields(
  world: World,
  { guildId, userId, channel }: { guildId: string; userId: string; channel: Channel },
): object {
  const member = world.guild(guildId).members.get(userId);
  return {
    guild_id: guildId,
    guild: { id: guildId, features: [], locale: 'en-US' },
    guild_locale: 'en-US',
    ...(member
      ? {
          member: {
            ...memberPayload(world, member),
            permissions: String(permissionsIn(world, userId, channel)),
          },
        }
      : {}),
  };
}
