import { MessageType } from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import { guildOf, postSystemMessage, tell } from './messages.ts';
import { timestamp } from './snowflakes.ts';
import type { Channel, Message, World } from './world.ts';

const maxPins = 250;

export function pinMessage(world: World, message: Message, userId: string): void {
  if (message.pinnedAt !== undefined) return;
  const channel = world.channel(message.channelId);
  if (pinsOf(channel).length >= maxPins) throw refusal('tooManyPins');
  message.pinnedAt = world.now();
  channel.lastPinAt = world.now();
  tell(world, message, 'MESSAGE_UPDATE');
  announcePins(world, channel);
  postSystemMessage(world, channel, {
    authorId: userId,
    type: MessageType.ChannelPinnedMessage,
    about: message,
  });
}

export function unpinMessage(world: World, message: Message): void {
  if (message.pinnedAt === undefined) return;
  message.pinnedAt = undefined;
  tell(world, message, 'MESSAGE_UPDATE');
  announcePins(world, world.channel(message.channelId));
}

/** The newest pin first. */
export function pinsOf(channel: Channel): { message: Message; pinnedAt: Temporal.Instant }[] {
  return [...channel.messages.values()]
    .flatMap((message) => (message.pinnedAt ? [{ message, pinnedAt: message.pinnedAt }] : []))
    .sort((one, other) => Temporal.Instant.compare(other.pinnedAt, one.pinnedAt));
}

function announcePins(world: World, channel: Channel): void {
  world.dispatch({
    event: 'CHANNEL_PINS_UPDATE',
    data: {
      channel_id: channel.id,
      ...guildOf(channel),
      last_pin_timestamp: channel.lastPinAt ? timestamp(channel.lastPinAt) : null,
    },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}
