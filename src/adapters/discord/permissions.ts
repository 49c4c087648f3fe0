import {
  OverwriteType,
  PermissionFlagsBits,
  type APIOverwrite,
  type APIRole,
} from 'discord-api-types/v10';

/** What the bot needs in a series' channel, by the names that Discord's settings use. */
export const neededPermissions = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Pin Messages': PermissionFlagsBits.PinMessages,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
} as const;

/** What it needs in the server for the events of its meetings. */
export const eventPermissions = { 'Create Events': PermissionFlagsBits.CreateEvents } as const;

/** And in the voice channel of such an event. */
export const voiceEventPermissions = {
  ...eventPermissions,
  'View Channels': PermissionFlagsBits.ViewChannel,
  Connect: PermissionFlagsBits.Connect,
} as const;

/** Names of the needed permissions that the bot lacks, in a channel if nothing else is said. */
export function missingPermissions(
  held: bigint,
  needed: Record<string, bigint> = neededPermissions,
): string[] {
  return Object.entries(needed).flatMap(([name, bit]) => ((held & bit) === bit ? [] : [name]));
}

export interface Standing {
  guildId: string;
  userId: string;
  /** Ids of the roles the member has, @everyone not counted. */
  memberRoles: readonly string[];
  roles: readonly APIRole[];
  overwrites: readonly APIOverwrite[];
}

/** https://discord.com/developers/docs/topics/permissions#permission-overwrites: everyone, then roles, then the member. */
export function permissionsOf({
  guildId,
  userId,
  memberRoles,
  roles,
  overwrites,
}: Standing): bigint {
  const held = new Set([guildId, ...memberRoles]);
  const base = sum(roles.filter(({ id }) => held.has(id)).map(({ permissions }) => permissions));
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return everything;
  const layers = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(
      ({ id, type }) => type === OverwriteType.Role && id !== guildId && held.has(id),
    ),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
  ];
  return layers.reduce((allowed, layer) => {
    const deny = sum(layer.map((each) => each.deny));
    return (allowed & ~deny) | sum(layer.map((each) => each.allow));
  }, base);
}

/** The link by which an administrator adds the bot to a server, with just what it needs. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(
      sum(Object.values({ ...neededPermissions, ...eventPermissions }).map(String)),
    ),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

const everything = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

function sum(bits: readonly string[]): bigint {
  return bits.reduce((all, bit) => all | BigInt(bit), 0n);
}
