import pg from 'pg';
import { createSeries } from '../../src/app/manage-series.ts';
import type { App, Log } from '../../src/app/ports.ts';
import { readConfig } from '../../src/config.ts';
import { startService, type Service } from '../../src/main.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import { startDiscord, type SandboxDiscord } from '../../src/sandbox/discord/start-discord.ts';
import { freePorts } from '../../src/sandbox/ports.ts';
import type { Server } from '../support/server.ts';
import {
  begins,
  channels,
  convokeAddress,
  described,
  lists,
  makeSeries,
  type SeriesPlan,
} from './community.ts';
import type { Person } from './people.ts';
import { startPost, type Post } from './post.ts';

/** The community's world, and the service in it. */
export interface Town {
  clock: VirtualClock;
  post: Post;
  discord: SandboxDiscord;
  /** To look into the database; the service has connections of its own. */
  database: pg.Pool;
  people: Person[];
  series: SeriesPlan[];
  /** Discord ids by the ids of people. */
  accounts: ReadonlyMap<string, string>;
  /** Ids of people by the list that they are on. */
  subscribers: ReadonlyMap<string, ReadonlySet<string>>;
  house: House;
  /** What the service logged as a warning or an error. */
  log: { level: 'warn' | 'error'; at: Temporal.Instant; facts: object; message: string }[];
  stop(): Promise<void>;
}

export async function raiseTown(server: Server, people: Person[]): Promise<Town> {
  const series = makeSeries(people);
  const subscribers = new Map(
    lists.map(({ address }) => [address, subscribersOf(address, series)] as const),
  );
  const { url } = await server.create();
  const database = new pg.Pool({ connectionString: url, max: 4 });
  database.on('error', () => undefined);
  const clock = new VirtualClock(begins, {
    waitMs: 2,
    isBusy: () => isBusy(database),
    patience: 4_000,
    // Nobody moves the clock but the simulation: between two moves there is nothing to look at.
    idleMs: 3_600_000,
  });
  const post = await startPost({
    clock,
    members: people,
    convoke: convokeAddress,
    lists: lists.map((settings) => ({
      settings,
      subscribers: subscribers.get(settings.address) ?? new Set(),
    })),
  });
  const discord = await startDiscord({
    clock,
    rateLimits: 'generous',
    guild: {
      name: 'Town',
      channels: channels.map((name) => ({ name })),
      members: people.flatMap(({ name, discord: account }) =>
        account ? [{ username: account.userName, displayName: name }] : [],
      ),
    },
  });
  const accounts = new Map(
    people.flatMap(({ id, discord: account }) =>
      account ? [[id, discord.userId(account.userName)] as const] : [],
    ),
  );
  const log: Town['log'] = [];
  const house = new House({ clock, post, discord, url, log });
  // What failed is tried again in a moment of real time; virtual time waits for it.
  clock.everyMinute(async () =>
    house.size > 0 && (await isBusy(database)) ? clock.now() : undefined,
  );
  return {
    clock,
    post,
    discord,
    database,
    people,
    series,
    accounts,
    subscribers,
    house,
    log,
    stop: async () => {
      await house.stopAll();
      await post.stop();
      await discord.stop();
      await database.end();
    },
  };
}

/** Whether something is being done, or will be tried again in a moment. */
async function isBusy(database: pg.Pool): Promise<boolean> {
  const { rowCount } = await database.query({
    name: 'busy',
    text: `select from graphile_worker._private_jobs where attempts < max_attempts
        and (run_at <= now() or (attempts > 0 and run_at < now() + interval '1 minute'))
      union all select from outbox where status = 'sending' limit 1`,
  });
  return rowCount !== 0;
}

function subscribersOf(address: string, series: readonly SeriesPlan[]): Set<string> {
  const ofList = series.filter(({ list }) => list === address);
  return new Set(
    ofList
      .flatMap(({ people, chairs, scribes }) => [...people, ...chairs, ...scribes])
      .filter(({ mail }) => mail !== undefined)
      .map(({ id }) => id),
  );
}

interface HouseOptions {
  clock: VirtualClock;
  post: Post;
  discord: SandboxDiscord;
  url: string;
  log: Town['log'];
}

/** The processes of the service: none while it is down, two on some days. */
export class House {
  readonly #options: HouseOptions;
  readonly #running: { service: Service; port: number }[] = [];

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#running.length;
  }

  /** Through which the operator's commands go. */
  get app(): App {
    const [first] = this.#running;
    if (!first) throw new Error('the service is down');
    return first.service.app;
  }

  get publicUrl(): string | undefined {
    return this.#running[0]?.service.publicUrl;
  }

  async start(): Promise<void> {
    const { clock, post, discord, url } = this.#options;
    const { lmtp, convoke: http } = await freePorts();
    const config = readConfig({
      DATABASE_URL: url,
      MAIL_ADDRESS: convokeAddress,
      SMTP_URL: `smtp://127.0.0.1:${post.port}`,
      SMTP_TLS: 'off',
      LMTP_PORT: String(lmtp),
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      HTTP_PORT: String(http),
      PUBLIC_URL: `http://127.0.0.1:${http}`,
    });
    const service = await startService(config, { clock, log: this.#log() });
    this.#running.push({ service, port: lmtp });
    post.lmtp.targets.push(lmtp);
  }

  /** Ends the process that runs the longest, or the newest one. */
  async stop(which: 'oldest' | 'newest'): Promise<void> {
    const ended = which === 'oldest' ? this.#running.shift() : this.#running.pop();
    if (!ended) return;
    const { targets } = this.#options.post.lmtp;
    targets.splice(targets.indexOf(ended.port), 1);
    await ended.service.stop();
  }

  async stopAll(): Promise<void> {
    while (this.size > 0) await this.stop('newest');
  }

  #log(): Log {
    const { clock, log } = this.#options;
    const keep = (level: 'warn' | 'error') => (facts: object, message: string) =>
      void log.push({ level, at: clock.now(), facts, message });
    return { info: () => undefined, warn: keep('warn'), error: keep('error') };
  }
}

/** What the operator types on the first day. */
export async function foundSeries({ house, series, discord, accounts }: Town): Promise<void> {
  for (const { slug, name, zone, list, channel, chairs, scribes, fields } of series)
    await createSeries(house.app, {
      slug,
      name,
      zone,
      community: { slug: 'town', name: 'Town', discordGuildId: discord.guild.id },
      ...(list === undefined ? {} : { listAddress: list }),
      ...(channel === undefined ? {} : { discordChannelId: discord.channelId(channel) }),
      chairs: chairs.map((person) => described(person, accounts)),
      scribes: scribes.map((person) => described(person, accounts)),
      ...fields,
    });
}
