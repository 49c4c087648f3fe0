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
  close(): Promise<void>;
}

export type TakeInteraction = (interaction: APIInteraction) => void;

export interface ConnectionOptions {
  token: string;
  apiUrl?: string;
  log: Log;
  take: TakeInteraction;
  onUp: () => void;
  onDown: () => void;
}

export function openConnection(options: ConnectionOptions): Connection {
  const { token, apiUrl } = options;
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
  watch(client, options, (code) => {
    fatal = fatalClose(code);
    if (fatal) lost.reject(fatal);
  });
  return {
    rest: client.rest,
    lost: lost.promise,
    open: async () => {
      try {
        await client.login(token);
      } catch (error) {
        throw fatal ?? fatalLogin(error) ?? error;
      }
    },
    applicationId: () => {
      if (!client.application) throw new Error('the gateway named no application');
      return client.application.id;
    },
    close: () => destroy(client),
  };
}

/** The raw interaction is taken, not discord.js' own object of it: the same handlers can serve interactions by HTTP. */
function watch(
  client: Client,
  { log, take, onUp, onDown }: ConnectionOptions,
  onDisconnect: (code: number) => void,
): void {
  client.ws.on(GatewayDispatchEvents.InteractionCreate, take);
  client.ws.on(GatewayDispatchEvents.Ready, onUp);
  client.ws.on(GatewayDispatchEvents.Resumed, (_: unknown, shard: number) => {
    log.info({ shard }, 'the gateway of Discord is back');
    onUp();
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    onDown();
    onDisconnect(code);
  });
  client.on(Events.ShardReconnecting, (shard) => {
    log.warn({ shard }, 'the gateway of Discord is gone; connecting again');
    onDown();
  });
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ shard, err: error }, 'the gateway of Discord failed'),
  );
  client.on(Events.Error, (error) => log.warn({ err: error }, 'discord.js reports an error'));
  client.on(Events.Warn, (text) => log.warn({ text }, 'discord.js warns'));
}

const closeWaitMs = 2_000;

/** A gateway that doesn't answer the close is left to itself. */
async function destroy(client: Client): Promise<void> {
  await Promise.race([client.destroy(), delay(closeWaitMs, undefined, { ref: false })]);
}
