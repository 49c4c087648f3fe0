import { Routes, type APIEmbed, type APIMessage, type APIUser } from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import type { ChatPost } from '../../app/outgoing.ts';
import type { PostDoubt } from '../../app/ports.ts';
import { restFailure, type RestFailure } from './rest-failure.ts';

/** `unreadable`: the bot may not look. */
export type Search = 'absent' | 'unreadable' | { message: APIMessage } | { failure: RestFailure };

const pageSize = 100;
/** Through so many messages of a channel a post is looked for; behind more, it counts as not found out. */
const mostPages = 20;
/** Our clock and Discord's may differ by so much. */
const clockSkewMinutes = 5;

/**
 * Looks whether a post of ours is in its channel already. Discord doesn't give the nonce of a message back to who
 * fetches it, so it is known by its author, its words, and by not being another post of ours; a bot always sees the
 * words of its own messages, without any intent.
 */
export async function findPost(
  rest: REST,
  post: ChatPost,
  { since, others }: Pick<PostDoubt, 'since' | 'others'>,
): Promise<Search> {
  try {
    const me = (await rest.get(Routes.user())) as APIUser;
    const first = snowflakeAt(since.subtract({ minutes: clockSkewMinutes }));
    let after = first;
    for (let page = 0; page < mostPages; page++) {
      const messages = await pageAfter(rest, post.channelId, after);
      const found = messages.find(
        (message) =>
          message.author.id === me.id && !others.includes(message.id) && isSame(post, message),
      );
      if (found) return { message: found };
      const newest = messages[0]?.id;
      if (messages.length === pageSize && newest !== undefined) after = newest;
      else if (newest === undefined && after === first)
        return (await mayRead(rest, post.channelId, first)) ? 'absent' : 'unreadable';
      else return 'absent';
    }
    return 'unreadable';
  } catch (error) {
    return { failure: restFailure(error) };
  }
}

/** The newest first. */
async function pageAfter(rest: REST, channelId: string, after: string): Promise<APIMessage[]> {
  const query = new URLSearchParams({ after, limit: String(pageSize) });
  const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
  return messages.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1));
}

/** Who may not read a channel's history is shown an empty one. A message that can't exist is refused to them, and missing for others. */
async function mayRead(rest: REST, channelId: string, id: string): Promise<boolean> {
  try {
    await rest.get(Routes.channelMessage(channelId, id));
    return true;
  } catch (error) {
    const failure = restFailure(error);
    if (failure.kind === 'refused') return failure.status === 404;
    throw error;
  }
}

function isSame({ content = '', embeds = [] }: ChatPost, message: APIMessage): boolean {
  const sent = [content, ...embeds.flatMap(wordsOf)].map(plain);
  const there = [message.content, ...message.embeds.flatMap(wordsOf)].map(plain);
  return sent.length === there.length && sent.every((words, index) => words === there[index]);
}

function wordsOf({ title = '', description = '' }: Pick<APIEmbed, 'title' | 'description'>) {
  return [title, description];
}

/** Discord trims what it is given. */
function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

const discordEpochMs = 1_420_070_400_000;

/** The smallest id that a message of that time can have: https://discord.com/developers/docs/reference#snowflakes */
function snowflakeAt(instant: Temporal.Instant): string {
  const sinceEpochMs = BigInt(Math.max(instant.epochMilliseconds - discordEpochMs, 0));
  return String((sinceEpochMs << 22n) + 1n);
}
