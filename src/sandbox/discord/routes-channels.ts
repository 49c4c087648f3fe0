import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { flag, text } from './form.ts';
import { guildOf } from './messages.ts';
import { channelPayload } from './payloads.ts';
import { isThread, requireInChannel } from './permissions.ts';
import { refusal } from './api-error.ts';
import { type Api, type App, formOf, idParam, type Request } from './rest.ts';
import { announceChannel, deleteChannel, threadOf, updateThread } from './threads.ts';
import type { Channel, World } from './world.ts';

export const autoArchiveMinutes = z.literal([60, 1440, 4320, 10_080]);

const threadForm = z.strictObject({
  name: text({ min: 1, max: 100 }).nullish(),
  archived: flag,
  locked: flag,
  invitable: flag,
  auto_archive_duration: autoArchiveMinutes.nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  flags: z.int().nullish(),
  applied_tags: z.array(z.string()).nullish(),
});

const channelForm = z.strictObject({
  name: text({ min: 1, max: 100 }).nullish(),
  topic: text({ max: 1024 }).nullish(),
  position: z.int().min(0).nullish(),
});

/** A channel or thread as such: read, change, delete, "is typing". */
export function channelRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.get('/channels/:channelId', (c) =>
    c.json(channelPayload(world, visibleChannel(c, world))),
  );
  routes.patch('/channels/:channelId', (c) => {
    const channel = visibleChannel(c, world);
    if (isThread(channel)) changeThread(c, api, channel);
    else changeChannel(c, api, channel);
    return c.json(channelPayload(world, channel));
  });
  routes.delete('/channels/:channelId', (c) => {
    const channel = visibleChannel(c, world);
    const payload = channelPayload(world, channel);
    requireInChannel(world, channel, isThread(channel) ? 'ManageThreads' : 'ManageChannels');
    deleteChannel(world, channel);
    return c.json(payload);
  });
  routes.post('/channels/:channelId/typing', (c) => {
    const channel = visibleChannel(c, world);
    requireInChannel(world, channel, sendingPermission(channel));
    world.changed({ what: 'typing', id: world.botId, channelId: channel.id });
    world.dispatch({
      event: 'TYPING_START',
      data: {
        channel_id: channel.id,
        ...guildOf(channel),
        user_id: world.botId,
        timestamp: Math.floor(world.now().epochMilliseconds / 1000),
      },
      guildId: channel.guildId,
      channelId: channel.id,
    });
    return c.body(null, 204);
  });
}

/** A locked thread is the moderators'; an archived one may only be opened again. */
function changeThread(c: Request, api: Api, channel: Channel): void {
  const { world } = api;
  const form = formOf(c, api, threadForm);
  const thread = threadOf(channel);
  const isOwner = thread.ownerId === world.botId;
  const isModeratorsMatter = form.locked != null || thread.locked || !isOwner;
  requireInChannel(world, channel, ...(isModeratorsMatter ? (['ManageThreads'] as const) : []));
  if (thread.archived && form.archived !== false) throw refusal('archivedThread');
  updateThread(world, channel, form);
}

function changeChannel(c: Request, api: Api, channel: Channel): void {
  const form = formOf(c, api, channelForm);
  requireInChannel(api.world, channel, 'ManageChannels');
  channel.name = form.name ?? channel.name;
  channel.topic = form.topic === undefined ? channel.topic : form.topic;
  channel.position = form.position ?? channel.position;
  announceChannel(api.world, channel, 'CHANNEL_UPDATE');
}

/** A channel the bot can see. */
export function visibleChannel(c: Request, world: World): Channel {
  const channel = world.channel(idParam(c, 'channelId'));
  requireInChannel(world, channel, 'ViewChannel');
  return channel;
}

/** A channel that holds messages: any but a category. */
export function textChannel(c: Request, world: World): Channel {
  const channel = visibleChannel(c, world);
  if (channel.type === ChannelType.GuildCategory) throw refusal('notATextChannel');
  return channel;
}

export function sendingPermission(channel: Channel): 'SendMessages' | 'SendMessagesInThreads' {
  return isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
}
