import { ChannelType, Routes, type APIChannel } from 'discord-api-types/v10';
import type { Check } from '../../app/check.ts';
import { heldIn, type Bot } from './bot-permissions.ts';

import {
  eventPermissions,
  inviteUrl,
  missingPermissions,
  voiceEventPermissions,
} from './permissions.ts';
import { restFailure } from './rest-failure.ts';

/** What is looked at of a series. */
export interface SeriesWithEvents {
  slug: string;
  discordVoiceChannelId?: string;
  discordEvent: boolean;
  community: { discordGuildId?: string };
}

/** For `convoke doctor`: whether the bot may put the meetings of these series among their servers' events. */
export async function checkEvents(bot: Bot, series: readonly SeriesWithEvents[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { slug, discordEvent, discordVoiceChannelId, community } of series) {
    const guildId = community.discordGuildId;
    if (!discordEvent || guildId === undefined) continue;
    const name = `discord ${slug} events`;
    try {
      const lacks = await lacking(bot, guildId, discordVoiceChannelId);
      checks.push({ name, ...verdict(bot, slug, lacks) });
    } catch (error) {
      checks.push({
        name,
        ok: false,
        detail: restFailure(error).text,
        mend: `Is the bot in server ${guildId}? Invite it: ${inviteUrl(bot.applicationId)}`,
      });
    }
  }
  return checks;
}

/** What the bot lacks; or why the voice channel won't do. */
async function lacking(
  bot: Bot,
  guildId: string,
  voiceChannelId: string | undefined,
): Promise<string[]> {
  if (voiceChannelId === undefined)
    return missingPermissions(await heldIn(bot, guildId), eventPermissions);
  const channel = (await bot.rest.get(Routes.channel(voiceChannelId))) as APIChannel;
  if (channel.type !== ChannelType.GuildVoice || channel.guild_id !== guildId)
    return [`a voice channel of server ${guildId} (${voiceChannelId} is none)`];
  const held = await heldIn(bot, guildId, channel.permission_overwrites ?? []);
  return missingPermissions(held, voiceEventPermissions);
}

function verdict(
  { applicationId }: Bot,
  slug: string,
  lacks: readonly string[],
): Omit<Check, 'name'> {
  if (lacks.length === 0) return { ok: true, detail: 'may make them' };
  return {
    ok: false,
    detail: `lacks ${lacks.join(', ')}`,
    mend: `Give the bot's role what it lacks, invite it again (${inviteUrl(applicationId)}), or do without events: convoke series edit ${slug} --discord-event no`,
  };
}
