import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal } from './api-error.ts';
import { createThread } from './create-thread.ts';
import { flag, text } from './form.ts';
import { publicMessage } from './messages.ts';
import { channelPayload, memberPayload, threadMemberPayload } from './payloads.ts';
import { isThread, requireInChannel } from './permissions.ts';
import { type Api, type App, formOf, idParam, type Request } from './rest.ts';
import { autoArchiveMinutes, visibleChannel } from './routes-channels.ts';
import { guildOfBot } from './routes-guilds.ts';
import { joinThread, leaveThread, threadOf } from './threads.ts';
import type { Channel, World } from './world.ts';

const common = {
  name: text({ min: 1, max: 100 }),
  auto_archive_duration: autoArchiveMinutes.nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
};
const fromMessageForm = z.strictObject(common);
const aloneForm = z.strictObject({
  ...common,
  type: z
    .literal([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])
    .nullish(),
  invitable: flag,
});

const defaultAutoArchiveMinutes = 4320;

export function threadRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.post('/channels/:channelId/messages/:messageId/threads', (c) =>
    c.json(startFromMessage(c, api), 201),
  );
  routes.post('/channels/:channelId/threads', (c) => c.json(startAlone(c, api), 201));
  routes.get('/guilds/:guildId/threads/active', (c) => {
    const { id } = guildOfBot(c, world);
    return c.json(threadList(world, world.channelsOf(id).filter(isActive)));
  });
  routes.get('/channels/:channelId/threads/archived/public', (c) => {
    const parent = visibleChannel(c, world);
    const archived = [...world.channels.values()].filter(
      (each) =>
        each.parentId === parent.id &&
        each.thread?.archived === true &&
        each.type !== ChannelType.PrivateThread,
    );
    return c.json(threadList(world, archived));
  });
  threadMemberRoutes(routes, api);
}

function startFromMessage(c: Request, api: Api): object {
  const { world } = api;
  const parent = threadParent(c, world);
  const starter = publicMessage(world, parent.id, idParam(c, 'messageId'));
  const form = formOf(c, api, fromMessageForm);
  requireInChannel(world, parent, 'CreatePublicThreads');
  const isNews = parent.type === ChannelType.GuildAnnouncement;
  const thread = createThread(world, {
    parent,
    ownerId: world.botId,
    name: form.name,
    type: isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    autoArchiveMinutes: form.auto_archive_duration ?? defaultAutoArchiveMinutes,
    slowdownSeconds: form.rate_limit_per_user ?? 0,
    invitable: true,
    starter,
  });
  return channelPayload(world, thread);
}

/** Left unsaid, the type is a private thread: Discord's own surprise. */
function startAlone(c: Request, api: Api): object {
  const { world } = api;
  const parent = threadParent(c, world);
  const form = formOf(c, api, aloneForm);
  const type = form.type ?? ChannelType.PrivateThread;
  const isPrivate = type === ChannelType.PrivateThread;
  requireInChannel(world, parent, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads');
  const thread = createThread(world, {
    parent,
    ownerId: world.botId,
    name: form.name,
    type,
    autoArchiveMinutes: form.auto_archive_duration ?? defaultAutoArchiveMinutes,
    slowdownSeconds: form.rate_limit_per_user ?? 0,
    invitable: form.invitable ?? true,
    starter: undefined,
  });
  return channelPayload(world, thread);
}

function threadParent(c: Request, world: World): Channel {
  const channel = visibleChannel(c, world);
  const isAllowed =
    channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement;
  if (!isAllowed) throw refusal('wrongChannelType');
  return channel;
}

function isActive(channel: Channel): boolean {
  return channel.thread?.archived === false;
}

/** Threads with the bot's own membership, where it has one. */
function threadList(world: World, threads: Channel[]): object {
  return {
    has_more: false,
    threads: threads.map((thread) => channelPayload(world, thread)),
    members: threads.flatMap((channel) => {
      const joinedAt = threadOf(channel).members.get(world.botId);
      return joinedAt ? [threadMemberPayload(channel, world.botId, joinedAt)] : [];
    }),
  };
}

function threadMemberRoutes(routes: App, { world }: Api): void {
  const path = '/channels/:channelId/thread-members';
  const thread = (c: Request): Channel => {
    const channel = visibleChannel(c, world);
    if (!isThread(channel)) throw refusal('wrongChannelType');
    return channel;
  };
  const person = (c: Request): string =>
    c.req.param('userId') === '@me' ? world.botId : world.user(idParam(c, 'userId')).id;
  routes.get(path, (c) => {
    const channel = thread(c);
    return c.json(
      [...threadOf(channel).members].map(([id, at]) => threadMemberPayload(channel, id, at)),
    );
  });
  routes.get(`${path}/:userId`, (c) => {
    const channel = thread(c);
    const joinedAt = threadOf(channel).members.get(person(c));
    if (joinedAt === undefined) throw refusal('unknownMember');
    const member = world.guild(channel.guildId ?? '').members.get(person(c));
    return c.json({
      ...threadMemberPayload(channel, person(c), joinedAt),
      ...(c.req.query('with_member') === 'true' && member
        ? { member: memberPayload(world, member) }
        : {}),
    });
  });
  routes.put(`${path}/:userId`, (c) => {
    const channel = thread(c);
    if (threadOf(channel).archived) throw refusal('archivedThread');
    joinThread(world, channel, person(c));
    return c.body(null, 204);
  });
  routes.delete(`${path}/:userId`, (c) => {
    const channel = thread(c);
    if (person(c) !== world.botId) requireInChannel(world, channel, 'ManageThreads');
    leaveThread(world, channel, person(c));
    return c.body(null, 204);
  });
}
