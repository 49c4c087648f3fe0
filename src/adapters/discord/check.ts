import {
  ChannelType,
  Routes,
  type APIApplication,
  type APIChannel,
  type RESTGetAPIGatewayBotResult,
} from 'discord-api-types/v10';
import type { Check } from '../../app/check.ts';
import { heldIn, type Bot } from './bot-permissions.ts';
import { checkEvents, type SeriesWithEvents } from './check-events.ts';
import { discordRest } from './discord-rest.ts';
import { inviteUrl, missingPermissions } from './permissions.ts';
import { restFailure } from './rest-failure.ts';

/** What is looked at of a series. */
export interface CheckedSeries extends SeriesWithEvents {
  discordChannelId?: string;
}

/** For `convoke doctor`: the token, the gateway, and for each series its server, its channel and what the bot may do there. */
export async function checkDiscord(
  access: { token: string; apiUrl?: string } | undefined,
  series: readonly CheckedSeries[],
): Promise<Check[]> {
  if (!access)
    return [{ name: 'discord', ok: true, detail: 'not set up (DISCORD_TOKEN is not set)' }];
  const { token, ...place } = access;
  const rest = discordRest({ ...place, timeoutMs: 10_000, longestWaitMs: 10_000 }).setToken(token);
  try {
    const application = (await rest.get(Routes.currentApplication())) as APIApplication;
    const bot = { rest, applicationId: application.id };
    return [
      {
        name: 'discord token',
        ok: true,
        detail: `${application.name}, application ${application.id}`,
      },
      await checkGateway(bot),
      ...(await checkAllSeries(bot, series)),
      ...(await checkEvents(bot, series)),
    ];
  } catch (error) {
    return [tokenProblem(error)];
  }
}

function tokenProblem(error: unknown): Check {
  const failure = restFailure(error);
  const isRefused = failure.kind === 'refused' && failure.status === 401;
  return {
    name: 'discord token',
    ok: false,
    detail: failure.text,
    mend: isRefused
      ? 'Copy the present token from the Discord developer portal (Bot → Reset Token) into DISCORD_TOKEN.'
      : 'Check that this machine can reach https://discord.com (a firewall, a proxy, DISCORD_API_URL?).',
  };
}

/** The only intent asked for, Guilds, is granted to every bot: there is nothing to switch on. */
async function checkGateway({ rest }: Bot): Promise<Check> {
  const name = 'discord gateway';
  try {
    const { session_start_limit: limit, shards } = (await rest.get(
      Routes.gatewayBot(),
    )) as RESTGetAPIGatewayBotResult;
    const detail = `${shards === 1 ? '1 shard' : `${shards} shards`}, ${limit.remaining} of ${limit.total} logins left today, no privileged intent needed`;
    if (limit.remaining > 0) return { name, ok: true, detail };
    const hours = Math.ceil(limit.reset_after / 3_600_000);
    return {
      name,
      ok: false,
      detail,
      mend: `Wait ${hours} h; look in the log for what restarts Convoke so often.`,
    };
  } catch (error) {
    return { name, ok: false, detail: restFailure(error).text, mend: 'Try again in some minutes.' };
  }
}

async function checkAllSeries(bot: Bot, series: readonly CheckedSeries[]): Promise<Check[]> {
  const invite = inviteUrl(bot.applicationId);
  const placed = series.filter(({ discordChannelId }) => discordChannelId !== undefined);
  if (placed.length === 0)
    return [
      {
        name: 'discord channel',
        ok: true,
        detail: `no series has one yet. To invite the bot: ${invite}`,
      },
    ];
  const checks: Check[] = [];
  // One after the other: a doctor isn't in a hurry, and Discord limits what it is asked.
  for (const each of placed) checks.push(await checkSeries(bot, each));
  return checks;
}

async function checkSeries(
  bot: Bot,
  { slug, discordChannelId = '', community }: CheckedSeries,
): Promise<Check> {
  const name = `discord ${slug}`;
  const invite = inviteUrl(bot.applicationId);
  try {
    const channel = (await bot.rest.get(Routes.channel(discordChannelId))) as APIChannel;
    if (!('guild_id' in channel) || channel.guild_id === undefined || !isPostable(channel.type))
      return {
        name,
        ok: false,
        detail: `channel ${discordChannelId} is no text channel of a server`,
        mend: channelMend(slug),
      };
    const guildId = community.discordGuildId;
    if (guildId !== undefined && guildId !== channel.guild_id)
      return {
        name,
        ok: false,
        detail: `channel ${discordChannelId} is in server ${channel.guild_id}, the community in ${guildId}`,
        mend: channelMend(slug),
      };
    const overwrites =
      'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
    const missing = missingPermissions(await heldIn(bot, channel.guild_id, overwrites));
    const where = `#${channel.name ?? discordChannelId}`;
    if (missing.length === 0) return { name, ok: true, detail: `${where}: may do all it needs` };
    const mend = `Give the bot's role ${missing.join(', ')} in ${where}, or invite it again: ${invite}`;
    return { name, ok: false, detail: `${where}: lacks ${missing.join(', ')}`, mend };
  } catch (error) {
    return { name, ...channelProblem(error, { slug, channelId: discordChannelId, invite }) };
  }
}

function isPostable(type: ChannelType): boolean {
  return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;
}

function channelProblem(
  error: unknown,
  { slug, channelId, invite }: { slug: string; channelId: string; invite: string },
): Omit<Check, 'name'> {
  const failure = restFailure(error);
  const detail = `channel ${channelId}: ${failure.text}`;
  if (failure.kind !== 'refused') return { ok: false, detail, mend: 'Try again in some minutes.' };
  if (failure.status === 403)
    return {
      ok: false,
      detail,
      mend: `Let the bot's role view the channel, or invite it again: ${invite}`,
    };
  return {
    ok: false,
    detail,
    mend: `Is the bot in that server? Invite it: ${invite} Or ${channelMend(slug)}`,
  };
}

function channelMend(slug: string): string {
  return `Give the series a text channel: convoke series edit ${slug} --channel ID`;
}
