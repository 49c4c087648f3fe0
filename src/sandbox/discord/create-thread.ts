import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import { postSystemMessage, tell } from './messages.ts';
import { announceChannel } from './threads.ts';
import type { Channel, Message, Thread, World } from './world.ts';

export interface NewThread {
  parent: Channel;
  ownerId: string;
  name: string;
  type: ChannelType.PublicThread | ChannelType.PrivateThread | ChannelType.AnnouncementThread;
  autoArchiveMinutes: number;
  slowdownSeconds: number;
  invitable: boolean;
  /** The message it grows from; such a thread has the message's id. */
  starter: Message | undefined;
}

export function createThread(world: World, plan: NewThread): Channel {
  if (plan.starter && world.channels.has(plan.starter.id)) throw refusal('threadExists');
  const thread: Channel = {
    id: plan.starter?.id ?? world.ids.next(),
    type: plan.type,
    guildId: plan.parent.guildId,
    name: plan.name,
    topic: null,
    parentId: plan.parent.id,
    position: plan.parent.position,
    overwrites: [],
    messages: new Map(),
    lastMessageId: null,
    lastPinAt: undefined,
    thread: newThreadState(world, plan),
    recipientId: undefined,
  };
  world.channels.set(thread.id, thread);
  announceChannel(world, thread, 'THREAD_CREATE', { newly_created: true });
  announceStart(world, plan, thread);
  return thread;
}

function newThreadState(world: World, plan: NewThread): Thread {
  const now = world.now();
  return {
    ownerId: plan.ownerId,
    archived: false,
    locked: false,
    archiveChangedAt: now,
    autoArchiveMinutes: plan.autoArchiveMinutes,
    createdAt: now,
    activeAt: now,
    invitable: plan.invitable,
    slowdownSeconds: plan.slowdownSeconds,
    members: new Map([[plan.ownerId, now]]),
    messagesSent: 0,
  };
}

function announceStart(world: World, plan: NewThread, thread: Channel): void {
  if (plan.starter) {
    plan.starter.threadId = thread.id;
    plan.starter.flags |= MessageFlags.HasThread;
    tell(world, plan.starter, 'MESSAGE_UPDATE');
    postSystemMessage(world, thread, {
      authorId: plan.starter.authorId,
      type: MessageType.ThreadStarterMessage,
      about: plan.starter,
    });
  } else if (plan.type !== ChannelType.PrivateThread) {
    postSystemMessage(world, plan.parent, {
      authorId: plan.ownerId,
      type: MessageType.ThreadCreated,
      content: plan.name,
    });
  }
}
