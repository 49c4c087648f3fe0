import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import { onTestFinished } from 'vitest';
import {
  type DiscordOptions,
  type SandboxDiscord,
  startDiscord,
} from '../../../src/sandbox/discord/start-discord.ts';

export const ordinaryIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildVoiceStates,
  GatewayIntentBits.GuildScheduledEvents,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** A clock that stands where it is put. */
export class SetClock {
  #now: Temporal.Instant;

  constructor(start: string) {
    this.#now = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  advance(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }
}

export const monday = '2025-06-23T08:00:00Z';

/** A guild with a text, a private and a voice channel, and two people; it stops with the test. */
export async function aDiscord(
  options: Partial<DiscordOptions> = {},
): Promise<{ discord: SandboxDiscord; clock: SetClock }> {
  const clock = new SetClock(monday);
  const discord = await startDiscord({
    clock,
    guild: {
      name: 'Commons',
      channels: [
        { name: 'general', topic: 'Our calls' },
        { name: 'secret', overwrites: [{ for: '@everyone', deny: ['ViewChannel'] }] },
        { name: 'Call', type: 'voice' },
      ],
      roles: [{ name: 'chairs', permissions: ['ManageMessages', 'MentionEveryone'] }],
      members: [
        { username: 'ann', displayName: 'Ann', roles: ['chairs'] },
        { username: 'ben', displayName: 'Ben' },
      ],
    },
    ...options,
  });
  onTestFinished(() => discord.stop());
  return { discord, clock };
}

/** The real discord.js, logged in and ready. */
export async function aBot(
  discord: SandboxDiscord,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = aClient(discord, options);
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(discord.token);
  await ready;
  return client as Client<true>;
}

export function aClient(discord: SandboxDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: ordinaryIntents,
    rest: { api: discord.api },
    ...options,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** Resolves with the next event of the kind. */
export function next<Event extends keyof import('discord.js').ClientEvents>(
  client: Client,
  event: Event,
): Promise<import('discord.js').ClientEvents[Event]> {
  return new Promise((resolve) => client.once(event, (...values) => resolve(values)));
}
