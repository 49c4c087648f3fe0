import {
  type APIApplicationCommand,
  type APIGuildMember,
  type APIRole,
  type APIUser,
  ChannelType,
} from 'discord-api-types/v10';
import { permissionsIn } from './permissions.ts';
import { timestamp } from './snowflakes.ts';
import type { Channel, Guild, Member, ScheduledEvent, VoiceState, World } from './world.ts';

/** Typed as a number, since Discord's flags have no name for none. */
const noFlags: number = 0;

/** A channel or thread as Discord writes it. */
export function channelPayload(world: World, channel: Channel): object {
  if (channel.recipientId !== undefined)
    return {
      id: channel.id,
      type: ChannelType.DM,
      flags: 0,
      last_message_id: channel.lastMessageId,
      recipients: [world.user(channel.recipientId)],
    };
  return channel.thread ? threadPayload(world, channel) : guildChannelPayload(channel);
}

function guildChannelPayload(channel: Channel): object {
  const isVoice = channel.type === ChannelType.GuildVoice;
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    parent_id: channel.parentId,
    flags: 0,
    nsfw: false,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: 0,
    ...(isVoice
      ? { bitrate: 64_000, user_limit: 0, rtc_region: null }
      : {
          topic: channel.topic,
          last_pin_timestamp: channel.lastPinAt ? timestamp(channel.lastPinAt) : null,
        }),
  };
}

function threadPayload(world: World, channel: Channel): object {
  const thread = channel.thread;
  if (thread === undefined) throw new Error(`channel ${channel.id} is no thread`);
  const botJoinedAt = thread.members.get(world.botId);
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    flags: 0,
    last_message_id: channel.lastMessageId,
    last_pin_timestamp: channel.lastPinAt ? timestamp(channel.lastPinAt) : null,
    rate_limit_per_user: thread.slowdownSeconds,
    message_count: thread.messagesSent,
    total_message_sent: thread.messagesSent,
    member_count: Math.min(thread.members.size, 50),
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: timestamp(thread.archiveChangedAt),
      create_timestamp: timestamp(thread.createdAt),
      ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
    },
    ...(botJoinedAt ? { member: threadMemberPayload(channel, world.botId, botJoinedAt) } : {}),
  };
}

export function threadMemberPayload(
  channel: Channel,
  userId: string,
  joinedAt: Temporal.Instant,
): object {
  return { id: channel.id, user_id: userId, join_timestamp: timestamp(joinedAt), flags: 0 };
}

/** The channel as an interaction carries it, with what the person may do there. */
export function interactionChannel(world: World, channel: Channel, userId: string): object {
  return {
    ...channelPayload(world, channel),
    permissions: String(permissionsIn(world, userId, channel)),
  };
}

export function memberPayload(world: World, member: Member): APIGuildMember {
  return { ...memberWithoutUser(member), user: world.user(member.userId) };
}

export function memberWithoutUser(member: Member): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: timestamp(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: noFlags,
    pending: false,
    communication_disabled_until: null,
  };
}

export function voiceStatePayload(world: World, guild: Guild, voice: VoiceState): object {
  const member = guild.members.get(voice.userId);
  return {
    guild_id: guild.id,
    channel_id: voice.channelId,
    user_id: voice.userId,
    session_id: voice.sessionId,
    deaf: false,
    mute: false,
    self_deaf: voice.selfDeaf,
    self_mute: voice.selfMute,
    self_video: false,
    self_stream: false,
    suppress: false,
    request_to_speak_timestamp: null,
    ...(member ? { member: memberPayload(world, member) } : {}),
  };
}

export function scheduledEventPayload(world: World, event: ScheduledEvent): object {
  const creator = world.users.get(event.creatorId);
  return {
    id: event.id,
    guild_id: event.guildId,
    channel_id: event.channelId,
    creator_id: event.creatorId,
    ...(creator ? { creator } : {}),
    name: event.name,
    description: event.description,
    image: null,
    scheduled_start_time: timestamp(event.startsAt),
    scheduled_end_time: event.endsAt ? timestamp(event.endsAt) : null,
    privacy_level: 2,
    status: event.status,
    entity_type: event.entityType,
    entity_id: null,
    entity_metadata: event.location === undefined ? null : { location: event.location },
    recurrence_rule: event.recurrence,
    user_count: event.interested.size,
    guild_scheduled_event_exceptions: [],
  };
}

/** What every way of asking for the guild tells. */
export function guildPayload(guild: Guild): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    banner: null,
    home_header: null,
    discovery_splash: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    application_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    hub_type: null,
    latest_onboarding_question_id: null,
    incidents_data: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: [...guild.roles.values()],
  };
}

/** What a bot hears of a guild when it connects. */
export function guildCreatePayload(world: World, guild: Guild, visibleMemberIds: string[]): object {
  const channels = world.channelsOf(guild.id);
  return {
    ...guildPayload(guild),
    joined_at: timestamp(guild.createdAt),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: visibleMemberIds.flatMap((id) => {
      const member = guild.members.get(id);
      return member ? [memberPayload(world, member)] : [];
    }),
    channels: channels.filter((each) => !each.thread).map((each) => channelPayload(world, each)),
    threads: channels
      .filter((each) => each.thread?.archived === false)
      .map((each) => channelPayload(world, each)),
    voice_states: [...guild.voice.values()].map((voice) => voiceStatePayload(world, guild, voice)),
    guild_scheduled_events: [...guild.scheduledEvents.values()].map((event) =>
      scheduledEventPayload(world, event),
    ),
    presences: [],
    stage_instances: [],
    soundboard_sounds: [],
    activity_instances: [],
  };
}

export function commandPayload(command: APIApplicationCommand, withLocalizations: boolean): object {
  return withLocalizations
    ? command
    : { ...command, name_localizations: undefined, description_localizations: undefined };
}

export function newUser(id: string, username: string, displayName: string | null): APIUser {
  return {
    id,
    username,
    discriminator: '0',
    global_name: displayName,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: noFlags,
    flags: noFlags,
  };
}

export function newRole(role: {
  id: string;
  name: string;
  permissions: bigint;
  position: number;
  mentionable: boolean;
}): APIRole {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: false,
    mentionable: role.mentionable,
    flags: noFlags,
  };
}
