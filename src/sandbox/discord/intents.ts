import { GatewayIntentBits as Bits } from 'discord-api-types/v10';

/** Which intent an event needs, in a guild and in a direct channel. Events that are not here need none. */
const needed: Record<string, { guild: number; direct?: number }> = {
  GUILD_CREATE: { guild: Bits.Guilds },
  GUILD_UPDATE: { guild: Bits.Guilds },
  GUILD_DELETE: { guild: Bits.Guilds },
  GUILD_ROLE_CREATE: { guild: Bits.Guilds },
  CHANNEL_CREATE: { guild: Bits.Guilds },
  CHANNEL_UPDATE: { guild: Bits.Guilds },
  CHANNEL_DELETE: { guild: Bits.Guilds },
  CHANNEL_PINS_UPDATE: { guild: Bits.Guilds, direct: Bits.DirectMessages },
  THREAD_CREATE: { guild: Bits.Guilds },
  THREAD_UPDATE: { guild: Bits.Guilds },
  THREAD_DELETE: { guild: Bits.Guilds },
  THREAD_MEMBERS_UPDATE: { guild: Bits.Guilds },
  GUILD_MEMBER_ADD: { guild: Bits.GuildMembers },
  GUILD_MEMBER_UPDATE: { guild: Bits.GuildMembers },
  GUILD_MEMBER_REMOVE: { guild: Bits.GuildMembers },
  VOICE_STATE_UPDATE: { guild: Bits.GuildVoiceStates },
  MESSAGE_CREATE: { guild: Bits.GuildMessages, direct: Bits.DirectMessages },
  MESSAGE_UPDATE: { guild: Bits.GuildMessages, direct: Bits.DirectMessages },
  MESSAGE_DELETE: { guild: Bits.GuildMessages, direct: Bits.DirectMessages },
  MESSAGE_REACTION_ADD: { guild: Bits.GuildMessageReactions, direct: Bits.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE: {
    guild: Bits.GuildMessageReactions,
    direct: Bits.DirectMessageReactions,
  },
  TYPING_START: { guild: Bits.GuildMessageTyping, direct: Bits.DirectMessageTyping },
  GUILD_SCHEDULED_EVENT_CREATE: { guild: Bits.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_UPDATE: { guild: Bits.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_DELETE: { guild: Bits.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_USER_ADD: { guild: Bits.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_USER_REMOVE: { guild: Bits.GuildScheduledEvents },
};

const allIntents = Object.values(Bits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0);

export function mayHear(intents: number, event: string, place: 'guild' | 'direct'): boolean {
  const bits = needed[event]?.[place];
  return bits === undefined || (intents & bits) !== 0;
}

export function areValidIntents(intents: unknown): intents is number {
  return (
    typeof intents === 'number' &&
    Number.isInteger(intents) &&
    intents >= 0 &&
    (intents & ~allIntents) === 0 &&
    intents <= allIntents
  );
}

/** Asks for something that is not switched on in the developer portal. */
export function areDisallowed(
  intents: number,
  privileged: { members: boolean; presences: boolean; messageContent: boolean },
): boolean {
  return (
    ((intents & Bits.GuildMembers) !== 0 && !privileged.members) ||
    ((intents & Bits.GuildPresences) !== 0 && !privileged.presences) ||
    ((intents & Bits.MessageContent) !== 0 && !privileged.messageContent)
  );
}
