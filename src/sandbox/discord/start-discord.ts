import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Fault, Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import {
  addChannel,
  addMember,
  type ChannelPlan,
  createGuild,
  type GuildPlan,
  type MemberPlan,
} from './guilds.ts';
import { newUser } from './payloads.ts';
import { People } from './people.ts';
import { RateLimits, type RateLimitMode } from './rate-limits.ts';
import { type LoggedRequest, RequestLog } from './request-log.ts';
import { createRest } from './rest.ts';
import { addRoutes } from './routes.ts';
import { type Application, type Change, type Clock, type Guild, World } from './world.ts';

export interface DiscordOptions {
  /** 0, or left out, takes any free port. */
  port?: number;
  clock: Clock;
  guild: GuildPlan;
  application?: Partial<Pick<Application, 'name' | 'token'>> & {
    /** Privileged intents that are switched off in the portal; all are on when not said. */
    withheldIntents?: (keyof Application['privileged'])[];
  };
  /** Refuses request fields that Discord doesn't know; on when not said. */
  strict?: boolean;
  /** `real` when not said. */
  rateLimits?: RateLimitMode;
  /** Discord's three seconds, quarter of an hour, and the heartbeat, in real milliseconds. */
  firstResponseMs?: number;
  tokenMs?: number;
  heartbeatMs?: number;
}

/** Faults for the gateway as well as for requests. */
export interface DiscordFaults {
  /** The next request that matches meets this. */
  add(fault: Fault): void;
  clear(): void;
  dropGateway(): void;
  closeGateway(code: number): void;
  /** Opcode 7. */
  askReconnect(): void;
  /** Opcode 9. */
  invalidateSession(resumable: boolean): void;
  /** The next resume is refused. */
  forgetSessions(): void;
  refuseGateway(refusing: boolean): void;
  /** Heartbeats get no answer. */
  ignoreHeartbeats(deaf: boolean): void;
}

export interface SandboxDiscord {
  /** What discord.js takes as `rest.api`. */
  api: string;
  origin: string;
  port: number;
  token: string;
  applicationId: string;
  /** The guild of the options. */
  guild: Guild;
  world: World;
  people: People;
  faults: DiscordFaults;
  /** Every request, the oldest first. */
  log: readonly LoggedRequest[];
  /** Those that Discord would have refused. */
  readonly problems: LoggedRequest[];
  /** How many gateway connections are identified. */
  readonly connected: number;
  channelId(name: string): string;
  userId(username: string): string;
  addGuild(plan: GuildPlan): Guild;
  addChannel(plan: ChannelPlan): string;
  addMember(plan: MemberPlan): string;
  onChange(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/** Starts a Discord on 127.0.0.1: HTTP and the gateway on one port, everything else in memory. */
export async function startDiscord(options: DiscordOptions): Promise<SandboxDiscord> {
  const world = createWorld(options);
  const guild = createGuild(world, options.guild);
  const gateway = new Gateway(world, options.heartbeatMs ?? 41_250);
  const faults = new Faults();
  const log = new RequestLog(options.clock);
  const rest = createRest(
    {
      world,
      faults,
      log,
      strict: options.strict ?? true,
      limits: new RateLimits(options.rateLimits ?? 'real'),
      identifiesLeft: () => gateway.identifiesLeft,
    },
    addRoutes,
  );
  const server = createAdaptorServer({ fetch: rest.fetch }) as Server;
  gateway.listenOn(server);
  const port = await listen(server, options.port ?? 0);
  world.origin = `http://127.0.0.1:${port}`;
  return {
    api: `${world.origin}/api`,
    origin: world.origin,
    port,
    token: world.application.token,
    applicationId: world.application.id,
    guild,
    world,
    people: new People(world),
    faults: faultsOf(faults, gateway),
    log: log.entries,
    get problems() {
      return log.problems;
    },
    get connected() {
      return gateway.connected;
    },
    ...namesOf(world, guild),
    addGuild: (plan) => {
      const added = createGuild(world, plan);
      gateway.greet(added);
      return added;
    },
    addChannel: (plan) => addChannel(world, guild, plan).id,
    addMember: (plan) => addMember(world, guild, plan).userId,
    onChange: (listener) => world.onChange(listener),
    stop: () => stop(server, gateway),
  };
}

function createWorld({ clock, application = {}, firstResponseMs, tokenMs }: DiscordOptions): World {
  const withheld = application.withheldIntents ?? [];
  const name = application.name ?? 'Convoke';
  const world = new World({
    clock,
    application: {
      name,
      token: application.token ?? 'sandbox',
      privileged: {
        members: !withheld.includes('members'),
        presences: !withheld.includes('presences'),
        messageContent: !withheld.includes('messageContent'),
      },
    },
    deadlines: { firstResponseMs: firstResponseMs ?? 3000, tokenMs: tokenMs ?? 15 * 60_000 },
  });
  const bot = newUser(world.botId, name.toLowerCase(), null);
  world.users.set(world.botId, { ...bot, discriminator: '0000', bot: true });
  return world;
}

function faultsOf(faults: Faults, gateway: Gateway): DiscordFaults {
  return {
    add: (fault) => faults.add(fault),
    clear: () => {
      faults.clear();
      gateway.faults.refusing = false;
      gateway.faults.deaf = false;
    },
    dropGateway: () => gateway.drop(),
    closeGateway: (code) => gateway.close(code),
    askReconnect: () => gateway.askReconnect(),
    invalidateSession: (resumable) => gateway.invalidate(resumable),
    forgetSessions: () => gateway.forget(),
    refuseGateway: (refusing) => {
      gateway.faults.refusing = refusing;
    },
    ignoreHeartbeats: (deaf) => {
      gateway.faults.deaf = deaf;
    },
  };
}

function namesOf(world: World, guild: Guild): Pick<SandboxDiscord, 'channelId' | 'userId'> {
  return {
    channelId: (name) => {
      const channel = world.channelsOf(guild.id).find((each) => each.name === name);
      if (channel === undefined) throw new Error(`the guild has no channel "${name}"`);
      return channel.id;
    },
    userId: (username) => {
      const user = [...world.users.values()].find((each) => each.username === username);
      if (user === undefined) throw new Error(`nobody is called "${username}"`);
      return user.id;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server, gateway: Gateway): Promise<void> {
  gateway.stop();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
