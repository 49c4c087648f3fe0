import { setTimeout as delay } from 'node:timers/promises';
import { Routes, type APIMessage } from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import type { ChatPost } from '../../app/outgoing.ts';
import type { ChatSender, DeliveryOutcome, Log, PostDoubt } from '../../app/ports.ts';
import { discordRest } from './discord-rest.ts';
import { outcomeOf } from './delivery-outcome.ts';
import { findPost } from './find-post.ts';
import { putEvent } from './put-event.ts';
import { isPassing, restFailure, type RestFailure } from './rest-failure.ts';

export interface SenderOptions {
  token: string;
  /** Another Discord than discord.com: `http://127.0.0.1:PORT/api`. */
  apiUrl?: string;
  log: Log;
}

/** A busy Discord is waited for this long at most; a longer wait belongs into the outbox, which holds no worker. */
const longestWaitSeconds = 5;

/** Posts by HTTP alone: it works wherever the gateway's connection is held, and while it is down. */
export function createChatSender({ token, apiUrl, log }: SenderOptions): ChatSender {
  const rest = discordRest({
    ...(apiUrl === undefined ? {} : { apiUrl }),
    timeoutMs: 15_000,
    longestWaitMs: longestWaitSeconds * 1000,
  });
  return {
    post: async (post, nonce, doubt) => {
      // A 401 makes discord.js forget the token, and every later request would fail for want of one.
      rest.setToken(token);
      const sent =
        (doubt && (await settleDoubt(rest, post, doubt))) ?? (await send(rest, post, nonce));
      if ('kind' in sent) return sent;
      const pinned = post.pin === true && !sent.pinned ? await pin(rest, sent) : undefined;
      const thread = post.thread === undefined ? {} : await startThread(rest, sent, post.thread);
      const notes = [pinned, thread.note].filter((note) => note !== undefined);
      if (notes.length > 0)
        log.warn({ channelId: post.channelId, notes }, 'a post lacks its pin or thread');
      return {
        kind: 'sent',
        response: [`posted as ${sent.id}`, ...notes].join('; '),
        remoteId: sent.id,
        ...(thread.id === undefined ? {} : { threadId: thread.id }),
      };
    },
    putEvent: (event, now, known) => {
      rest.setToken(token);
      return putEvent(rest, event, { now, ...(known === undefined ? {} : { known }) });
    },
  };
}

/** The post, where it is found; what keeps from posting it, where nobody can look; nothing where it is to be made. */
async function settleDoubt(
  rest: REST,
  post: ChatPost,
  doubt: PostDoubt,
): Promise<APIMessage | DeliveryOutcome | undefined> {
  const search = await findPost(rest, post, doubt);
  if (search === 'absent') return undefined;
  if (search === 'unreadable')
    return doubt.otherwise === 'post'
      ? undefined
      : {
          kind: 'refused',
          error: `it may or may not be in channel ${post.channelId}, and Convoke’s bot can’t look: it lacks the permission Read Message History`,
        };
  if ('message' in search) return search.message;
  const outcome = outcomeOf(search.failure, mendIn(post.channelId));
  return outcome.kind === 'unknown'
    ? { kind: 'retry', why: 'unreachable', error: outcome.error }
    : outcome;
}

const maxNonceChars = 25;

/**
 * With `enforce_nonce` Discord answers a second post of one nonce with the first one's message, for a few minutes.
 * So a post whose outcome is unknown may be tried again at once; later only on evidence that it isn't there.
 */
async function send(
  rest: REST,
  post: ChatPost,
  nonce: string,
): Promise<APIMessage | DeliveryOutcome> {
  if (nonce.length > maxNonceChars)
    throw new Error(`the nonce "${nonce}" is over ${maxNonceChars} characters`);
  const { channelId, content, embeds, components } = post;
  const body = {
    ...(content === undefined ? {} : { content }),
    ...(embeds === undefined ? {} : { embeds }),
    ...(components === undefined ? {} : { components }),
    allowed_mentions: { parse: [] },
    nonce,
    enforce_nonce: true,
  };
  try {
    return (await rest.post(Routes.channelMessages(channelId), { body })) as APIMessage;
  } catch (error) {
    return outcomeOf(restFailure(error), mendIn(channelId));
  }
}

const codes = {
  unknownChannel: 10003,
  tooManyPins: 30003,
  missingAccess: 50001,
  missingPermissions: 50013,
  threadIsArchived: 50083,
  threadExists: 160004,
} as const;

const mendIn = (channelId: string) => (code: number | undefined) => mendFor(code, channelId);

function mendFor(code: number | undefined, channelId: string): string {
  switch (code) {
    case codes.unknownChannel:
      return `Discord knows no channel ${channelId}. Was it deleted? Give the series another: convoke series edit --channel`;
    case codes.missingAccess:
      return `Convoke’s bot can’t see channel ${channelId}. Let its role view the channel, or invite the bot again; convoke doctor prints the link`;
    case codes.missingPermissions:
      return `Convoke’s bot may not post in channel ${channelId}. convoke doctor names the permissions that it lacks`;
    case codes.threadIsArchived:
      return `Thread ${channelId} is archived and locked. Unlock it`;
    default:
      return `Discord won’t take this post to channel ${channelId}`;
  }
}

/** Returns why it isn't pinned, if it isn't. Pinning again what is pinned does nothing. */
async function pin(rest: REST, message: APIMessage): Promise<string | undefined> {
  const failure = await persist(() =>
    rest.put(Routes.channelMessagesPin(message.channel_id, message.id)),
  );
  if (!failure) return undefined;
  const code = failure.kind === 'refused' ? failure.code : undefined;
  if (code === codes.missingPermissions || code === codes.missingAccess)
    return `not pinned: the bot lacks the permission Pin Messages (${failure.text})`;
  if (code === codes.tooManyPins)
    return 'not pinned: the channel has as many pins as Discord allows';
  return `not pinned: ${failure.text}`;
}

const threadNameChars = 100;
const weekMinutes = 10_080;

/** A thread begun from a message has that message's id, so there can be one only, and its id is known. */
async function startThread(
  rest: REST,
  message: APIMessage,
  name: string,
): Promise<{ id?: string; note?: string }> {
  const existing = message.thread?.id;
  if (existing !== undefined) return { id: existing };
  const body = {
    name: [...name].slice(0, threadNameChars).join(''),
    auto_archive_duration: weekMinutes,
  };
  const route = Routes.threads(message.channel_id, message.id);
  const failure = await persist(() => rest.post(route, { body }));
  const code = failure?.kind === 'refused' ? failure.code : undefined;
  if (!failure || code === codes.threadExists) return { id: message.id };
  if (code === codes.missingPermissions || code === codes.missingAccess)
    return {
      note: `no thread: the bot lacks the permission Create Public Threads (${failure.text})`,
    };
  return { note: `no thread: ${failure.text}` };
}

async function persist(request: () => Promise<unknown>): Promise<RestFailure | undefined> {
  for (let attempt = 1; ; attempt++) {
    const failure = await failureOf(request);
    if (!failure || !isPassing(failure) || attempt === 4) return failure;
    const seconds = failure.kind === 'busy' ? failure.afterSeconds : 2 ** attempt / 4;
    if (seconds > longestWaitSeconds) return failure;
    await delay(seconds * 1000);
  }
}

async function failureOf(request: () => Promise<unknown>): Promise<RestFailure | undefined> {
  try {
    await request();
    return undefined;
  } catch (error) {
    return restFailure(error);
  }
}
