import {
  Routes,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
} from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import { permissionsOf } from './permissions.ts';

export interface Bot {
  rest: REST;
  /** The bot's user has the same id. */
  applicationId: string;
}

/** What the bot may do in a server, or, with a channel's overwrites, in that channel. */
export async function heldIn(
  { rest, applicationId: userId }: Bot,
  guildId: string,
  overwrites: readonly APIOverwrite[] = [],
): Promise<bigint> {
  const member = (await rest.get(Routes.guildMember(guildId, userId))) as APIGuildMember;
  const roles = (await rest.get(Routes.guildRoles(guildId))) as APIRole[];
  return permissionsOf({ guildId, userId, memberRoles: member.roles, roles, overwrites });
}
