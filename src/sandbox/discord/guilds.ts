import { ChannelType, OverwriteType, type APIOverwrite } from 'discord-api-types/v10';
import { memberPayload, newRole, newUser, voiceStatePayload } from './payloads.ts';
import { type Permission, permissionBits } from './permissions.ts';
import type { Channel, Guild, Member, World } from './world.ts';

export interface GuildPlan {
  name: string;
  channels?: ChannelPlan[];
  roles?: RolePlan[];
  members?: MemberPlan[];
  /** What the bot's own role allows, besides what everyone may; by default all that a full installation asks for. */
  botPermissions?: Permission[];
}

export interface ChannelPlan {
  name: string;
  type?: 'text' | 'voice' | 'announcement' | 'category';
  topic?: string;
  /** Exceptions for everyone, a role or the bot, by name. */
  overwrites?: { for: string; allow?: Permission[]; deny?: Permission[] }[];
}

export interface RolePlan {
  name: string;
  permissions?: Permission[];
  mentionable?: boolean;
}

export interface MemberPlan {
  username: string;
  displayName?: string;
  nick?: string;
  /** Names of roles. */
  roles?: string[];
}

const everyonePermissions: Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'UseExternalEmojis',
  'Connect',
  'Speak',
  'UseVAD',
  'ChangeNickname',
];

const installedPermissions: Permission[] = [
  ...everyonePermissions,
  'CreatePrivateThreads',
  'ManageThreads',
  'ManageMessages',
  'PinMessages',
  'CreateEvents',
  'ManageEvents',
];

const channelTypes = {
  text: ChannelType.GuildText,
  voice: ChannelType.GuildVoice,
  announcement: ChannelType.GuildAnnouncement,
  category: ChannelType.GuildCategory,
} as const;

/** The name that overwrites use for the bot. */
const botName = 'bot';

/** Sets up a guild with the bot in it; its owner is an account that never speaks. */
export function createGuild(world: World, plan: GuildPlan): Guild {
  const id = world.ids.next();
  const owner = newUser(world.ids.next(), 'owner', 'Owner');
  world.users.set(owner.id, owner);
  const guild: Guild = {
    id,
    name: plan.name,
    ownerId: owner.id,
    roles: new Map(),
    members: new Map(),
    voice: new Map(),
    scheduledEvents: new Map(),
    createdAt: world.now(),
  };
  world.guilds.set(id, guild);
  // The role that everyone has carries the guild's own id.
  addRole(world, guild, { name: '@everyone', permissions: everyonePermissions }, id);
  for (const role of plan.roles ?? []) addRole(world, guild, role);
  const botRole = addRole(world, guild, {
    name: world.application.name,
    permissions: plan.botPermissions ?? installedPermissions,
  });
  join(world, guild, { userId: owner.id, nick: null, roles: [] });
  join(world, guild, { userId: world.botId, nick: null, roles: [botRole] });
  for (const channel of plan.channels ?? [{ name: 'general' }]) addChannel(world, guild, channel);
  for (const member of plan.members ?? []) addMember(world, guild, member);
  return guild;
}

function join(world: World, guild: Guild, member: Omit<Member, 'joinedAt'>): Member {
  const joined = { ...member, joinedAt: world.now() };
  guild.members.set(member.userId, joined);
  return joined;
}

function addRole(world: World, guild: Guild, plan: RolePlan, id = world.ids.next()): string {
  const role = newRole({
    id,
    name: plan.name,
    permissions: permissionBits(plan.permissions ?? []),
    position: guild.roles.size,
    mentionable: plan.mentionable ?? false,
  });
  guild.roles.set(id, role);
  world.dispatch({
    event: 'GUILD_ROLE_CREATE',
    data: { guild_id: guild.id, role },
    guildId: guild.id,
    channelId: undefined,
  });
  return id;
}

export function addChannel(world: World, guild: Guild, plan: ChannelPlan): Channel {
  const channel: Channel = {
    id: world.ids.next(),
    type: channelTypes[plan.type ?? 'text'],
    guildId: guild.id,
    name: plan.name,
    topic: plan.topic ?? null,
    parentId: null,
    position: world.channelsOf(guild.id).length,
    overwrites: (plan.overwrites ?? []).map((each) => overwriteOf(world, guild, each)),
    messages: new Map(),
    lastMessageId: null,
    lastPinAt: undefined,
    thread: undefined,
    recipientId: undefined,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

function overwriteOf(
  world: World,
  guild: Guild,
  plan: NonNullable<ChannelPlan['overwrites']>[number],
): APIOverwrite {
  const bits = {
    allow: String(permissionBits(plan.allow ?? [])),
    deny: String(permissionBits(plan.deny ?? [])),
  };
  if (plan.for === botName) return { id: world.botId, type: OverwriteType.Member, ...bits };
  return { id: roleNamed(guild, plan.for), type: OverwriteType.Role, ...bits };
}

function roleNamed(guild: Guild, name: string): string {
  const role = [...guild.roles.values()].find((each) => each.name === name);
  if (role === undefined) throw new Error(`the guild ${guild.name} has no role "${name}"`);
  return role.id;
}

/** Someone joins. Their user is made anew unless one of that name is in another guild already. */
export function addMember(world: World, guild: Guild, plan: MemberPlan): Member {
  const known = [...world.users.values()].find((each) => each.username === plan.username);
  const user = known ?? newUser(world.ids.next(), plan.username, plan.displayName ?? null);
  world.users.set(user.id, user);
  const member = join(world, guild, {
    userId: user.id,
    nick: plan.nick ?? null,
    roles: (plan.roles ?? []).map((name) => roleNamed(guild, name)),
  });
  announceMember(world, guild, member, 'GUILD_MEMBER_ADD');
  return member;
}

export function announceMember(
  world: World,
  guild: Guild,
  member: Member,
  event: 'GUILD_MEMBER_ADD' | 'GUILD_MEMBER_UPDATE',
): void {
  world.changed({ what: 'member', id: member.userId });
  world.dispatch({
    event,
    data: { ...memberPayload(world, member), guild_id: guild.id },
    guildId: guild.id,
    channelId: undefined,
  });
}

/** Moves someone into a voice channel, or out of voice altogether. */
export function moveInVoice(
  world: World,
  guild: Guild,
  move: { userId: string; channelId: string | null; selfMute?: boolean; selfDeaf?: boolean },
): void {
  const before = guild.voice.get(move.userId);
  if (move.channelId === null) guild.voice.delete(move.userId);
  else
    guild.voice.set(move.userId, {
      userId: move.userId,
      channelId: move.channelId,
      sessionId: before?.sessionId ?? `voice-${world.ids.next()}`,
      selfMute: move.selfMute ?? false,
      selfDeaf: move.selfDeaf ?? false,
    });
  const now = guild.voice.get(move.userId) ?? before;
  if (now === undefined) return;
  world.changed({ what: 'voice', id: move.userId });
  world.dispatch({
    event: 'VOICE_STATE_UPDATE',
    data: { ...voiceStatePayload(world, guild, now), channel_id: move.channelId },
    guildId: guild.id,
    channelId: undefined,
  });
}

/** The direct channel with someone, opened when first asked for. */
export function directChannel(world: World, userId: string): Channel {
  const open = [...world.channels.values()].find((each) => each.recipientId === userId);
  if (open) return open;
  const channel: Channel = {
    id: world.ids.next(),
    type: ChannelType.DM,
    guildId: undefined,
    name: world.user(userId).username,
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    messages: new Map(),
    lastMessageId: null,
    lastPinAt: undefined,
    thread: undefined,
    recipientId: userId,
  };
  world.channels.set(channel.id, channel);
  return channel;
}
