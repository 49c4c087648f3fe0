import { setTimeout as delay } from 'node:timers/promises';
import type { APIInteraction } from 'discord-api-types/v10';
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, type REST } from 'discord.js';
import type { Log } from '../../app/ports.ts';
import type { UserError } from '../../domain/user-error.ts';
import { fatalClose, fatalLogin } from './gateway-failure.ts';

/** One login to the gateway, which discord.js keeps up by itself for as long as that can help. */
export interface Connection {
  rest: REST;
  /** Throws a UserError when someone must mend something first. */
  open(): Promise<void>;
  /** Rejects with a UserError when the connection is gone for good. */
  lost: Promise<never>;
  applicationId(): string;
  isUp(): boolean;
  close(): Promise<void>;
}

export type TakeInteraction = (interaction: APIInteraction) => void;

export interface ConnectionOptions {
  token: string;
  apiUrl?: string;
  log: Log;
  take: TakeInteraction;
}

export function openConnection(options: ConnectionOptions): Connection {
  const { token, apiUrl } = options;
  // The raw interaction is taken, not discord.js' own object of it, so that the same handlers can serve HTTP.
  // Interactions come without any intent; Guilds alone keeps discord.js whole, and is not privileged.
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    allowedMentions: { parse: [] },
    ...(apiUrl === undefined ? {} : { rest: { api: apiUrl } }),
  });
  const lost = Promise.withResolvers<never>();
  // It is also told by `open`, before anyone waits for it.
  lost.promise.catch(() => undefined);
  let fatal: UserError | undefined;
  const line = watchLine(client, options.log);
  client.ws.on(GatewayDispatchEvents.InteractionCreate, options.take);
  client.on(Events.ShardDisconnect, ({ code }) => {
    fatal = fatalClose(code);
    if (fatal) lost.reject(fatal);
  });
  return {
    rest: client.rest,
    lost: lost.promise,
    open: async () => {
      try {
        line.opens();
        await client.login(token);
      } catch (error) {
        line.settles();
        throw fatal ?? fatalLogin(error) ?? error;
      }
    },
    applicationId: () => {
      if (!client.application) throw new Error('the gateway named no application');
      return client.application.id;
    },
    isUp: () => line.isUp(),
    close: () => close(client, line),
  };
}

/** Whether the gateway's line is up. */
interface Line {
  opens(): void;
  /** From now on its end is no news. */
  closes(): void;
  settles(): void;
  isUp(): boolean;
  /** Resolves at once while nothing is being connected. */
  settled(): Promise<void>;
}

function watchLine(client: Client, log: Log): Line {
  let isUp = false;
  let isClosing = false;
  let pending = Promise.withResolvers<void>();
  pending.resolve();
  const opens = () => {
    isUp = false;
    pending = Promise.withResolvers<void>();
  };
  const settles = () => pending.resolve();
  const up = () => {
    isUp = true;
    settles();
  };
  client.ws.on(GatewayDispatchEvents.Ready, up);
  client.ws.on(GatewayDispatchEvents.Resumed, up);
  client.on(Events.ShardReconnecting, (shard) => {
    if (isClosing) return;
    log.warn({ shard }, 'the gateway of Discord is gone; connecting again');
    opens();
  });
  client.on(Events.ShardDisconnect, () => {
    isUp = false;
    settles();
  });
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ shard, err: error }, 'the gateway of Discord failed'),
  );
  client.on(Events.Error, (error) => log.warn({ err: error }, 'discord.js reports an error'));
  client.on(Events.Warn, (text) => log.warn({ text }, 'discord.js warns'));
  const closes = () => {
    isClosing = true;
  };
  return { opens, closes, settles, isUp: () => isUp, settled: () => pending.promise };
}

const closeWaitMs = 2_000;

/**
 * discord.js can't give up a connection that is only being made: it would be made all the same, and stay. So that is
 * waited for, though not for long, as a gateway may never answer.
 */
async function close(client: Client, line: Line): Promise<void> {
  const closed = line.settled().then(() => {
    line.closes();
    return client.destroy();
  });
  await Promise.race([closed, delay(closeWaitMs, undefined, { ref: false })]);
}
