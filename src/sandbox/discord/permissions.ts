import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import type { Channel, Guild, World } from './world.ts';

export type Permission = keyof typeof PermissionFlagsBits;

const everything = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);

/** What one may do in a direct channel, where there are no roles. */
const directPermissions = permissionBits([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseApplicationCommands',
  'PinMessages',
]);

const withoutSending = permissionBits([
  'MentionEveryone',
  'SendTTSMessages',
  'AttachFiles',
  'EmbedLinks',
]);

const administrator = PermissionFlagsBits.Administrator;

export function permissionBits(permissions: readonly Permission[]): bigint {
  return permissions.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
}

/** Discord's documented computation: roles, then the channel's overwrites for everyone, roles and the member. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (channel.guildId === undefined) return directPermissions;
  const guild = world.guild(channel.guildId);
  if (guild.members.get(userId) === undefined) return 0n;
  const base = guildPermissions(guild, userId);
  if ((base & administrator) !== 0n) return everything;
  const permissions = applyOverwrites(base, overwriteOwner(world, channel), guild, userId);
  return mayEnter(channel, userId, permissions) ? withImplied(permissions, channel) : 0n;
}

export function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return everything;
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  const base = [guild.id, ...member.roles].reduce(
    (sum, roleId) => sum | BigInt(guild.roles.get(roleId)?.permissions ?? 0),
    0n,
  );
  return (base & administrator) === 0n ? base : everything;
}

export function can(
  world: World,
  userId: string,
  channel: Channel,
  ...names: Permission[]
): boolean {
  const wanted = permissionBits(names);
  return (permissionsIn(world, userId, channel) & wanted) === wanted;
}

/** Throws as Discord does: no access when the channel can't even be seen, else a missing permission. */
export function requireInChannel(world: World, channel: Channel, ...names: Permission[]): void {
  if (!can(world, world.botId, channel, 'ViewChannel')) throw refusal('missingAccess');
  if (!can(world, world.botId, channel, ...names)) throw refusal('missingPermissions');
}

export function requireInGuild(world: World, guild: Guild, ...names: Permission[]): void {
  const wanted = permissionBits(names);
  if (!guild.members.has(world.botId)) throw refusal('missingAccess');
  if ((guildPermissions(guild, world.botId) & wanted) !== wanted)
    throw refusal('missingPermissions');
}

/** A private thread is for its members and those who manage threads. */
function mayEnter(channel: Channel, userId: string, permissions: bigint): boolean {
  if (channel.type !== ChannelType.PrivateThread) return true;
  return (
    channel.thread?.members.has(userId) === true ||
    (permissions & PermissionFlagsBits.ManageThreads) !== 0n
  );
}

/** Threads have no overwrites of their own. */
function overwriteOwner(world: World, channel: Channel): Channel {
  return channel.thread !== undefined && channel.parentId !== null
    ? world.channel(channel.parentId)
    : channel;
}

function applyOverwrites(base: bigint, channel: Channel, guild: Guild, userId: string): bigint {
  const roles = guild.members.get(userId)?.roles ?? [];
  const ofRole = (id: string) =>
    channel.overwrites.filter((each) => each.type === OverwriteType.Role && each.id === id);
  const ofMember = channel.overwrites.filter(
    (each) => each.type === OverwriteType.Member && each.id === userId,
  );
  return [ofRole(guild.id), roles.flatMap(ofRole), ofMember].reduce((permissions, layer) => {
    const deny = layer.reduce((sum, each) => sum | BigInt(each.deny), 0n);
    const allow = layer.reduce((sum, each) => sum | BigInt(each.allow), 0n);
    return (permissions & ~deny) | allow;
  }, base);
}

function withImplied(permissions: bigint, channel: Channel): bigint {
  if ((permissions & PermissionFlagsBits.ViewChannel) === 0n) return 0n;
  const sending = isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
  return (permissions & PermissionFlagsBits[sending]) === 0n
    ? permissions & ~withoutSending
    : permissions;
}

export function isThread(channel: Channel): boolean {
  return (
    channel.type === ChannelType.PublicThread ||
    channel.type === ChannelType.PrivateThread ||
    channel.type === ChannelType.AnnouncementThread
  );
}
