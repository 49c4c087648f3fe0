import { describe, expect, it } from 'vitest';
import { checkDiscord } from '../../../src/adapters/discord/check.ts';
import type { GuildPlan } from '../../../src/sandbox/discord/guilds.ts';
import { aDiscord } from './support.ts';

const series = (discordChannelId: string, discordGuildId?: string) => ({
  slug: 'board',
  discordChannelId,
  discordEvent: discordGuildId !== undefined,
  community: discordGuildId === undefined ? {} : { discordGuildId },
});

async function check(
  plan: Partial<GuildPlan> = {},
  where: (ids: { calls: string; voice: string; guild: string }) => Parameters<typeof series> = ({
    calls,
    guild,
  }) => [calls, guild],
) {
  const discord = await aDiscord({
    guild: {
      name: 'Commons',
      channels: [{ name: 'calls' }, { name: 'Call', type: 'voice' }],
      ...plan,
    },
  });
  const ids = {
    calls: discord.channelId('calls'),
    voice: discord.channelId('Call'),
    guild: discord.guild.id,
  };
  const checks = await checkDiscord({ token: discord.token, apiUrl: discord.api }, [
    series(...where(ids)),
  ]);
  return { discord, checks, channel: checks.find(({ name }) => name === 'discord board') };
}

describe('checkDiscord', () => {
  it('is content when everything is as it should be', async () => {
    const { discord, checks } = await check();
    expect(checks.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(checks[0]?.detail).toContain(discord.applicationId);
    expect(checks[2]?.detail).toContain('#calls');
    expect(discord.problems).toEqual([]);
  });

  it('says that Discord is not set up, which is no fault', async () => {
    expect(await checkDiscord(undefined, [])).toMatchObject([{ name: 'discord', ok: true }]);
  });

  it('gives the invitation when no series has a channel', async () => {
    const discord = await aDiscord();
    const checks = await checkDiscord({ token: discord.token, apiUrl: discord.api }, []);
    expect(checks.at(-1)).toMatchObject({
      ok: true,
      detail: expect.stringContaining(`client_id=${discord.applicationId}`),
    });
  });

  it('says how to mend a wrong token', async () => {
    const discord = await aDiscord();
    expect(await checkDiscord({ token: 'wrong', apiUrl: discord.api }, [])).toMatchObject([
      { name: 'discord token', ok: false, mend: expect.stringContaining('DISCORD_TOKEN') },
    ]);
  });

  it('says so when Discord can’t be reached', async () => {
    const discord = await aDiscord();
    await discord.stop();
    expect(await checkDiscord({ token: 'x', apiUrl: discord.api }, [])).toMatchObject([
      { ok: false, detail: expect.stringContaining('ECONNREFUSED'), mend: expect.any(String) },
    ]);
  });

  it('names the missing permissions and invites with them', async () => {
    const { channel } = await check({
      channels: [
        { name: 'calls', overwrites: [{ for: 'bot', deny: ['PinMessages', 'EmbedLinks'] }] },
        { name: 'Call', type: 'voice' },
      ],
    });
    expect(channel).toMatchObject({
      ok: false,
      detail: '#calls: lacks Embed Links, Pin Messages',
      mend: expect.stringMatching(/Embed Links, Pin Messages.*oauth2\/authorize/u),
    });
  });

  it('names what the bot lacks for events, and invites with it', async () => {
    const { checks } = await check({ botPermissions: ['ViewChannel', 'SendMessages'] });
    expect(checks.at(-1)).toMatchObject({
      name: 'discord board events',
      ok: false,
      detail: 'lacks Create Events',
      mend: expect.stringMatching(/permissions=\d+.*--discord-event no/u),
    });
  });

  it('says so when the channel for events is none for voice, or closed to the bot', async () => {
    const discord = await aDiscord({
      guild: {
        name: 'Commons',
        channels: [
          { name: 'calls' },
          { name: 'Call', type: 'voice', overwrites: [{ for: 'bot', deny: ['Connect'] }] },
        ],
      },
    });
    const access = { token: discord.token, apiUrl: discord.api };
    const place = (name: string) => ({
      ...series(discord.channelId('calls'), discord.guild.id),
      discordVoiceChannelId: discord.channelId(name),
    });
    const checks = await checkDiscord(access, [place('calls'), place('Call')]);
    expect(checks.filter(({ name }) => name.endsWith('events'))).toMatchObject([
      { ok: false, detail: expect.stringContaining('a voice channel of server') },
      { ok: false, detail: 'lacks Connect' },
    ]);
  });

  it('says so when the bot can’t see the channel', async () => {
    const { channel } = await check({
      channels: [
        { name: 'calls', overwrites: [{ for: 'bot', deny: ['ViewChannel'] }] },
        { name: 'Call', type: 'voice' },
      ],
    });
    expect(channel).toMatchObject({ ok: false, mend: expect.stringContaining('view the channel') });
  });

  it.each<[string, (ids: { calls: string; voice: string }) => Parameters<typeof series>, RegExp]>([
    ['is no more', () => ['123456789012345678'], /Unknown Channel/u],
    ['is for voice', ({ voice }) => [voice], /no text channel/u],
    ['is in another server', ({ calls }) => [calls, '123456789012345678'], /the community in/u],
  ])('says so when the channel %s', async (_, where, words) => {
    const { channel } = await check({}, where);
    expect(channel).toMatchObject({
      ok: false,
      detail: expect.stringMatching(words),
      mend: expect.stringContaining('convoke series edit board --channel'),
    });
  });
});
