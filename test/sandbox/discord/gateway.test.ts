import { Events } from 'discord.js';
import { expect, test } from 'vitest';
import { aBot, aDiscord } from './support.ts';

test('discord.js logs in, is ready and knows the guild', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const guild = bot.guilds.cache.get(discord.guild.id);
  expect(guild?.name).toBe('Commons');
  expect(guild?.channels.cache.map((channel) => channel.name)).toEqual([
    'general',
    'secret',
    'Call',
  ]);
  expect(bot.application.id).toBe(discord.applicationId);
  expect(discord.problems).toEqual([]);
  void Events;
});
