import { refusal } from './api-error.ts';
import { guildOf } from './messages.ts';
import { memberPayload } from './payloads.ts';
import type { Message, World } from './world.ts';

const maxReactions = 20;

/** Guild emoji would be `name:id`; this Discord has the ordinary ones only. */
const emojiPattern =
  /^(\p{RI}{2}|[#*0-9]\uFE0F?\u20E3|\p{Emoji}(\p{EMod}|\uFE0F)?(\u200D\p{Emoji}(\p{EMod}|\uFE0F)?)*)$/u;

export function addReaction(world: World, message: Message, emoji: string, userId: string): void {
  if (!emojiPattern.test(emoji) || /^[0-9#*]$/u.test(emoji)) throw refusal('unknownEmoji');
  const users = message.reactions.get(emoji) ?? new Set<string>();
  if (users.has(userId)) return;
  if (users.size === 0 && message.reactions.size >= maxReactions) throw refusal('tooManyReactions');
  message.reactions.set(emoji, users.add(userId));
  announce(world, message, 'MESSAGE_REACTION_ADD', { emoji, userId });
}

export function removeReaction(
  world: World,
  message: Message,
  emoji: string,
  userId: string,
): void {
  const users = message.reactions.get(emoji);
  if (users?.delete(userId) !== true) return;
  if (users.size === 0) message.reactions.delete(emoji);
  announce(world, message, 'MESSAGE_REACTION_REMOVE', { emoji, userId });
}

function announce(
  world: World,
  message: Message,
  event: 'MESSAGE_REACTION_ADD' | 'MESSAGE_REACTION_REMOVE',
  { emoji, userId }: { emoji: string; userId: string },
): void {
  const channel = world.channel(message.channelId);
  const member =
    channel.guildId === undefined ? undefined : world.guild(channel.guildId).members.get(userId);
  world.changed({ what: 'message', id: message.id, channelId: channel.id });
  if (message.ephemeralFor !== undefined) return;
  world.dispatch({
    event,
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...guildOf(channel),
      ...(event === 'MESSAGE_REACTION_ADD'
        ? {
            message_author_id: message.authorId,
            ...(member ? { member: memberPayload(world, member) } : {}),
          }
        : {}),
    },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}
