import { MessageType, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { ask, refused } from './raw.ts';
import { aBot, aDiscord } from './support.ts';

async function textChannel(discord: SandboxDiscord): Promise<TextChannel> {
  const bot = await aBot(discord);
  return (await bot.channels.fetch(discord.channelId('general'))) as TextChannel;
}

test('a message sent twice with one enforced nonce appears once', async () => {
  const { discord, clock } = await aDiscord();
  const channel = await textChannel(discord);
  const call = { content: 'The call is on', nonce: 'call-24-june', enforceNonce: true };
  const first = await channel.send(call);
  const second = await channel.send(call);
  expect(second.id).toBe(first.id);
  expect(discord.people.messages(channel.id, discord.userId('ann'))).toHaveLength(1);
  clock.advance({ minutes: 10 });
  expect((await channel.send(call)).id).not.toBe(first.id);
});

test('a nonce that is not enforced stops nothing', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const first = await channel.send({ content: 'a', nonce: 'n' });
  expect((await channel.send({ content: 'a', nonce: 'n' })).id).not.toBe(first.id);
});

test('a nonce comes back with the sending, and is not kept with the message', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const sent = await channel.send({ content: 'a', nonce: 'n' });
  expect(sent.nonce).toBe('n');
  const path = `/channels/${channel.id}/messages/${sent.id}`;
  expect((await ask(discord, 'GET', path)).body['nonce']).toBeUndefined();
});

test('times and ids follow the clock', async () => {
  const { discord, clock } = await aDiscord();
  const channel = await textChannel(discord);
  clock.advance({ hours: 24 });
  const message = await channel.send('Tuesday');
  expect(message.createdAt.toISOString()).toBe('2025-06-24T08:00:00.000Z');
  clock.advance({ hours: -48 });
  const before = await channel.send('Back in time');
  expect(BigInt(before.id)).toBeGreaterThan(BigInt(message.id));
});

test('in a year before Discord ids still work', async () => {
  const { discord, clock } = await aDiscord();
  clock.advance({ hours: -24 * 365 * 11 });
  const channel = await textChannel(discord);
  const { id } = await channel.send('2014');
  expect(discord.people.messages(channel.id, discord.userId('ann'))).toMatchObject([{ id }]);
});

test('who is pinged depends on what the sender allows and may do', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const channel = await textChannel(discord);
  const [ann, ben] = [discord.userId('ann'), discord.userId('ben')];
  const content = `@everyone <@${ann}> and <@${ben}>`;
  const pings = async (extra: object) => {
    const { id } = await channel.send({ content, ...extra });
    return discord.people.messages(channel.id, ann).find((each) => each.id === id)?.pings;
  };
  const nobody = { everyone: false, users: [], roles: [] };
  expect(await pings({})).toEqual({ ...nobody, users: [ann, ben] });
  expect(await pings({ allowedMentions: { parse: [] } })).toEqual(nobody);
  expect(await pings({ allowedMentions: { users: [ben] } })).toEqual({ ...nobody, users: [ben] });
  expect(await pings({ content: `\`<@${ann}>\`` })).toEqual(nobody);
  expect(await pings({ flags: 4096 })).toEqual(nobody);
  const chair = discord.people.say(ann, channel.id, '@everyone come');
  expect(chair.pings).toEqual({ ...nobody, everyone: true });
  expect(discord.people.say(ben, channel.id, '@everyone come').pings).toEqual(nobody);
  const answer = await channel.send({ content: 'a', reply: { messageReference: chair.id } });
  expect(answer.type).toBe(MessageType.Reply);
});

test('an edit pings nobody', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const message = await channel.send('Soon');
  await message.edit(`Now, <@${discord.userId('ann')}>`);
  const [seen] = discord.people.messages(channel.id, discord.userId('ann'));
  expect(seen).toMatchObject({ pings: { users: [] }, content: `Now, <@${discord.userId('ann')}>` });
});

test('messages are paged, the newest first', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const ids = Array.from({ length: 9 }, (_, index) =>
    discord.people.say(discord.userId('ann'), channel.id, `${index}`),
  ).map(({ id }) => id);
  const contents = async (options: object) =>
    [...(await channel.messages.fetch(options)).values()]
      .map((message) => message.content)
      .join('');
  expect(await contents({ limit: 3 })).toBe('876');
  expect(await contents({ limit: 2, before: ids[4] })).toBe('32');
  expect(await contents({ limit: 2, after: ids[4] })).toBe('65');
  expect(await contents({ limit: 4, around: ids[4] })).toBe('6543');
});

test('pins are listed, announced and limited to those who may pin', async () => {
  const { discord, clock } = await aDiscord();
  const channel = await textChannel(discord);
  const message = await channel.send('Agenda');
  await message.pin();
  clock.advance({ minutes: 1 });
  await (await channel.send('Minutes')).pin();
  const { items } = await channel.messages.fetchPins();
  expect(items.map((item) => item.message.content)).toEqual(['Minutes', 'Agenda']);
  const kinds = discord.people.messages(channel.id, discord.userId('ann')).map(({ kind }) => kind);
  expect(kinds).toEqual(['said', 'pinned', 'said', 'pinned']);
  await message.unpin();
  expect(discord.people.pins(channel.id)).toHaveLength(1);
});

test('a file is stored, described and served', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const file = {
    attachment: Buffer.from('# Agenda'),
    name: 'agenda.md',
    description: 'The agenda',
  };
  const message = await channel.send({ files: [file] });
  const attachment = message.attachments.first();
  expect(attachment).toMatchObject({ name: 'agenda.md', size: 8, description: 'The agenda' });
  expect(await (await fetch(attachment?.url ?? '')).text()).toBe('# Agenda');
});

test('a thread grows from a message, sleeps when nobody writes, and wakes when somebody does', async () => {
  const { discord, clock } = await aDiscord();
  const channel = await textChannel(discord);
  const starter = await channel.send('Agenda');
  const thread = await starter.startThread({ name: 'The call', autoArchiveDuration: 60 });
  expect(thread.id).toBe(starter.id);
  expect(
    await refused(discord, 'POST', `/channels/${channel.id}/messages/${starter.id}/threads`, {
      name: 'a',
    }),
  ).toMatchObject({ code: 160004 });
  const ann = discord.userId('ann');
  discord.people.say(ann, thread.id, 'I have a point');
  expect(discord.people.channels(ann)).toContainEqual({
    id: thread.id,
    name: 'The call',
    kind: 'thread',
    parentId: channel.id,
    isArchived: false,
  });
  clock.advance({ hours: 2 });
  expect((await ask(discord, 'GET', `/channels/${thread.id}`)).body).toMatchObject({
    thread_metadata: { archived: true },
    message_count: 1,
    member_count: 2,
  });
  await thread.send('Minutes');
  expect((await ask(discord, 'GET', `/channels/${thread.id}`)).body).toMatchObject({
    thread_metadata: { archived: false },
  });
});

test('a locked thread is closed to everyone but moderators', async () => {
  const { discord } = await aDiscord();
  const channel = await textChannel(discord);
  const thread = await channel.threads.create({ name: 'Over', type: 11 });
  await thread.setLocked(true);
  expect(() => discord.people.say(discord.userId('ben'), thread.id, 'Wait')).toThrow(
    'This thread is locked.',
  );
});

test('a direct message is between the bot and one person', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const user = await bot.users.fetch(discord.userId('ben'));
  const { channelId } = await user.send('A word');
  expect(discord.people.messages(channelId, discord.userId('ben'))).toHaveLength(1);
  expect(() => discord.people.messages(channelId, discord.userId('ann'))).toThrow("You can't see");
  const answer = discord.people.say(discord.userId('ben'), channelId, 'Yes?');
  const fetched = await user.dmChannel?.messages.fetch(answer.id);
  expect(fetched?.content).toBe('Yes?');
});

test('commands keep their ids and, while nothing changes, their versions', async () => {
  const { discord } = await aDiscord();
  const bot = await aBot(discord);
  const set = async (description: string) => {
    const all = await bot.application.commands.set([
      { name: 'agenda', description: 'Same' },
      { name: 'meeting', description },
    ]);
    return all.map(({ id, version }) => ({ id, version }));
  };
  const first = await set('One');
  expect(await set('One')).toEqual(first);
  const changed = await set('Two');
  expect(changed[0]).toEqual(first[0]);
  expect(changed[1]?.id).toBe(first[1]?.id);
  expect(changed[1]?.version).not.toBe(first[1]?.version);
  await bot.application.commands.set([]);
  expect(discord.people.registeredCommands()).toEqual([]);
});
