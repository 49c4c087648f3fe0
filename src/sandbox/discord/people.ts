import { type APIApplicationCommand, ChannelType } from 'discord-api-types/v10';
import { ClientRefusal } from './client-refusal.ts';
import { commandsIn } from './commands.ts';
import { addMember, directChannel, type MemberPlan, moveInVoice } from './guilds.ts';
import type { Interaction } from './interaction.ts';
import { deleteMessage, editMessage, postMessage } from './messages.ts';
import { askChoices, type CommandCall, usable, useCommand, useMenu } from './people-commands.ts';
import { chooseInMenu, pressButton, visibleMessage } from './people-components.ts';
import { type ModalValues, submitModal } from './people-modals.ts';
import { can, isThread, type Permission } from './permissions.ts';
import { pinsOf } from './pins.ts';
import { addReaction, removeReaction } from './reactions.ts';
import { setInterested } from './scheduled-events.ts';
import { type SeenAnswer, seenAnswer, type SeenMessage, seenMessage } from './seen.ts';
import {
  type SeenChannel,
  seenChannels,
  type SeenPerson,
  seenPeople,
  seesChannel,
} from './seen-places.ts';
import { compareIds } from './snowflakes.ts';
import type { Channel, Guild, ScheduledEvent, World } from './world.ts';

/** How long a person, or a test in their place, waits for something to appear. */
const patienceMs = 5000;

/** What people do in this Discord and what they see of it. Every call names who it is. */
export class People {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  members(guildId = this.#firstGuild.id): SeenPerson[] {
    return seenPeople(this.#world, guildId);
  }

  /** Returns the new member's user id. */
  addMember(plan: MemberPlan, guildId = this.#firstGuild.id): string {
    return addMember(this.#world, this.#world.guild(guildId), plan).userId;
  }

  /** Channels and threads that this person sees. */
  channels(asUser: string): SeenChannel[] {
    return seenChannels(this.#world, asUser);
  }

  /** A channel's messages, the oldest first, with those that only this person sees. */
  messages(channelId: string, asUser: string): SeenMessage[] {
    const channel = this.#world.channel(channelId);
    if (!seesChannel(this.#world, asUser, channel))
      throw new ClientRefusal("You can't see this channel.");
    return [...channel.messages.values()]
      .filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === asUser)
      .sort((one, other) => compareIds(one.id, other.id))
      .map((message) => seenMessage(this.#world, message));
  }

  pins(channelId: string): SeenMessage[] {
    return pinsOf(this.#world.channel(channelId)).map(({ message }) =>
      seenMessage(this.#world, message),
    );
  }

  scheduledEvents(guildId = this.#firstGuild.id): ScheduledEvent[] {
    return [...this.#world.guild(guildId).scheduledEvents.values()];
  }

  /** Every command that the bot has registered, wherever. */
  registeredCommands(): APIApplicationCommand[] {
    return [
      ...commandsIn(this.#world, undefined),
      ...[...this.#world.guilds.keys()].flatMap((id) => commandsIn(this.#world, id)),
    ];
  }

  /** The commands that this person's client offers here. */
  commands(asUser: string, channelId: string): APIApplicationCommand[] {
    return usable(this.#world, asUser, this.#world.channel(channelId));
  }

  /** What was asked of the bot, the oldest first, and how far the answers have come. */
  interactions(asUser?: string): Interaction[] {
    return [...this.#world.interactions.values()].filter(
      ({ userId }) => asUser === undefined || userId === asUser,
    );
  }

  async command(
    userId: string,
    channelId: string,
    name: string,
    options: NonNullable<CommandCall['options']> = {},
  ): Promise<SeenAnswer> {
    return this.#seen(useCommand(this.#world, { userId, channelId, name, options }));
  }

  async autocomplete(
    userId: string,
    channelId: string,
    name: string,
    typing: { option: string; typed: string; others?: NonNullable<CommandCall['options']> },
  ): Promise<SeenAnswer> {
    const { option: focused, typed, others: options = {} } = typing;
    return this.#seen(
      askChoices(this.#world, { userId, channelId, name, focused, typed, options }),
    );
  }

  /** The "Apps" menu of a message or a person. */
  async menuCommand(
    userId: string,
    channelId: string,
    name: string,
    targetId: string,
  ): Promise<SeenAnswer> {
    return this.#seen(useMenu(this.#world, { userId, channelId, name, targetId }));
  }

  async submitModal(
    userId: string,
    interactionId: string,
    values: ModalValues,
  ): Promise<SeenAnswer> {
    return this.#seen(submitModal(this.#world, { userId, interactionId, values }));
  }

  async pressButton(userId: string, messageId: string, customId: string): Promise<SeenAnswer> {
    return this.#seen(pressButton(this.#world, { userId, messageId, customId }));
  }

  async select(
    userId: string,
    messageId: string,
    customId: string,
    values: string[],
  ): Promise<SeenAnswer> {
    return this.#seen(chooseInMenu(this.#world, { userId, messageId, customId, values }));
  }

  /** Waits until "thinking…" has become an answer, or for ever-thinking to be given up. */
  async settled(answer: SeenAnswer): Promise<SeenMessage> {
    if (!('message' in answer))
      throw new ClientRefusal(`A ${answer.kind} answer says nothing more.`);
    const { channelId, id } = answer.message;
    return this.waitFor(() => {
      const message = seenMessage(this.#world, this.#world.message(channelId, id));
      return message.isThinking ? undefined : message;
    });
  }

  /** Waits for a message that this person sees in the channel. */
  async waitForMessage(
    channelId: string,
    asUser: string,
    isWanted: (message: SeenMessage) => boolean,
  ): Promise<SeenMessage> {
    return this.waitFor(() => this.messages(channelId, asUser).find(isWanted));
  }

  /** Asks again after every change until there is an answer. Throws after five seconds of none. */
  async waitFor<Thing>(find: () => Thing | undefined): Promise<Thing> {
    const first = find();
    if (first !== undefined) return first;
    const { promise, resolve, reject } = Promise.withResolvers<Thing>();
    const stop = this.#world.onChange(() => {
      const thing = find();
      if (thing !== undefined) resolve(thing);
    });
    const timer = setTimeout(() => reject(new Error('nothing of the kind appeared')), patienceMs);
    return promise.finally(() => {
      clearTimeout(timer);
      stop();
    });
  }

  say(
    userId: string,
    channelId: string,
    content: string,
    { replyToId }: { replyToId?: string } = {},
  ): SeenMessage {
    const channel = this.#world.channel(channelId);
    this.#require(userId, channel, isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages');
    if (content.trim() === '') throw new ClientRefusal('There is nothing to send.');
    if ([...content].length > 2000) throw new ClientRefusal('Your message is too long.');
    if (channel.thread?.locked && !can(this.#world, userId, channel, 'ManageThreads'))
      throw new ClientRefusal('This thread is locked.');
    const replyTo =
      replyToId === undefined ? undefined : visibleMessage(this.#world, userId, replyToId);
    const message = postMessage(this.#world, {
      channel,
      authorId: userId,
      form: { content },
      ...(replyTo ? { replyTo } : {}),
    });
    return seenMessage(this.#world, message);
  }

  /** Changes one's own message. */
  rewrite(userId: string, messageId: string, content: string): SeenMessage {
    const message = visibleMessage(this.#world, userId, messageId);
    if (message.authorId !== userId) throw new ClientRefusal('This is not your message.');
    return seenMessage(this.#world, editMessage(this.#world, message, { content }));
  }

  /** Takes one's own message back, or another's as a moderator. */
  remove(userId: string, messageId: string): void {
    const message = visibleMessage(this.#world, userId, messageId);
    const channel = this.#world.channel(message.channelId);
    if (message.authorId !== userId && message.ephemeralFor !== userId)
      this.#require(userId, channel, 'ManageMessages');
    deleteMessage(this.#world, message);
  }

  react(userId: string, messageId: string, emoji: string): void {
    addReaction(this.#world, visibleMessage(this.#world, userId, messageId), emoji, userId);
  }

  unreact(userId: string, messageId: string, emoji: string): void {
    removeReaction(this.#world, visibleMessage(this.#world, userId, messageId), emoji, userId);
  }

  joinVoice(userId: string, channelId: string): void {
    const { channel, guild } = this.#world.guildChannel(channelId);
    this.#require(userId, channel, 'Connect');
    if (channel.type !== ChannelType.GuildVoice) throw new ClientRefusal('Nobody talks here.');
    moveInVoice(this.#world, guild, { userId, channelId });
  }

  leaveVoice(userId: string): void {
    for (const guild of this.#world.guilds.values())
      if (guild.voice.has(userId)) moveInVoice(this.#world, guild, { userId, channelId: null });
  }

  /** Says that one is, or is no longer, interested in an event. */
  markInterested(userId: string, eventId: string, interested: boolean): void {
    for (const guild of this.#world.guilds.values()) {
      const event = guild.scheduledEvents.get(eventId);
      if (event) return setInterested(this.#world, event, { userId, interested });
    }
    throw new ClientRefusal('There is no such event.');
  }

  /** The direct channel between a person and the bot. */
  directChannelId(userId: string): string {
    return directChannel(this.#world, userId).id;
  }

  get #firstGuild(): Guild {
    const [guild] = this.#world.guilds.values();
    if (guild === undefined) throw new Error('this Discord has no guild');
    return guild;
  }

  async #seen(answer: ReturnType<typeof useCommand>): Promise<SeenAnswer> {
    return seenAnswer(this.#world, await answer);
  }

  #require(userId: string, channel: Channel, ...permissions: Permission[]): void {
    if (
      !seesChannel(this.#world, userId, channel) ||
      !can(this.#world, userId, channel, ...permissions)
    )
      throw new ClientRefusal(`You may not do that in #${channel.name}.`);
  }
}
