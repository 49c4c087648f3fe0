import { GuildScheduledEventStatus as Status } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { createChatSender } from '../../../src/adapters/discord/sender.ts';
import type { ChatEvent } from '../../../src/app/outgoing.ts';
import type { GuildPlan } from '../../../src/sandbox/discord/guilds.ts';
import { aDiscord, aLog } from './support.ts';

const now = Temporal.Now.instant();
const startsAt = now.add({ hours: 30 });
const later = startsAt.add({ hours: 2 });

async function aServer(guild: Partial<GuildPlan> = {}) {
  const discord = await aDiscord({
    guild: {
      name: 'Commons',
      channels: [{ name: 'calls' }, { name: 'Call', type: 'voice' }],
      members: [{ username: 'ann' }],
      ...guild,
    },
  });
  const sender = createChatSender({ token: discord.token, apiUrl: discord.api, log: aLog() });
  const event = (changes: Partial<ChatEvent> = {}): ChatEvent => ({
    guildId: discord.guild.id,
    marker: 'Convoke 0123456789abcdef',
    name: 'MirageOS call',
    description: 'Agenda and minutes\n\nConvoke 0123456789abcdef',
    startsAt: startsAt.toString(),
    endsAt: startsAt.add({ hours: 1 }).toString(),
    place: { location: 'https://meet.example.org/mirage/weekly/2014-06-24' },
    status: 'scheduled',
    ...changes,
  });
  return {
    discord,
    event,
    put: (wanted: ChatEvent, known?: string) => sender.putEvent(wanted, now, known),
    events: () => discord.people.scheduledEvents(),
  };
}

describe('an event', () => {
  it('is made once, however often it is asked for', async () => {
    const { discord, event, put, events } = await aServer();
    const first = await put(event());
    expect(first).toMatchObject({ kind: 'sent', remoteId: events()[0]?.id });
    expect(await put(event())).toMatchObject({ kind: 'sent', remoteId: events()[0]?.id });
    expect(events()).toMatchObject([
      { name: 'MirageOS call', status: Status.Scheduled, ...event().place },
    ]);
    expect(discord.problems).toEqual([]);
  });

  it.each([
    ['the connection is cut', { kind: 'drop' } as const],
    ['Discord answers with an error of its own', { kind: 'answer', status: 500 } as const],
  ])('is made once when it was made and then %s', async (_, fault) => {
    const { discord, event, put, events } = await aServer();
    discord.faults.add({ ...fault, method: 'POST', path: /scheduled-events$/u, when: 'after' });
    expect(await put(event())).toMatchObject({ kind: 'unknown' });
    expect(await put(event())).toMatchObject({ kind: 'sent', remoteId: events()[0]?.id });
    expect(events()).toHaveLength(1);
  });

  it('is moved, begun and ended with its meeting', async () => {
    const { discord, event, put, events } = await aServer();
    await put(event());
    const times = { startsAt: later.toString(), endsAt: later.add({ hours: 1 }).toString() };
    await put(event(times));
    expect(events()[0]?.startsAt.epochMilliseconds).toBe(later.epochMilliseconds);
    await put(event({ ...times, status: 'active' }));
    expect(events()[0]?.status).toBe(Status.Active);
    await put(event({ ...times, status: 'completed' }));
    await put(event({ ...times, status: 'completed' }));
    expect(events()).toMatchObject([{ status: Status.Completed }]);
    expect(discord.problems).toEqual([]);
  });

  it('is cancelled with its meeting, once', async () => {
    const { discord, event, put, events } = await aServer();
    await put(event());
    await put(event({ status: 'canceled' }));
    await put(event({ status: 'canceled' }));
    expect(events()).toMatchObject([{ status: Status.Canceled }]);
    expect(discord.problems).toEqual([]);
  });

  it('takes place in a voice channel where the series names one', async () => {
    const { discord, event, put, events } = await aServer();
    const channelId = discord.channelId('Call');
    await put(event({ place: { channelId } }));
    expect(events()).toMatchObject([{ channelId, location: undefined }]);
    await put(event());
    expect(events()).toMatchObject([{ channelId: null, ...event().place }]);
    expect(discord.problems).toEqual([]);
  });

  it('is known by its mark and its author: that of somebody else is left alone', async () => {
    const { discord, event, put, events } = await aServer();
    await put(event());
    const [own] = events();
    const stranger = { ...own!, id: '1', creatorId: discord.userId('ann') };
    discord.guild.scheduledEvents.set(stranger.id, stranger);
    await put(event({ status: 'canceled' }));
    expect(events().find(({ id }) => id === '1')?.status).toBe(Status.Scheduled);
    expect(events().find(({ id }) => id === own?.id)?.status).toBe(Status.Canceled);
  });

  it('that is there twice is there once afterwards', async () => {
    const { discord, event, put, events } = await aServer();
    await put(event());
    const [own] = events();
    discord.guild.scheduledEvents.set('9'.repeat(20), { ...own!, id: '9'.repeat(20) });
    await put(event());
    expect(events().map(({ id }) => id)).toEqual([own?.id]);
  });

  it('that somebody deleted stays away', async () => {
    const { discord, event, put, events } = await aServer();
    const made = await put(event());
    discord.guild.scheduledEvents.clear();
    const known = made.kind === 'sent' ? made.remoteId : undefined;
    expect(await put(event(), known)).toMatchObject({
      kind: 'sent',
      response: expect.stringContaining('somebody deleted it'),
    });
    expect(events()).toEqual([]);
  });

  it('is not asked for when it would begin in the past', async () => {
    const { discord, event, put, events } = await aServer();
    const past = { startsAt: now.subtract({ hours: 1 }).toString() };
    expect(await put(event(past))).toMatchObject({ kind: 'sent' });
    expect(events()).toEqual([]);
    expect(discord.problems).toEqual([]);
  });

  it('that the bot may not make is refused, with how to mend it', async () => {
    const { event, put } = await aServer({ botPermissions: ['ViewChannel', 'SendMessages'] });
    expect(await put(event())).toMatchObject({
      kind: 'refused',
      error: expect.stringMatching(/Create Events.*--discord-event no/u),
    });
  });

  it('is refused where the server has a hundred', async () => {
    const { discord, event, put, events } = await aServer();
    await put(event());
    const [own] = events();
    for (let id = 100; id < 200; id++)
      discord.guild.scheduledEvents.set(`${id}`, { ...own!, id: `${id}`, description: 'other' });
    await put(event({ status: 'canceled' }));
    expect(await put(event({ marker: 'Convoke 2', description: 'Convoke 2' }))).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('(100)'),
    });
  });

  it('waits while Discord is busy', async () => {
    const { discord, event, put } = await aServer();
    discord.faults.add({ kind: 'answer', status: 429, retryAfterSeconds: 40, path: /scheduled/u });
    expect(await put(event())).toMatchObject({ kind: 'retry', why: 'busy' });
  });
});
