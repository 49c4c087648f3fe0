import { REST, Routes, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Permission } from '../../../src/sandbox/discord/permissions.ts';
import { ask, refused } from './raw.ts';
import { aBot, aDiscord } from './support.ts';

const event = {
  name: 'Call',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: '2025-06-24T15:00:00Z',
  scheduled_end_time: '2025-06-24T16:00:00Z',
  entity_metadata: { location: 'A field' },
};

test.each<[Permission, string, string, object | undefined]>([
  ['SendMessages', 'POST', '/channels/CHANNEL/messages', { content: 'a' }],
  ['EmbedLinks', 'POST', '/channels/CHANNEL/messages', { embeds: [{ title: 'a' }] }],
  ['PinMessages', 'PUT', '/channels/CHANNEL/messages/pins/MESSAGE', undefined],
  ['PinMessages', 'PUT', '/channels/CHANNEL/pins/MESSAGE', undefined],
  ['CreatePublicThreads', 'POST', '/channels/CHANNEL/messages/MESSAGE/threads', { name: 'a' }],
  ['CreatePublicThreads', 'POST', '/channels/CHANNEL/threads', { name: 'a', type: 11 }],
  ['CreatePrivateThreads', 'POST', '/channels/CHANNEL/threads', { name: 'a' }],
  ['AddReactions', 'PUT', '/channels/CHANNEL/messages/MESSAGE/reactions/👍/@me', undefined],
  ['ManageMessages', 'DELETE', '/channels/CHANNEL/messages/MESSAGE', undefined],
  ['ReadMessageHistory', 'GET', '/channels/CHANNEL/messages/MESSAGE', undefined],
  ['CreateEvents', 'POST', '/guilds/GUILD/scheduled-events', event],
])("without %s the bot can't %s %s", async (missing, method, path, body) => {
  const all: Permission[] = [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'PinMessages',
    'CreatePublicThreads',
    'CreatePrivateThreads',
    'AddReactions',
    'ManageMessages',
    'ReadMessageHistory',
    'CreateEvents',
  ];
  const outcome = async (botPermissions: Permission[]) => {
    const { discord } = await aDiscord({
      guild: {
        name: 'Commons',
        botPermissions,
        channels: [
          {
            name: 'general',
            overwrites: [
              { for: '@everyone', deny: all.slice(1) },
              { for: 'bot', allow: botPermissions },
            ],
          },
        ],
        members: [{ username: 'ann' }],
      },
    });
    const general = discord.channelId('general');
    const world = discord.world.channel(general);
    world.overwrites.push({ id: discord.userId('ann'), type: 1, allow: '2048', deny: '0' });
    const { id } = discord.people.say(discord.userId('ann'), general, 'Hello');
    const address = path
      .replace('CHANNEL', general)
      .replace('MESSAGE', id)
      .replace('GUILD', discord.guild.id);
    const { status, code } = await refused(discord, method, address, body);
    return [status < 300, code];
  };
  expect(await outcome(all)).toEqual([true, Number.NaN]);
  expect(await outcome(all.filter((each) => each !== missing))).toEqual([false, 50013]);
});

test("a channel that the bot can't see refuses access", async () => {
  const { discord } = await aDiscord();
  const path = `/channels/${discord.channelId('secret')}/messages`;
  expect(await refused(discord, 'GET', path)).toMatchObject({ status: 403, code: 50001 });
  expect(await refused(discord, 'POST', path, { content: 'a' })).toMatchObject({ code: 50001 });
});

test('the real limits are told in headers and kept', async () => {
  const { discord } = await aDiscord();
  const path = `/channels/${discord.channelId('general')}/messages`;
  const answers = [];
  for (let count = 0; count < 6; count += 1)
    answers.push(await ask(discord, 'POST', path, { content: `${count}` }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual([
    '4',
    '3',
    '2',
    '1',
    '0',
    '0',
  ]);
  const last = answers.at(-1);
  expect(last?.body).toMatchObject({ message: 'You are being rate limited.', global: false });
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('discord.js waits as long as a 429 says, and then succeeds', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  discord.faults.add({ kind: 'answer', status: 429, retryAfterSeconds: 1, path: /messages$/u });
  const channel = (await bot.channels.fetch(discord.channelId('general'))) as TextChannel;
  await channel.send('At last');
  const statuses = discord.log
    .filter(({ path }) => path.endsWith('/messages'))
    .map(({ status }) => status);
  expect(statuses).toEqual([429, 200]);
  expect(discord.problems).toEqual([]);
});

test('discord.js tries again after a 500, which can have done what was asked', async () => {
  const { discord } = await aDiscord();
  const rest = new REST({ api: discord.api }).setToken(discord.token);
  const general = discord.channelId('general');
  const post = (content: string) =>
    rest.post(Routes.channelMessages(general), { body: { content } });
  discord.faults.add({ kind: 'answer', status: 500 });
  await post('Once');
  discord.faults.add({ kind: 'answer', status: 502, when: 'after' });
  await post('Twice');
  const said = discord.people
    .messages(general, discord.userId('ann'))
    .map(({ content }) => content);
  expect(said).toEqual(['Once', 'Twice', 'Twice']);
});

test('a request can hang or be cut off, before or after it was done', async () => {
  const { discord } = await aDiscord();
  const general = discord.channelId('general');
  const post = (content: string, signal?: AbortSignal) =>
    fetch(`${discord.api}/v10/channels/${general}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
      ...(signal ? { signal } : {}),
    });
  discord.faults.add({ kind: 'drop', method: 'POST' });
  await expect(post('Lost')).rejects.toThrow('fetch failed');
  discord.faults.add({ kind: 'drop', when: 'after' });
  await expect(post('Arrived')).rejects.toThrow('fetch failed');
  discord.faults.add({ kind: 'hang' });
  await expect(post('Hanging', AbortSignal.timeout(50))).rejects.toThrow('aborted due to timeout');
  discord.faults.add({ kind: 'hang', times: 2 });
  discord.faults.clear();
  expect((await post('Fine')).status).toBe(200);
  const said = discord.people
    .messages(general, discord.userId('ann'))
    .map(({ content }) => content);
  expect(said).toEqual(['Arrived', 'Fine']);
});

test('a refused gateway takes no connection until it is opened again', async () => {
  const { discord } = await aDiscord();
  discord.faults.refuseGateway(true);
  await expect(
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${discord.port}`);
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('no connection')));
    }),
  ).rejects.toThrow('no connection');
  discord.faults.clear();
  await aBot(discord);
  expect(discord.connected).toBe(1);
});

test('the log keeps what was asked and answered, but no token', async () => {
  const { discord } = await aDiscord();
  const path = `/channels/${discord.channelId('general')}/messages`;
  await ask(discord, 'POST', path, { content: 'Hello' });
  expect(discord.log).toMatchObject([
    {
      method: 'POST',
      path,
      status: 200,
      body: { content: 'Hello' },
      response: { content: 'Hello' },
    },
  ]);
  expect(JSON.stringify(discord.log)).not.toContain(discord.token);
});

test('a page is told what changed', async () => {
  const { discord } = await aDiscord();
  const changes: string[] = [];
  const stop = discord.onChange(({ what }) => changes.push(what));
  await aBot(discord);
  discord.people.say(discord.userId('ann'), discord.channelId('general'), 'Hello');
  discord.people.joinVoice(discord.userId('ann'), discord.channelId('Call'));
  stop();
  discord.people.leaveVoice(discord.userId('ann'));
  expect(changes).toEqual(['gateway', 'message', 'voice']);
});

test('two on one port: the second says that it is taken', async () => {
  const { discord } = await aDiscord();
  await expect(aDiscord({ port: discord.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
