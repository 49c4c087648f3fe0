import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { mayHear } from './intents.ts';
import { isOpenToBot, withheldContent } from './message-payload.ts';
import { guildCreatePayload } from './payloads.ts';
import { can } from './permissions.ts';
import { applicationFlags } from './application-payload.ts';
import type { Dispatch, Guild, World } from './world.ts';

/** What a session writes to; the socket behind it changes with every resume. */
export interface Wire {
  sendText(text: string): void;
}

/** A dispatch as it was sent: as text, so that later changes to the world don't change what a resume repeats. */
interface Told {
  sequence: number;
  text: string;
}

const maxReplayed = 5000;

/** One identified connection's memory: what it was told, numbered, so that a resume can tell the rest. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  wire: Wire | undefined;
  /** When its connection was lost, in real time. */
  lostAtMs: number | undefined;
  sequence = 0;
  readonly #world: World;
  readonly #told: Told[] = [];
  readonly #greeted = new Set<string>();

  constructor(
    world: World,
    identity: { id: string; intents: number; shard: readonly [number, number] },
  ) {
    this.#world = world;
    this.id = identity.id;
    this.intents = identity.intents;
    this.shard = identity.shard;
  }

  /** READY, then every guild of the shard. */
  begin(resumeUrl: string): void {
    const world = this.#world;
    const guilds = [...world.guilds.values()].filter((guild) => this.#isOfShard(guild.id));
    this.#tell('READY', {
      v: 10,
      user: {
        ...world.user(world.botId),
        bot: true,
        verified: true,
        mfa_enabled: true,
        email: null,
      },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: this.id,
      session_type: 'normal',
      resume_gateway_url: resumeUrl,
      shard: this.shard,
      application: { id: world.application.id, flags: applicationFlags(world) },
      private_channels: [],
      relationships: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      _trace: [],
    });
    for (const guild of guilds) this.greet(guild);
  }

  /** Tells of a guild, whether at the beginning or when the bot is added to it. */
  greet(guild: Guild): void {
    if (!this.#isOfShard(guild.id)) return;
    this.#greeted.add(guild.id);
    if ((this.intents & GatewayIntentBits.Guilds) === 0) return;
    this.#tell('GUILD_CREATE', guildCreatePayload(this.#world, guild, this.#visibleMembers(guild)));
  }

  /** Passes on what this session may hear. */
  hear(dispatch: Dispatch): void {
    if (this.#mayHear(dispatch)) this.#tell(dispatch.event, this.#edited(dispatch));
  }

  /** What the client has not acknowledged, or undefined when that is no longer known. */
  missedSince(sequence: number): string[] | undefined {
    if (sequence > this.sequence) return undefined;
    const missed = this.#told.filter((told) => told.sequence > sequence);
    return missed.length === this.sequence - sequence ? missed.map(({ text }) => text) : undefined;
  }

  /** Says something to this session only. */
  say(event: string, data: object): void {
    this.#tell(event, data);
  }

  #tell(event: string, data: object): void {
    this.sequence += 1;
    const text = JSON.stringify({
      op: GatewayOpcodes.Dispatch,
      t: event,
      s: this.sequence,
      d: data,
    });
    this.#told.push({ sequence: this.sequence, text });
    if (this.#told.length > maxReplayed) this.#told.shift();
    this.wire?.sendText(text);
  }

  #mayHear({ event, guildId, channelId }: Dispatch): boolean {
    if (!mayHear(this.intents, event, guildId === undefined ? 'direct' : 'guild')) return false;
    // Direct messages go to the first shard.
    if (guildId === undefined) return this.shard[0] === 0;
    // A guild that is still being set up is told of as a whole, afterwards.
    if (!this.#greeted.has(guildId)) return false;
    const channel = channelId === undefined ? undefined : this.#world.channels.get(channelId);
    return channel === undefined || can(this.#world, this.#world.botId, channel, 'ViewChannel');
  }

  #edited({ event, data, message }: Dispatch): object {
    if (message === undefined || event === 'MESSAGE_DELETE') return data;
    const mayRead = (this.intents & GatewayIntentBits.MessageContent) !== 0;
    return mayRead || isOpenToBot(this.#world, message) ? data : withheldContent(data);
  }

  /** Discord's formula: `(guild_id >> 22) % shards`. */
  #isOfShard(guildId: string): boolean {
    const [index, count] = this.shard;
    return Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;
  }

  /** Without the presence intent a bot is told of itself and of those in voice. */
  #visibleMembers(guild: Guild): string[] {
    return (this.intents & GatewayIntentBits.GuildPresences) === 0
      ? [this.#world.botId, ...[...guild.voice.keys()].filter((id) => id !== this.#world.botId)]
      : [...guild.members.keys()];
  }
}
