import { createInflate } from 'node:zlib';
import { Events, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { aBot, aClient, aDiscord, next, ordinaryIntents } from './support.ts';

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
  expect(discord.connected).toBe(1);
  expect(discord.problems).toEqual([]);
});

test('a wrong token makes the login fail', async () => {
  const { discord } = await aDiscord();
  await expect(aClient(discord).login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
});

test('an intent that is switched off in the portal makes the login fail', async () => {
  const { discord } = await aDiscord({ application: { withheldIntents: ['messageContent'] } });
  await expect(aClient(discord).login(discord.token)).rejects.toThrow('disallowed intents');
});

test('what people say, react with, change and join reaches the bot', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  const heard = next(bot, Events.MessageCreate);
  const { id } = discord.people.say(ann, general, 'Hello');
  expect((await heard)[0]).toMatchObject({ id, content: 'Hello', member: { displayName: 'Ann' } });
  const reacted = next(bot, Events.MessageReactionAdd);
  discord.people.react(ann, id, '👍');
  expect((await reacted)[0].emoji.name).toBe('👍');
  const rewritten = next(bot, Events.MessageUpdate);
  discord.people.rewrite(ann, id, 'Hello all');
  expect((await rewritten)[1].content).toBe('Hello all');
  const moved = next(bot, Events.VoiceStateUpdate);
  discord.people.joinVoice(ann, discord.channelId('Call'));
  expect((await moved)[1].channel?.name).toBe('Call');
  const left = next(bot, Events.VoiceStateUpdate);
  discord.people.leaveVoice(ann);
  expect((await left)[1].channelId).toBeNull();
  const joined = next(bot, Events.GuildMemberAdd);
  discord.addMember({ username: 'cem' });
  expect((await joined)[0].user.username).toBe('cem');
  const gone = next(bot, Events.MessageDelete);
  discord.people.remove(ann, id);
  expect((await gone)[0].id).toBe(id);
});

test("without the message content intent others' words are withheld, unless they are for the bot", async () => {
  const { discord } = await aDiscord({ application: { withheldIntents: ['messageContent'] } });
  const intents = ordinaryIntents.filter((intent) => intent !== GatewayIntentBits.MessageContent);
  const bot = await aBot(discord, { intents });
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  const words: string[] = [];
  bot.on(Events.MessageCreate, ({ content }) => words.push(content));
  const { id } = discord.people.say(ann, general, 'Between us');
  discord.people.say(ann, general, `Hear me, <@${discord.applicationId}>`);
  await discord.people.waitFor(() => true);
  const channel = await bot.channels.fetch(general);
  if (!channel?.isSendable()) throw new Error('no channel');
  await channel.send('My own');
  expect(words).toEqual(['', `Hear me, <@${discord.applicationId}>`, 'My own']);
  expect((await channel.messages.fetch(id)).content).toBe('');
});

test('an event whose intent was not asked for is not sent', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord, { intents: [GatewayIntentBits.Guilds] });
  const heard: string[] = [];
  bot.on(Events.Raw, ({ t }: { t: string }) => heard.push(t));
  discord.people.say(discord.userId('ann'), discord.channelId('general'), 'Hello');
  discord.people.joinVoice(discord.userId('ann'), discord.channelId('Call'));
  await bot.channels.fetch(discord.channelId('general'), { force: true });
  expect(heard).toEqual([]);
});

test('a channel that the bot may not see is silent', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const secret = discord.channelId('secret');
  const chair = discord.userId('ann');
  discord.world.channel(secret).overwrites.push({ id: chair, type: 1, allow: '1024', deny: '0' });
  const words: string[] = [];
  bot.on(Events.MessageCreate, ({ content }) => words.push(content));
  discord.people.say(chair, secret, 'Hidden');
  discord.people.say(chair, discord.channelId('general'), 'Open');
  await expect.poll(() => words).toEqual(['Open']);
});

test('after a cut connection the bot resumes and hears once what it missed', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  const heard: string[] = [];
  bot.on(Events.Raw, ({ t }: { t: string }) => heard.push(t));
  const resumed = next(bot, Events.ShardResume);
  discord.people.say(ann, general, 'Before');
  discord.faults.dropGateway();
  discord.people.say(ann, general, 'While you were away');
  await resumed;
  discord.people.say(ann, general, 'After');
  await expect.poll(() => heard.filter((event) => event === 'MESSAGE_CREATE')).toHaveLength(3);
  expect(heard).not.toContain('READY');
  expect(bot.channels.cache.get(general)?.isTextBased()).toBe(true);
});

test('asked to reconnect, the bot resumes', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const resumed = next(bot, Events.ShardResume);
  discord.faults.askReconnect();
  await resumed;
  expect(discord.connected).toBe(1);
});

test('a forgotten session is refused, and the bot begins a new one', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const ready = next(bot, Events.ShardReady);
  discord.faults.forgetSessions();
  discord.faults.dropGateway();
  await ready;
  expect(discord.connected).toBe(1);
});

test('a close code that ends everything is not followed by another attempt', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const closed = next(bot, Events.ShardDisconnect);
  discord.faults.closeGateway(4004);
  expect((await closed)[0].code).toBe(4004);
  await expect.poll(() => discord.connected).toBe(0);
});

test('members are listed by name or id over the gateway', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const guild = await bot.guilds.fetch(discord.guild.id);
  const byName = await guild.members.fetch({ query: 'an', limit: 5 });
  expect(byName.map((member) => member.displayName)).toEqual(['Ann']);
  const nobody = '100000000000000009';
  const byId = await guild.members.fetch({ user: [discord.userId('ben'), nobody] });
  expect(byId.map((member) => member.user.username)).toEqual(['ben']);
});

test('a bot added to a guild hears of it as a whole', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const heard: string[] = [];
  bot.on(Events.Raw, ({ t }: { t: string }) => heard.push(t));
  const joined = next(bot, Events.GuildCreate);
  discord.addGuild({ name: 'Second', members: [{ username: 'dee' }] });
  expect((await joined)[0]).toMatchObject({ name: 'Second', memberCount: 3 });
  expect(heard).toEqual(['GUILD_CREATE']);
});

test('of two shards each hears its own guilds', async () => {
  const { discord } = await aDiscord();
  discord.addGuild({ name: 'Second' });
  const guilds = await Promise.all(
    [0, 1].map(async (shard) => {
      const bot = await aBot(discord, { shards: [shard], shardCount: 2 });
      return bot.guilds.cache.map((guild) => guild.id);
    }),
  );
  const all = [...discord.world.guilds.keys()];
  expect(guilds.flat().sort()).toEqual(all.sort());
  for (const [shard, ids] of guilds.entries())
    for (const id of ids) expect(Number((BigInt(id) >> 22n) % 2n)).toBe(shard);
});

test('the bot that leaves is gone', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  await bot.destroy();
  await expect.poll(() => discord.connected).toBe(0);
});

const properties = { os: 'linux', browser: 'test', device: 'test' };
const identify = (discord: SandboxDiscord, extra: object = {}) => ({
  op: 2,
  d: { token: discord.token, intents: 1, properties, ...extra },
});

test.each<[string, (discord: SandboxDiscord) => (object | string)[], number]>([
  ['something before identifying', () => [{ op: 3, d: {} }], 4003],
  ['an opcode that is none', (discord) => [identify(discord), { op: 99, d: {} }], 4001],
  ['no JSON', () => ['hello'], 4002],
  ['too much at once', () => [{ op: 1, d: 'x'.repeat(5000) }], 4002],
  ['another token', (discord) => [identify(discord, { token: 'no' })], 4004],
  ['a second identify', (discord) => [identify(discord), identify(discord)], 4005],
  ['a shard out of range', (discord) => [identify(discord, { shard: [2, 2] })], 4010],
  ['intents that are none', (discord) => [identify(discord, { intents: 1 << 30 })], 4013],
  ['far too many heartbeats', () => Array.from({ length: 121 }, () => ({ op: 1, d: null })), 4008],
])('the gateway hangs up on %s', async (_name, payloads, code) => {
  const { discord } = await aDiscord();
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/?v=10&encoding=json`);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.once('open', () => {
    for (const payload of payloads(discord))
      socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  });
  expect(await closed).toBe(code);
});

test('the gateway hangs up on a client whose heart stops', async () => {
  const { discord } = await aDiscord({ heartbeatMs: 20 });
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/?v=10&encoding=json`);
  expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4009);
});

test('of many lost sessions only the latest can be resumed', async () => {
  const { discord } = await aDiscord();
  const lost: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    const { socket, first } = await connected(discord, identify(discord), 0);
    lost.push(String(first['session_id']));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.terminate();
    await closed;
    await expect.poll(() => discord.connected).toBe(0);
  }
  const resume = (id: string | undefined) => ({
    op: 6,
    d: { token: discord.token, session_id: id, seq: 1 },
  });
  expect((await connected(discord, resume(lost[0]), 9)).first).toBe(false);
  expect((await connected(discord, resume(lost[11]), 0)).first).toMatchObject({ name: 'Commons' });
});

/** Says one thing and waits for an answer of the opcode. */
async function connected(discord: SandboxDiscord, hello: object, op: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  socket.once('open', () => socket.send(JSON.stringify(hello)));
  const first = await new Promise<Record<string, unknown>>((resolve) =>
    socket.on('message', (data: Buffer) => {
      const payload = JSON.parse(data.toString()) as { op: number; d: Record<string, unknown> };
      if (payload.op === op) resolve(payload.d);
    }),
  );
  return { socket, first };
}

test('a stream may be compressed', async () => {
  const { discord } = await aDiscord();
  const address = `ws://127.0.0.1:${discord.port}/?v=10&encoding=json&compress=zlib-stream`;
  const socket = new WebSocket(address);
  const inflate = createInflate();
  const hello = new Promise<string>((resolve) =>
    inflate.once('data', (text: Buffer) => resolve(text.toString())),
  );
  socket.on('message', (data: Buffer) => inflate.write(data));
  expect(JSON.parse(await hello)).toMatchObject({ op: 10, d: { heartbeat_interval: 41250 } });
  socket.terminate();
});
