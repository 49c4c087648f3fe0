import { VirtualClock } from './clock.ts';
import type { ChannelPlan, GuildPlan } from './discord/guilds.ts';
import type { SeenMessage } from './discord/seen.ts';
import { startDiscord, type SandboxDiscord } from './discord/start-discord.ts';
import { startList, type SandboxList } from './list/list.ts';
import type { MailEvent } from './list/post-office.ts';
import type { ListSettings } from './list/redistribute.ts';
import type { SandboxMember } from './member.ts';
import { checkFree, portsFrom, type SandboxPorts } from './ports.ts';
import { startPage } from './web/page.ts';

export interface SandboxOptions {
  /** When the story begins. */
  start: Temporal.Instant;
  /** The zone that the page shows its times in. */
  zone: string;
  members: SandboxMember[];
  list: ListSettings;
  /** The Discord server; its members are those who have an account. */
  guild: Omit<GuildPlan, 'members'> & { channels: ChannelPlan[] };
  /** Which of Convoke's pages stands on the right; when not said, the meeting's that Convoke spoke of last. */
  publicPath?: string;
  ports?: SandboxPorts;
  clock?: VirtualClock;
}

/** Something that stands in a channel now. */
export interface PostEvent {
  channel: string;
  message: SeenMessage;
}

/** A mailing list, a Discord, a clock, and a page over them, all on 127.0.0.1. */
export interface Sandbox {
  clock: VirtualClock;
  list: SandboxList;
  discord: SandboxDiscord;
  /** Members' Discord ids. */
  accounts: ReadonlyMap<string, string>;
  /** Where the page is. */
  url: string;
  /** The settings, as environment variables, with which Convoke lives in here. */
  environment: Record<string, string>;
  onMail(listener: (event: MailEvent) => void): () => void;
  /** Calls the listener once for each message in any channel, when it has its words. */
  onPost(listener: (event: PostEvent) => void): () => void;
  stop(): Promise<void>;
}

const convokeMail = 'agenda@convoke.example';

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { members, zone } = options;
  const ports = options.ports ?? portsFrom();
  await checkFree(ports);
  const clock = options.clock ?? new VirtualClock(options.start);
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const list = await startList({
      port: ports.smtp,
      clock,
      list: options.list,
      members,
      convoke: { address: convokeMail, lmtp: { host: '127.0.0.1', port: ports.lmtp } },
    });
    started.push(() => list.stop());
    const discord = await startDiscord({
      port: ports.discord,
      clock,
      guild: { ...options.guild, members: accountsOf(members) },
    });
    started.push(() => discord.stop());
    const accounts = new Map(
      members.flatMap(({ id, discord: account }) =>
        account ? [[id, discord.userId(account.userName)]] : [],
      ),
    );
    const pages = `http://127.0.0.1:${ports.convoke}`;
    const page = await startPage({
      port: ports.page,
      list,
      discord,
      clock,
      members,
      accounts,
      convoke: { mail: convokeMail, pages },
      zone,
      ...(options.publicPath === undefined ? {} : { publicPath: options.publicPath }),
    });
    started.push(() => page.stop());
    return {
      clock,
      list,
      discord,
      accounts,
      url: page.url,
      environment: environment(ports, discord),
      onMail: (listener) => list.onMail(listener),
      onPost: (listener) => watchPosts(discord, listener),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(ports: SandboxPorts, discord: SandboxDiscord): Record<string, string> {
  return {
    MAIL_ADDRESS: convokeMail,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SMTP_TLS: 'off',
    LMTP_HOST: '127.0.0.1',
    LMTP_PORT: String(ports.lmtp),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(ports.convoke),
    PUBLIC_URL: `http://127.0.0.1:${ports.convoke}`,
    FRAME_ANCESTORS: `http://127.0.0.1:${ports.page} http://localhost:${ports.page}`,
  };
}

function accountsOf(members: SandboxMember[]): NonNullable<GuildPlan['members']> {
  return members.flatMap(({ name, discord: account }) =>
    account ? [{ username: account.userName, displayName: name, roles: account.roles ?? [] }] : [],
  );
}

function watchPosts(discord: SandboxDiscord, listener: (event: PostEvent) => void): () => void {
  const told = new Set<string>();
  return discord.onChange(({ what, id, channelId }) => {
    if (what !== 'message' || channelId === undefined || told.has(id)) return;
    const channel = discord.world.channels.get(channelId);
    const stored = channel?.messages.get(id);
    if (!channel || !stored) return;
    const viewer = stored.ephemeralFor ?? stored.authorId;
    const message = discord.people.messages(channelId, viewer).find((one) => one.id === id);
    if (!message || message.isThinking) return;
    told.add(id);
    listener({ channel: channel.name, message });
  });
}
