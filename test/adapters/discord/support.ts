import { onTestFinished } from 'vitest';
import type { Answer, Log } from '../../../src/app/ports.ts';
import type { ChatInput } from '../../../src/app/handle-chat.ts';
import { startDiscord, type DiscordLink } from '../../../src/adapters/discord/gateway.ts';
import type { ChatHandle } from '../../../src/adapters/discord/handle-interaction.ts';
import type { SettingsStore } from '../../../src/adapters/discord/register-commands.ts';
import {
  startDiscord as startSandbox,
  type DiscordOptions as SandboxOptions,
  type SandboxDiscord,
} from '../../../src/sandbox/discord/start-discord.ts';

/** A Discord with a channel, and Ann in it; it stops with the test. */
export async function aDiscord(options: Partial<SandboxOptions> = {}): Promise<SandboxDiscord> {
  const discord = await startSandbox({
    clock: { now: () => Temporal.Now.instant() },
    guild: {
      name: 'Commons',
      channels: [{ name: 'calls' }, { name: 'Call', type: 'voice' }],
      members: [{ username: 'ann', displayName: 'Ann', nick: 'Ann of the board' }],
    },
    ...options,
  });
  onTestFinished(() => discord.stop());
  return discord;
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  facts: object;
  message: string;
}

export interface MemoryLog extends Log {
  lines: LogLine[];
  of(level: LogLine['level']): string[];
}

export function aLog(): MemoryLog {
  const lines: LogLine[] = [];
  const keep = (level: LogLine['level']) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  return {
    lines,
    of: (level) => lines.filter((line) => line.level === level).map(({ message }) => message),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
}

/** Settings that outlive a link, as the database's do. */
export function aSettingsStore(): SettingsStore & { values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  const settings = {
    get: async (key: string) => Promise.resolve(values.get(key)),
    set: async (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
  return { values, transaction: (work) => work({ settings }) };
}

/** Keeps what it is given and answers as told; the same input twice is one input. */
export class MemoryHandle {
  readonly stored = new Map<string, ChatInput>();
  readonly done: string[] = [];
  reply: (input: ChatInput) => Answer | Promise<Answer> = ({ command }) => ({
    audience: 'channel',
    text: `did ${command.name}`,
  });
  beforeStoring: () => Promise<void> = () => Promise.resolve();
  item: NonNullable<ChatHandle['item']> = () => Promise.resolve(undefined);
  held: NonNullable<ChatHandle['held']> = () => Promise.resolve(undefined);

  readonly store = async (input: ChatInput): Promise<string> => {
    await this.beforeStoring();
    this.stored.set(input.id, input);
    return `inbox-${input.id}`;
  };

  readonly answer = async (inboxId: string, input: ChatInput): Promise<Answer> => {
    if (inboxId !== `inbox-${input.id}`) throw new Error('answered without being stored');
    if (!this.done.includes(inboxId)) this.done.push(inboxId);
    return this.reply(input);
  };

  get inputs(): ChatInput[] {
    return [...this.stored.values()];
  }
}

export interface Setup {
  discord: SandboxDiscord;
  link: DiscordLink;
  handle: MemoryHandle;
  log: MemoryLog;
  store: ReturnType<typeof aSettingsStore>;
  ann: string;
  channel: string;
}

/** Convoke's link to a Discord, ready. */
export async function aLink(options: Partial<SandboxOptions> = {}): Promise<Setup> {
  const discord = await aDiscord(options);
  const setup = await anotherLink(discord);
  await setup.link.ready;
  return setup;
}

/** A link to a Discord that may have others, or may not answer; it stops with the test. */
export async function anotherLink(
  discord: SandboxDiscord,
  { token = discord.token, ...rest }: { token?: string; store?: Setup['store'] } = {},
): Promise<Setup> {
  const handle = new MemoryHandle();
  const log = aLog();
  const { store = aSettingsStore() } = rest;
  const link = await startDiscord({ token, apiUrl: discord.api, app: { store, log }, handle });
  onTestFinished(() => link.stop());
  return {
    discord,
    link,
    handle,
    log,
    store,
    ann: discord.userId('ann'),
    channel: discord.channelId('calls'),
  };
}

/** Waits until it holds, for as long as a test may last. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
