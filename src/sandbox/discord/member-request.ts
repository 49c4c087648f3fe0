import { GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { snowflake } from './form.ts';
import type { GatewaySession } from './gateway-session.ts';
import { memberPayload } from './payloads.ts';
import type { Guild, Member, World } from './world.ts';

const membersAChunk = 1000;

/** "Request Guild Members": by the beginning of a name, or by ids. */
export const memberRequest = z.object({
  guild_id: snowflake,
  query: z.string().optional(),
  limit: z.int().min(0).optional(),
  user_ids: z.union([snowflake, z.array(snowflake).max(100)]).optional(),
  presences: z.boolean().optional(),
  nonce: z.string().max(32).optional(),
});

type MemberRequest = z.infer<typeof memberRequest>;

/** Answers in chunks of a thousand. Everyone at once is for bots with the members intent; others hear nothing. */
export function answerMemberRequest(
  world: World,
  session: GatewaySession,
  request: MemberRequest,
): void {
  const guild = world.guilds.get(request.guild_id);
  if (guild === undefined) return;
  const wantsAll = request.user_ids === undefined && (request.query ?? '') === '';
  if (wantsAll && (session.intents & GatewayIntentBits.GuildMembers) === 0) return;
  const { members, notFound } = choose(world, guild, request);
  const chunkCount = Math.max(1, Math.ceil(members.length / membersAChunk));
  for (let index = 0; index < chunkCount; index += 1)
    session.say('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members
        .slice(index * membersAChunk, (index + 1) * membersAChunk)
        .map((member) => memberPayload(world, member)),
      chunk_index: index,
      chunk_count: chunkCount,
      not_found: notFound,
      ...(request.presences ? { presences: [] } : {}),
      ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    });
}

function choose(
  world: World,
  guild: Guild,
  request: MemberRequest,
): { members: Member[]; notFound: string[] } {
  if (request.user_ids !== undefined) {
    const ids = [request.user_ids].flat();
    return {
      members: ids.flatMap((id) => guild.members.get(id) ?? []),
      notFound: ids.filter((id) => !guild.members.has(id)),
    };
  }
  const members = membersNamed(world, guild, request.query ?? '');
  return { members: request.limit ? members.slice(0, request.limit) : members, notFound: [] };
}

/** Members whose names begin so. */
export function membersNamed(world: World, guild: Guild, start: string): Member[] {
  const wanted = start.toLowerCase();
  return [...guild.members.values()].filter((member) => {
    const { username, global_name: displayName } = world.user(member.userId);
    return [username, displayName, member.nick].some((name) =>
      name?.toLowerCase().startsWith(wanted),
    );
  });
}
