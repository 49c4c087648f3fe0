import { ChannelType } from 'discord-api-types/v10';
import { can, isThread } from './permissions.ts';
import { shownName } from './seen.ts';
import type { Channel, World } from './world.ts';

export interface SeenPerson {
  userId: string;
  username: string;
  name: string;
  isBot: boolean;
  /** The voice channel they are in. */
  voiceChannelId: string | undefined;
}

export interface SeenChannel {
  id: string;
  name: string;
  kind: 'text' | 'voice' | 'thread' | 'direct' | 'category';
  parentId: string | null;
  isArchived: boolean;
}

/** Everyone in a guild but its owner, who never speaks. */
export function seenPeople(world: World, guildId: string): SeenPerson[] {
  const guild = world.guild(guildId);
  return [...guild.members.keys()]
    .filter((userId) => userId !== guild.ownerId)
    .map((userId) => ({
      userId,
      username: world.user(userId).username,
      name: shownName(world, userId, guildId),
      isBot: userId === world.botId,
      voiceChannelId: guild.voice.get(userId)?.channelId,
    }));
}

export function seenChannels(world: World, asUser: string): SeenChannel[] {
  return [...world.channels.values()]
    .filter((channel) => seesChannel(world, asUser, channel))
    .map((channel) => ({
      id: channel.id,
      name: channel.name,
      kind: kindOf(channel),
      parentId: channel.parentId,
      isArchived: channel.thread?.archived ?? false,
    }));
}

export function seesChannel(world: World, userId: string, channel: Channel): boolean {
  return channel.recipientId === undefined
    ? can(world, userId, channel, 'ViewChannel')
    : channel.recipientId === userId;
}

function kindOf(channel: Channel): SeenChannel['kind'] {
  if (channel.recipientId !== undefined) return 'direct';
  if (isThread(channel)) return 'thread';
  if (channel.type === ChannelType.GuildVoice) return 'voice';
  return channel.type === ChannelType.GuildCategory ? 'category' : 'text';
}
