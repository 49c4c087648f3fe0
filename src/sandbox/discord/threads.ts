import { MessageType } from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import { channelPayload, threadMemberPayload } from './payloads.ts';
import type { Channel, Message, Thread, World } from './world.ts';

export interface ThreadChanges {
  name?: string | null | undefined;
  archived?: boolean | null | undefined;
  locked?: boolean | null | undefined;
  invitable?: boolean | null | undefined;
  auto_archive_duration?: number | null | undefined;
  rate_limit_per_user?: number | null | undefined;
}

export function updateThread(world: World, channel: Channel, changes: ThreadChanges): void {
  const thread = threadOf(channel);
  if (changes.name != null) channel.name = changes.name;
  if (changes.archived != null && changes.archived !== thread.archived) {
    thread.archived = changes.archived;
    thread.archiveChangedAt = world.now();
    thread.activeAt = world.now();
  }
  thread.locked = changes.locked ?? thread.locked;
  thread.invitable = changes.invitable ?? thread.invitable;
  thread.autoArchiveMinutes = changes.auto_archive_duration ?? thread.autoArchiveMinutes;
  thread.slowdownSeconds = changes.rate_limit_per_user ?? thread.slowdownSeconds;
  announceChannel(world, channel, 'THREAD_UPDATE');
}

export function threadOf(channel: Channel): Thread {
  if (channel.thread === undefined) throw refusal('wrongChannelType');
  return channel.thread;
}

/** A message wakes its thread, makes its author a member and counts. */
export function noteThreadActivity(world: World, channel: Channel, message: Message): void {
  const { thread } = channel;
  if (thread === undefined) return;
  thread.activeAt = world.now();
  if (message.type === MessageType.ThreadStarterMessage) return;
  thread.messagesSent += 1;
  joinThread(world, channel, message.authorId);
  if (thread.archived) updateThread(world, channel, { archived: false });
}

export function joinThread(world: World, channel: Channel, userId: string): void {
  const thread = threadOf(channel);
  if (thread.members.has(userId)) return;
  thread.members.set(userId, world.now());
  announceMembers(world, channel, {
    added_members: [threadMemberPayload(channel, userId, world.now())],
  });
}

export function leaveThread(world: World, channel: Channel, userId: string): void {
  if (!threadOf(channel).members.delete(userId)) return;
  announceMembers(world, channel, { removed_member_ids: [userId] });
}

/** Archives threads nobody wrote in for as long as they allow; asked whenever anything else is. */
export function archiveIdleThreads(world: World): void {
  const now = world.now();
  for (const channel of world.channels.values()) {
    const { thread } = channel;
    if (thread === undefined || thread.archived) continue;
    const idleUntil = thread.activeAt.add({ minutes: thread.autoArchiveMinutes });
    if (Temporal.Instant.compare(idleUntil, now) <= 0)
      updateThread(world, channel, { archived: true });
  }
}

export function deleteChannel(world: World, channel: Channel): void {
  const event = channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE';
  announceChannel(world, channel, event);
  world.channels.delete(channel.id);
  for (const child of world.channels.values())
    if (child.parentId === channel.id) world.channels.delete(child.id);
}

export function announceChannel(
  world: World,
  channel: Channel,
  event: string,
  extra: object = {},
): void {
  world.changed({ what: 'channel', id: channel.id });
  world.dispatch({
    event,
    data: { ...channelPayload(world, channel), ...extra },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}

function announceMembers(world: World, channel: Channel, change: object): void {
  world.changed({ what: 'channel', id: channel.id });
  world.dispatch({
    event: 'THREAD_MEMBERS_UPDATE',
    data: {
      id: channel.id,
      guild_id: channel.guildId,
      member_count: threadOf(channel).members.size,
      ...change,
    },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}
