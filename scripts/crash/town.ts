import { startDiscord, type SandboxDiscord } from '../../src/sandbox/discord/start-discord.ts';
import { startList, type SandboxList } from '../../src/sandbox/list/list.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import type { SandboxMember } from '../../src/sandbox/member.ts';
import { freePorts } from '../../src/sandbox/ports.ts';

export const zone = 'Europe/London';
export const listAddress = 'board@lists.example';
export const convoke = 'agenda@convoke.example';

/** Amir chairs; Hannes writes mails and reads no Discord; Mindy only reads the list, and Dave isn't on it. */
export const members = [
  { id: 'amir', name: 'Amir Chaudhry', mail: 'amir@town.example', discord: { userName: 'amir' } },
  { id: 'hannes', name: 'Hannes Mehnert', mail: 'hannes@town.example' },
  { id: 'mindy', name: 'Mindy Preston', mail: 'mindy@town.example' },
  { id: 'dave', name: 'David Scott', mail: 'dave@elsewhere.example', subscribed: false },
] as const satisfies SandboxMember[];

export type MemberId = (typeof members)[number]['id'];

/** A mailing list, a Discord and a clock, in this process: they see what comes out of the service, whatever becomes of it. */
export interface Town {
  clock: VirtualClock;
  /** What is going on in the story. */
  act: { name: string };
  list: SandboxList;
  discord: SandboxDiscord;
  channelId: string;
  /** The chair's account. */
  chair: string;
  /** How replica `index` of the service is to be configured, without its database. */
  environment(index: number): Record<string, string>;
  /** The names of the ports at which a process of the service meets the outside. */
  peers(index: number): Record<string, string>;
  stop(): Promise<void>;
}

export async function raiseTown(start: Temporal.Instant, replicas: number): Promise<Town> {
  // Whoever is slow here is being killed and started again; the clock waits for it.
  const clock = new VirtualClock(start, {
    waitMs: 50,
    patience: 600,
    idleMs: 1_000,
    onError: () => undefined,
  });
  const lmtpPorts: number[] = [];
  while (lmtpPorts.length < replicas) lmtpPorts.push((await freePorts()).lmtp);
  const list = await startList({
    clock,
    list: { name: 'board', address: listAddress, prefix: 'board' },
    members: [...members],
    convoke: { address: convoke, lmtp: { host: '127.0.0.1', port: lmtpPorts[0] ?? 0 } },
  });
  const discord = await startDiscord({
    clock,
    rateLimits: 'generous',
    guild: {
      name: 'Town',
      channels: [{ name: 'calls' }],
      members: [
        { username: 'amir', displayName: 'Amir Chaudhry' },
        { username: 'jeremy', displayName: 'Jeremy Yallop' },
      ],
    },
  });
  return {
    clock,
    act: { name: 'the start' },
    list,
    discord,
    channelId: discord.channelId('calls'),
    chair: discord.userId('amir'),
    environment: (index) => ({
      MAIL_ADDRESS: convoke,
      SMTP_URL: `smtp://127.0.0.1:${list.port}`,
      SMTP_TLS: 'off',
      LMTP_PORT: String(lmtpPorts[index]),
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      LOG_LEVEL: 'warn',
    }),
    peers: (index) => ({
      [list.port]: 'smtp',
      [discord.port]: 'discord',
      [lmtpPorts[index] ?? 0]: 'lmtp',
    }),
    stop: async () => {
      await list.stop();
      await discord.stop();
    },
  };
}
