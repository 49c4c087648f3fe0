import { setTimeout as delay } from 'node:timers/promises';
import type { ChatSender, Log } from '../../app/ports.ts';
import { UserError } from '../../domain/user-error.ts';
import { openConnection, type Connection, type TakeInteraction } from './connection.ts';
import type { ChatHandle } from './handle-interaction.ts';
import { createInteractionWire } from './interaction-wire.ts';
import { registerCommands, type SettingsStore } from './register-commands.ts';
import { restFailure } from './rest-failure.ts';
import { createChatSender } from './sender.ts';
import { trackWork } from './track-work.ts';

export interface DiscordOptions {
  token: string;
  /** Another Discord than discord.com: `http://127.0.0.1:PORT/api`. */
  apiUrl?: string;
  app: { store: SettingsStore; log: Log };
  handle: ChatHandle;
}

export interface DiscordLink {
  /** Works at once, whatever the state of the gateway. */
  sender: ChatSender;
  /** Resolves when commands are taken; rejects with a UserError when someone must mend something first. */
  ready: Promise<void>;
  status(): DiscordStatus;
  /** Lets what is being answered end, within limits. */
  stop(): Promise<void>;
}

export type DiscordStatus =
  | { state: 'connecting' | 'ready' | 'reconnecting' | 'stopped' }
  /** Nothing more is tried; `reason` says what to mend. */
  | { state: 'failed'; reason: string };

/** Begins to connect and returns at once; while Discord is away, it is tried again until it answers. */
export async function startDiscord(options: DiscordOptions): Promise<DiscordLink> {
  const { app, handle, ...access } = options;
  const { log } = app;
  const wire = createInteractionWire({ ...access, log });
  const work = trackWork({ handle, wire, log });
  const link: Link = { options, take: (interaction) => work.take(interaction), isUp: () => false };
  const stopped = new AbortController();
  const ready = Promise.withResolvers<void>();
  // Whoever doesn't wait for readiness has the log and the status.
  ready.promise.catch(() => undefined);
  const ended = keepConnected(link, stopped.signal, ready.resolve).catch((error: unknown) => {
    link.failure = error instanceof Error ? error.message : String(error);
    log.error({ err: error }, 'Discord is not connected, and needs mending');
    ready.reject(error);
  });
  return Promise.resolve({
    sender: createChatSender({ ...access, log }),
    ready: ready.promise,
    status: () => (stopped.signal.aborted ? { state: 'stopped' } : statusOf(link)),
    stop: async () => {
      stopped.abort();
      ready.reject(new Error('Discord was stopped before it was ready'));
      await ended;
      await work.end();
    },
  });
}

/** What is known of the way to Discord. */
interface Link {
  readonly options: DiscordOptions;
  readonly take: TakeInteraction;
  isUp: () => boolean;
  /** Whether the commands were registered: from then on a silence is a reconnection. */
  wasReady?: true;
  failure?: string;
}

function statusOf({ isUp, wasReady, failure }: Link): DiscordStatus {
  if (failure !== undefined) return { state: 'failed', reason: failure };
  if (!wasReady) return { state: 'connecting' };
  return { state: isUp() ? 'ready' : 'reconnecting' };
}

/** Connects, and connects again, until the signal. Throws a UserError when trying again can't help. */
async function keepConnected(link: Link, signal: AbortSignal, onReady: () => void): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await connectOnce(link, signal, onReady);
    } catch (error) {
      if (error instanceof UserError) throw error;
      const failure = restFailure(error);
      link.options.app.log.warn({ attempt, failure }, 'Discord can’t be reached; trying again');
      await pause(attempt, signal);
    }
  }
}

/** Lasts as long as the connection. */
async function connectOnce(link: Link, signal: AbortSignal, onReady: () => void): Promise<void> {
  const { app, token, apiUrl } = link.options;
  const access = { token, ...(apiUrl === undefined ? {} : { apiUrl }) };
  const connection = openConnection({ ...access, log: app.log, take: link.take });
  link.isUp = () => connection.isUp();
  const over = new AbortController();
  const isOver = Promise.withResolvers<void>();
  const end = () => isOver.resolve();
  signal.addEventListener('abort', end);
  try {
    await Promise.race([connection.open(), isOver.promise]);
    if (signal.aborted) return;
    const registering = keepRegistering(link, connection, AbortSignal.any([signal, over.signal]));
    const told = registering.then((done) => done && onReady());
    await Promise.race([told, connection.lost, isOver.promise]);
    await Promise.race([connection.lost, isOver.promise]);
  } finally {
    over.abort();
    signal.removeEventListener('abort', end);
    link.isUp = () => false;
    await connection.close();
  }
}

/** Never gives up: without commands nobody can say anything. Returns whether it was done before the signal. */
async function keepRegistering(
  link: Link,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, log } = link.options.app;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      const applicationId = connection.applicationId();
      const commandsSent = await registerCommands(connection.rest, store, applicationId);
      log.info({ applicationId, commandsSent }, 'Discord is connected');
      link.wasReady = true;
      return true;
    } catch (error) {
      log.warn({ attempt, err: error }, 'commands could not be registered; trying again');
      await pause(attempt, signal);
    }
  }
  return false;
}

const longestPauseSeconds = 60;

/** 1, 2, 4 … 60 seconds, each made up to half longer so that replicas don't come all at once; less when stopped. */
async function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const seconds = Math.min(longestPauseSeconds, 2 ** (attempt - 1)) * (1 + Math.random() / 2);
  const slept = delay(seconds * 1000, undefined, { signal, ref: false });
  await slept.catch(() => undefined); // It fails only when the signal cuts it short, as it should.
}
