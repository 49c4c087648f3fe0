import { publicMessage } from './messages.ts';
import { requireInChannel } from './permissions.ts';
import { pinMessage, pinsOf, unpinMessage } from './pins.ts';
import { addReaction, removeReaction } from './reactions.ts';
import { type Api, type App, idParam, queryNumber, type Request } from './rest.ts';
import { textChannel } from './routes-channels.ts';
import { refusal } from './api-error.ts';
import { parseTime } from './form.ts';
import { readable } from './routes-messages.ts';
import { timestamp } from './snowflakes.ts';
import type { Message, World } from './world.ts';

/** Messages that have no text of their own to pin; a reply and a command's answer have. */
const ordinaryTypes = [0, 19, 20, 23];

export function pinAndReactionRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.get('/channels/:channelId/messages/pins', (c) => c.json(pinPage(c, world)));
  routes.get('/channels/:channelId/pins', (c) => {
    const pins = pinsOf(textChannel(c, world)).slice(0, 50);
    return c.json(pins.map(({ message }) => readable(world, message)));
  });
  // The older address of the same thing is still served.
  for (const path of [
    '/channels/:channelId/messages/pins/:messageId',
    '/channels/:channelId/pins/:messageId',
  ] as const) {
    routes.put(path, (c) => {
      pinMessage(world, pinnable(c, world), world.botId);
      return c.body(null, 204);
    });
    routes.delete(path, (c) => {
      unpinMessage(world, pinnable(c, world));
      return c.body(null, 204);
    });
  }
  reactionRoutes(routes, api);
}

function pinPage(c: Request, world: World): object {
  const channel = textChannel(c, world);
  const limit = queryNumber(c, 'limit', { min: 1, max: 50, otherwise: 50 });
  const before = parseTime(c.req.query('before') ?? '');
  const pins = pinsOf(channel).filter(
    ({ pinnedAt }) => before === undefined || Temporal.Instant.compare(pinnedAt, before) < 0,
  );
  return {
    items: pins.slice(0, limit).map(({ message, pinnedAt }) => ({
      pinned_at: timestamp(pinnedAt),
      message: readable(world, message),
    })),
    has_more: pins.length > limit,
  };
}

function pinnable(c: Request, world: World): Message {
  const channel = textChannel(c, world);
  const message = publicMessage(world, channel.id, idParam(c, 'messageId'));
  requireInChannel(world, channel, 'PinMessages');
  if (!ordinaryTypes.includes(message.type)) throw refusal('systemMessage');
  return message;
}

function reactionRoutes(routes: App, { world }: Api): void {
  const path = '/channels/:channelId/messages/:messageId/reactions/:emoji';
  const target = (c: Request): Message =>
    publicMessage(world, textChannel(c, world).id, idParam(c, 'messageId'));
  routes.get(path, (c) => {
    const users = [...(target(c).reactions.get(emojiParam(c)) ?? [])];
    const limit = queryNumber(c, 'limit', { min: 1, max: 100, otherwise: 25 });
    return c.json(users.slice(0, limit).map((id) => world.user(id)));
  });
  routes.put(`${path}/@me`, (c) => {
    const message = target(c);
    const channel = textChannel(c, world);
    const isNew = !message.reactions.has(emojiParam(c));
    requireInChannel(
      world,
      channel,
      'ReadMessageHistory',
      ...(isNew ? (['AddReactions'] as const) : []),
    );
    addReaction(world, message, emojiParam(c), world.botId);
    return c.body(null, 204);
  });
  routes.delete(`${path}/:userId`, (c) => {
    const message = target(c);
    const isOwn = c.req.param('userId') === '@me';
    if (!isOwn) requireInChannel(world, textChannel(c, world), 'ManageMessages');
    removeReaction(world, message, emojiParam(c), isOwn ? world.botId : idParam(c, 'userId'));
    return c.body(null, 204);
  });
  routes.delete('/channels/:channelId/messages/:messageId/reactions', (c) => {
    const message = target(c);
    requireInChannel(world, textChannel(c, world), 'ManageMessages');
    for (const [emoji, users] of message.reactions)
      for (const userId of users) removeReaction(world, message, emoji, userId);
    return c.body(null, 204);
  });
}

function emojiParam(c: Request): string {
  return c.req.param('emoji') ?? '';
}
