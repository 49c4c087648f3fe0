import { describe, expect, it } from 'vitest';
import { createChatSender } from '../../../src/adapters/discord/sender.ts';
import type { ChatPost } from '../../../src/app/outgoing.ts';
import type { GuildPlan } from '../../../src/sandbox/discord/guilds.ts';
import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { aDiscord, aLog } from './support.ts';

const full = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const;

async function aSender(guild: Partial<GuildPlan> = {}) {
  const discord = await aDiscord({
    guild: {
      name: 'Commons',
      channels: [
        { name: 'calls' },
        { name: 'secret', overwrites: [{ for: 'bot', deny: ['ViewChannel'] }] },
      ],
      members: [{ username: 'ann' }],
      ...guild,
    },
  });
  const sender = createChatSender({ token: discord.token, apiUrl: discord.api, log: aLog() });
  return { discord, sender, channelId: discord.channelId('calls') };
}

const posted = (discord: SandboxDiscord, channelId: string) =>
  discord.people.messages(channelId, discord.userId('ann')).filter(({ kind }) => kind === 'said');

describe('a post', () => {
  it('arrives with its pin and its thread', async () => {
    const { discord, sender, channelId } = await aSender();
    const post: ChatPost = {
      channelId,
      content: 'The agenda',
      embeds: [{ title: 'Call of 24 June', description: '1. Release' }],
      pin: true,
      thread: `Call of 24 June ${'x'.repeat(100)}`,
    };
    const outcome = await sender.post(post, 'nonce-1');
    const [message] = posted(discord, channelId);
    expect(outcome).toMatchObject({
      kind: 'sent',
      remoteId: message?.id,
      threadId: message?.threadId,
    });
    expect(message).toMatchObject({ content: 'The agenda', isPinned: true });
    expect(discord.people.channels(discord.userId('ann'))).toContainEqual(
      expect.objectContaining({ id: message?.threadId, kind: 'thread' }),
    );
    expect(discord.problems).toEqual([]);
  });

  it('given twice with one nonce is one post, one pin and one thread', async () => {
    const { discord, sender, channelId } = await aSender();
    const post: ChatPost = { channelId, content: 'The call', pin: true, thread: 'Call' };
    const first = await sender.post(post, 'nonce-1');
    const second = await sender.post(post, 'nonce-1');
    expect(second).toEqual(first);
    expect(posted(discord, channelId)).toHaveLength(1);
    expect(discord.people.pins(channelId)).toHaveLength(1);
  });

  it('pings nobody, whatever it quotes', async () => {
    const { discord, sender, channelId } = await aSender();
    await sender.post({ channelId, content: `@everyone <@${discord.userId('ann')}>` }, 'n');
    expect(posted(discord, channelId)[0]?.pings).toEqual({ everyone: false, users: [], roles: [] });
  });

  it.each([
    [{ pin: true }, /not pinned.*Pin Messages/u],
    [{ thread: 'Call' }, /no thread.*Create Public Threads/u],
  ])('is out though the bot may not %j, and says what it lacks', async (wish, words) => {
    const { discord, sender, channelId } = await aSender({
      botPermissions: [...full],
      channels: [
        { name: 'calls', overwrites: [{ for: '@everyone', deny: ['CreatePublicThreads'] }] },
      ],
    });
    const outcome = await sender.post({ channelId, content: 'The call', ...wish }, 'n');
    expect(outcome).toMatchObject({ kind: 'sent', response: expect.stringMatching(words) });
    expect(posted(discord, channelId)).toHaveLength(1);
  });

  it('gets its pin and thread though Discord fails for a moment', async () => {
    const { discord, sender, channelId } = await aSender();
    discord.faults.add({ kind: 'answer', status: 500, path: /pins/u });
    discord.faults.add({ kind: 'answer', status: 500, path: /threads$/u, when: 'after' });
    discord.faults.add({ kind: 'answer', status: 429, retryAfterSeconds: 0.1, path: /threads$/u });
    const outcome = await sender.post({ channelId, content: 'x', pin: true, thread: 'Call' }, 'n');
    const [message] = posted(discord, channelId);
    expect(outcome).toMatchObject({ threadId: message?.threadId });
    expect(message).toMatchObject({ isPinned: true, threadId: expect.any(String) });
  });
});

describe('a post that fails', () => {
  it.each([
    [
      { kind: 'answer', status: 429, retryAfterSeconds: 30 } as const,
      { kind: 'retry', afterSeconds: 31 },
    ],
    [{ kind: 'answer', status: 503 } as const, { kind: 'retry', afterSeconds: 30 }],
    [{ kind: 'answer', status: 500 } as const, { kind: 'unknown' }],
    [{ kind: 'answer', status: 502 } as const, { kind: 'unknown' }],
    [{ kind: 'drop' } as const, { kind: 'unknown' }],
  ])('by %j is %j', async (fault, expected) => {
    const { discord, sender, channelId } = await aSender();
    discord.faults.add({ ...fault, method: 'POST' });
    expect(await sender.post({ channelId, content: 'x' }, 'n')).toMatchObject(expected);
    expect(posted(discord, channelId)).toEqual([]);
    expect(await sender.post({ channelId, content: 'x' }, 'n')).toMatchObject({ kind: 'sent' });
  });

  it.each([{ kind: 'drop' } as const, { kind: 'answer', status: 500 } as const])(
    'by %j though it arrived is there once after it is tried again',
    async (fault) => {
      const { discord, sender, channelId } = await aSender();
      discord.faults.add({ ...fault, method: 'POST', when: 'after' });
      const post = { channelId, content: 'x', thread: 'Call' };
      expect(await sender.post(post, 'n')).toMatchObject({ kind: 'unknown' });
      expect(await sender.post(post, 'n')).toMatchObject({ kind: 'sent' });
      expect(posted(discord, channelId)).toHaveLength(1);
    },
  );

  it('by a short wait is posted after it', async () => {
    const { discord, sender, channelId } = await aSender();
    discord.faults.add({ kind: 'answer', status: 429, retryAfterSeconds: 0.2, method: 'POST' });
    expect(await sender.post({ channelId, content: 'x' }, 'n')).toMatchObject({ kind: 'sent' });
  });

  it('for want of any Discord is tried again later', async () => {
    const { discord, sender, channelId } = await aSender();
    await discord.stop();
    expect(await sender.post({ channelId, content: 'x' }, 'n')).toMatchObject({
      kind: 'retry',
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('for a wrong token is tried again later, each time with the token', async () => {
    const { discord, channelId } = await aSender();
    const sender = createChatSender({ token: 'wrong', apiUrl: discord.api, log: aLog() });
    for (const nonce of ['1', '2'])
      expect(await sender.post({ channelId, content: 'x' }, nonce)).toMatchObject({
        kind: 'retry',
        error: expect.stringContaining('DISCORD_TOKEN'),
      });
  });

  it.each<[string, (discord: SandboxDiscord) => Partial<ChatPost>, RegExp]>([
    [
      'to a channel that is no more',
      () => ({ channelId: '123456789012345678' }),
      /convoke series edit/u,
    ],
    [
      'to a channel it can’t see',
      (discord) => ({ channelId: discord.channelId('secret') }),
      /can’t see/u,
    ],
    ['that is too long', () => ({ content: 'x'.repeat(2001) }), /content.*2000/u],
    ['that is empty', () => ({ content: '' }), /empty message/u],
  ])('because it is %s is refused for good, with what to mend', async (_, wrong, words) => {
    const { discord, sender, channelId } = await aSender();
    const outcome = await sender.post({ channelId, content: 'x', ...wrong(discord) }, 'n');
    expect(outcome).toMatchObject({ kind: 'refused', error: expect.stringMatching(words) });
  });

  it('for want of permission is refused with where to look', async () => {
    const { sender, channelId } = await aSender({
      botPermissions: [],
      channels: [{ name: 'calls', overwrites: [{ for: '@everyone', deny: ['SendMessages'] }] }],
    });
    expect(await sender.post({ channelId, content: 'x' }, 'n')).toMatchObject({
      kind: 'refused',
      error: expect.stringMatching(/may not post.*convoke doctor/u),
    });
  });
});
