import { describe, expect, it } from 'vitest';
import { createChatSender } from '../../../src/adapters/discord/sender.ts';
import type { ChatPost } from '../../../src/app/outgoing.ts';
import type { PostDoubt } from '../../../src/app/ports.ts';
import type { ChannelPlan } from '../../../src/sandbox/discord/guilds.ts';
import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { VirtualClock } from '../../../src/sandbox/clock.ts';
import { aDiscord, aLog } from './support.ts';

const start = Temporal.Instant.from('2026-06-23T08:00:00Z');
const doubt: PostDoubt = { since: start, others: [], otherwise: 'leave' };
/** Far longer than Discord remembers a nonce. */
const longAfter = start.add({ hours: 5 });

async function aSender(channel: Partial<ChannelPlan> = {}) {
  const clock = new VirtualClock(start);
  const discord = await aDiscord({
    clock,
    guild: {
      name: 'Commons',
      channels: [{ name: 'calls', ...channel }],
      members: [{ username: 'ann' }],
    },
  });
  const sender = createChatSender({ token: discord.token, apiUrl: discord.api, log: aLog() });
  return { clock, discord, sender, channelId: discord.channelId('calls') };
}

const posted = (discord: SandboxDiscord, channelId: string) =>
  discord.people.messages(channelId, discord.userId('ann')).filter(({ kind }) => kind === 'said');

const call = (channelId: string): ChatPost => ({
  channelId,
  embeds: [{ title: 'The call', description: 'Who  has items?\n\n* One\n* Two ' }],
});

describe('a post that may be there already', () => {
  it('is found though Discord has forgotten its nonce, and gets its pin and thread', async () => {
    const { clock, discord, sender, channelId } = await aSender();
    await sender.post(call(channelId), 'nonce-1');
    await clock.runTo(longAfter);
    const outcome = await sender.post(
      { ...call(channelId), pin: true, thread: 'Call' },
      'nonce-1',
      doubt,
    );
    const [message] = posted(discord, channelId);
    expect(posted(discord, channelId)).toHaveLength(1);
    expect(message).toMatchObject({ isPinned: true });
    expect(outcome).toMatchObject({
      kind: 'sent',
      remoteId: message?.id,
      threadId: message?.threadId,
    });
  });

  it('is made when it is not there', async () => {
    const { clock, discord, sender, channelId } = await aSender();
    await clock.runTo(longAfter);
    expect(await sender.post(call(channelId), 'nonce-1', doubt)).toMatchObject({ kind: 'sent' });
    expect(posted(discord, channelId)).toHaveLength(1);
  });

  it('is not taken for another of ours with the same words, nor for an older one', async () => {
    const { clock, discord, sender, channelId } = await aSender();
    const old = await sender.post(call(channelId), 'nonce-1');
    await clock.runTo(longAfter);
    const since = longAfter;
    await sender.post(call(channelId), 'nonce-2', { ...doubt, since });
    expect(posted(discord, channelId)).toHaveLength(2);
    const others = posted(discord, channelId).map(({ id }) => id);
    await sender.post(call(channelId), 'nonce-3', { ...doubt, others });
    expect(posted(discord, channelId)).toHaveLength(3);
    expect(old).toMatchObject({ kind: 'sent' });
  });

  it('is not taken for what a person wrote', async () => {
    const { clock, discord, sender, channelId } = await aSender();
    discord.people.say(discord.userId('ann'), channelId, 'The call');
    await clock.runTo(longAfter);
    await sender.post({ channelId, content: 'The call' }, 'nonce-1', doubt);
    expect(posted(discord, channelId)).toHaveLength(2);
  });

  it('is found behind hundreds of other messages', async () => {
    const { clock, discord, sender, channelId } = await aSender();
    for (let i = 0; i < 150; i++)
      discord.people.say(discord.userId('ann'), channelId, `message ${i}`);
    await sender.post(call(channelId), 'nonce-1');
    await clock.runTo(longAfter);
    await sender.post(call(channelId), 'nonce-1', doubt);
    expect(posted(discord, channelId)).toHaveLength(151);
  });

  it('is tried later when Discord doesn’t answer the search', async () => {
    const { discord, sender, channelId } = await aSender();
    discord.faults.add({ kind: 'answer', status: 500, method: 'GET', path: /messages/u });
    expect(await sender.post(call(channelId), 'nonce-1', doubt)).toMatchObject({ kind: 'retry' });
    expect(posted(discord, channelId)).toEqual([]);
  });

  it('is left to a person where the bot may not read the channel’s history', async () => {
    const { discord, sender, channelId } = await aSender({
      overwrites: [{ for: 'bot', deny: ['ReadMessageHistory'] }],
    });
    expect(await sender.post(call(channelId), 'nonce-1', doubt)).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('Read Message History'),
    });
    expect(posted(discord, channelId)).toEqual([]);
    const fresh = { ...doubt, otherwise: 'post' } as const;
    expect(await sender.post(call(channelId), 'nonce-1', fresh)).toMatchObject({ kind: 'sent' });
  });
});
