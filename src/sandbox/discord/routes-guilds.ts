import { z } from 'zod';
import { refusal } from './api-error.ts';
import { announceMember } from './guilds.ts';
import { membersNamed } from './member-request.ts';
import { channelPayload, guildPayload, memberPayload, voiceStatePayload } from './payloads.ts';
import { text } from './form.ts';
import { requireInGuild } from './permissions.ts';
import { type Api, type App, formOf, idParam, queryNumber, type Request } from './rest.ts';
import { compareIds } from './snowflakes.ts';
import type { Guild, Member, World } from './world.ts';

/** A guild, its channels, roles, members and voice states. */
export function guildRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.get('/guilds/:guildId', (c) => {
    const guild = guildOfBot(c, world);
    const counts = {
      approximate_member_count: guild.members.size,
      approximate_presence_count: guild.members.size,
    };
    return c.json({
      ...guildPayload(guild),
      ...(c.req.query('with_counts') === 'true' ? counts : {}),
    });
  });
  routes.get('/guilds/:guildId/channels', (c) => {
    const channels = world.channelsOf(guildOfBot(c, world).id).filter((each) => !each.thread);
    return c.json(channels.map((channel) => channelPayload(world, channel)));
  });
  routes.get('/guilds/:guildId/roles', (c) => c.json([...guildOfBot(c, world).roles.values()]));
  routes.get('/guilds/:guildId/roles/:roleId', (c) => {
    const role = guildOfBot(c, world).roles.get(idParam(c, 'roleId'));
    if (role === undefined) throw refusal('unknownRole');
    return c.json(role);
  });
  memberRoutes(routes, api);
  routes.get('/guilds/:guildId/voice-states/:userId', (c) => {
    const guild = guildOfBot(c, world);
    const voice = guild.voice.get(userParam(c, world));
    if (voice === undefined) throw refusal('unknownVoiceState');
    return c.json(voiceStatePayload(world, guild, voice));
  });
}

function memberRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.get('/guilds/:guildId/members', (c) => {
    const guild = guildOfBot(c, world);
    // Listing everyone is what the privileged intent is for.
    if (!world.application.privileged.members) throw refusal('missingAccess');
    const limit = queryNumber(c, 'limit', { min: 1, max: 1000, otherwise: 1 });
    const after = c.req.query('after') ?? '0';
    const members = [...guild.members.values()]
      .filter((member) => compareIds(member.userId, after) > 0)
      .sort((one, other) => compareIds(one.userId, other.userId));
    return c.json(members.slice(0, limit).map((member) => memberPayload(world, member)));
  });
  routes.get('/guilds/:guildId/members/search', (c) => {
    const guild = guildOfBot(c, world);
    const limit = queryNumber(c, 'limit', { min: 1, max: 1000, otherwise: 1 });
    const members = membersNamed(world, guild, c.req.query('query') ?? '').slice(0, limit);
    return c.json(members.map((member) => memberPayload(world, member)));
  });
  routes.patch('/guilds/:guildId/members/@me', (c) => {
    const guild = guildOfBot(c, world);
    const form = formOf(c, api, z.strictObject({ nick: text({ max: 32 }).nullish() }));
    requireInGuild(world, guild, 'ChangeNickname');
    const member = memberOf(guild, world.botId);
    member.nick = form.nick ?? null;
    announceMember(world, guild, member, 'GUILD_MEMBER_UPDATE');
    return c.json(memberPayload(world, member));
  });
  routes.get('/guilds/:guildId/members/:userId', (c) =>
    c.json(memberPayload(world, memberOf(guildOfBot(c, world), userParam(c, world)))),
  );
  routes.on(['PUT', 'DELETE'], '/guilds/:guildId/members/:userId/roles/:roleId', (c) => {
    const guild = guildOfBot(c, world);
    const member = memberOf(guild, userParam(c, world));
    changeRole(world, guild, member, {
      roleId: idParam(c, 'roleId'),
      isGiven: c.req.method === 'PUT',
    });
    return c.body(null, 204);
  });
}

/** The bot may give and take what stands below its own highest role. */
function changeRole(
  world: World,
  guild: Guild,
  member: Member,
  { roleId, isGiven }: { roleId: string; isGiven: boolean },
): void {
  const role = guild.roles.get(roleId);
  if (role === undefined) throw refusal('unknownRole');
  requireInGuild(world, guild, 'ManageRoles');
  const highest = Math.max(
    ...memberOf(guild, world.botId).roles.map((id) => guild.roles.get(id)?.position ?? 0),
  );
  if (role.position >= highest) throw refusal('missingPermissions');
  const others = member.roles.filter((id) => id !== roleId);
  member.roles = isGiven ? [...others, roleId] : others;
  announceMember(world, guild, member, 'GUILD_MEMBER_UPDATE');
}

/** A guild that the bot is in; of others it knows nothing. */
export function guildOfBot(c: Request, world: World): Guild {
  const guild = world.guild(idParam(c, 'guildId'));
  if (!guild.members.has(world.botId)) throw refusal('unknownGuild');
  return guild;
}

function memberOf(guild: Guild, userId: string): Member {
  const member = guild.members.get(userId);
  if (member === undefined) throw refusal('unknownMember');
  return member;
}

function userParam(c: Request, world: World): string {
  return c.req.param('userId') === '@me' ? world.botId : idParam(c, 'userId');
}
