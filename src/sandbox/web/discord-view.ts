import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { SeenAnswer, SeenField, SeenMessage } from '../discord/seen.ts';
import type { SandboxDiscord } from '../discord/start-discord.ts';
import type {
  AnswerShape,
  ChannelShape,
  CommandShape,
  FieldShape,
  GuildShape,
  MessageShape,
} from './shapes.ts';

/** The server as that member sees it, with the commands that the channel offers. */
export function guildShape(discord: SandboxDiscord, asUser: string, channel?: string): GuildShape {
  const { people, guild, applicationId } = discord;
  const members = people.members();
  const channels = people
    .channels(asUser)
    .filter(({ kind }) => kind !== 'category')
    .map((seen): ChannelShape => {
      const topic = discord.world.channel(seen.id).topic;
      return {
        id: seen.id,
        name: seen.kind === 'direct' ? 'Convoke, directly' : seen.name,
        kind: seen.kind === 'category' ? 'text' : seen.kind,
        ...(topic ? { topic } : {}),
        isArchived: seen.isArchived,
        present: members
          .filter((member) => member.voiceChannelId === seen.id)
          .map((member) => member.userId),
      };
    });
  const texts = channels.filter(({ kind }) => kind !== 'voice');
  const here = texts.find(({ id }) => id === channel) ?? texts[0];
  return {
    channels,
    commands: here ? people.commands(asUser, here.id).flatMap(slashCommands) : [],
    users: members.map(({ userId, name }) => ({
      id: userId,
      // An application's account bears its name; the account's own is lower-cased.
      name: userId === applicationId ? discord.world.application.name : name,
      isBot: userId === applicationId,
    })),
    roles: [...guild.roles.values()]
      .filter(({ id }) => id !== guild.id)
      .map(({ id, name }) => ({ id, name })),
  };
}

export function messageShapes(
  discord: SandboxDiscord,
  channelId: string,
  asUser: string,
): MessageShape[] {
  const { people } = discord;
  const threads = new Map(people.channels(asUser).map(({ id, name }) => [id, name]));
  const seen = people.messages(channelId, asUser);
  const byId = new Map(seen.map((message) => [message.id, message]));
  const names = new Map(people.members().map(({ userId, name }) => [userId, name]));
  return seen.map((message) => {
    const threadName = threads.get(message.threadId ?? '');
    const cause = causeOf(message, byId, names);
    return {
      id: message.id,
      author: message.author.id,
      at: message.at.toString(),
      isEdited: message.editedAt !== undefined,
      content: wordsOf(message),
      embeds: message.embeds,
      components: message.components as MessageShape['components'],
      attachments: message.attachments.map(({ filename, url, size }) => ({
        filename,
        url,
        bytes: size,
      })),
      reactions: message.reactions.map(({ emoji, userIds }) => ({
        emoji,
        count: userIds.length,
        isMine: userIds.includes(asUser),
      })),
      isEphemeral: message.isEphemeral,
      isPinned: message.isPinned,
      isSystem: message.kind !== 'said',
      ...(message.isThinking ? { progress: 'thinking' as const } : {}),
      ...(message.hasFailed ? { progress: 'failed' as const } : {}),
      ...(cause === undefined ? {} : { cause }),
      ...(message.threadId !== undefined && threadName !== undefined
        ? { thread: { id: message.threadId, name: threadName } }
        : {}),
    };
  });
}

/** What the page does with the bot's first answer; messages appear by themselves. */
export function answerShape(answer: SeenAnswer): AnswerShape {
  switch (answer.kind) {
    case 'no-response':
      return { kind: 'silent', text: answer.text };
    case 'modal': {
      const { title, fields } = answer.modal;
      return {
        kind: 'modal',
        interaction: answer.interactionId,
        modal: { title, fields: fields.map(fieldShape) },
      };
    }
    case 'message':
    case 'deferred':
    case 'updated':
    case 'deferred-update':
    case 'choices':
      return { kind: 'shown' };
  }
}

function fieldShape(field: SeenField): FieldShape {
  const { customId, maxValues, options, ...rest } = field;
  const given = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as Omit<FieldShape, 'id' | 'isMany' | 'options'>;
  return {
    ...given,
    id: customId,
    isMany: (maxValues ?? 1) > 1,
    options: options.map((option) => ({
      label: option.label,
      value: option.value,
      default: option.default ?? false,
    })),
  };
}

function wordsOf(message: SeenMessage): string {
  switch (message.kind) {
    case 'said':
      return message.content;
    case 'pinned':
      return 'pinned a message to this channel.';
    case 'thread-started':
      return `started a thread: ${message.content}`;
    case 'thread-starter':
      return 'started this thread.';
  }
}

function causeOf(
  message: SeenMessage,
  byId: Map<string, SeenMessage>,
  names: Map<string, string>,
): string | undefined {
  if (message.answers) {
    const { userId, label } = message.answers;
    return `${names.get(userId) ?? 'Somebody'} used ${label}`;
  }
  const answered = byId.get(message.replyToId ?? '');
  if (!answered || message.kind !== 'said') return undefined;
  return `in answer to ${answered.author.name}: ${answered.content.slice(0, 80)}`;
}

/** A command under each of its whole names. Those of menus have nothing to type. */
function slashCommands(command: APIApplicationCommand): CommandShape[] {
  if (command.type !== ApplicationCommandType.ChatInput) return [];
  return named(command, command.name);
}

function named(
  part: { description: string; options?: APIApplicationCommandOption[] | undefined },
  name: string,
): CommandShape[] {
  const options = part.options ?? [];
  const inner = options.flatMap((option) =>
    option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup
      ? named(option, `${name} ${option.name}`)
      : [],
  );
  if (inner.length > 0) return inner;
  return [{ name, description: part.description, options: options }];
}
