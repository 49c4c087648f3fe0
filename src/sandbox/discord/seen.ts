import {
  type APIAttachment,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
  MessageType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Answer } from './interaction.ts';
import { type ModalField, type ModalForm, modalFields } from './validate-modal.ts';
import type { Mentions, Message, World } from './world.ts';

/** A message as a person's screen shows it. */
export interface SeenMessage {
  id: string;
  channelId: string;
  author: { id: string; name: string; isBot: boolean };
  kind: 'said' | 'pinned' | 'thread-started' | 'thread-starter';
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  at: Temporal.Instant;
  editedAt: Temporal.Instant | undefined;
  /** "Only you can see this". */
  isEphemeral: boolean;
  /** "… is thinking". */
  isThinking: boolean;
  /** The thinking never came to an end. */
  hasFailed: boolean;
  isPinned: boolean;
  /** Whom it pinged when it appeared. */
  pings: Mentions;
  reactions: { emoji: string; userIds: string[] }[];
  replyToId: string | undefined;
  threadId: string | undefined;
  /** What it answers: "Ann used /agenda add". */
  answers: { userId: string; label: string } | undefined;
  nonce: string | number | undefined;
}

export interface SeenModal {
  interactionId: string;
  customId: string;
  title: string;
  fields: SeenField[];
}

export interface SeenField {
  customId: string;
  label: string;
  description: string | undefined;
  kind:
    | 'short'
    | 'paragraph'
    | 'select'
    | 'users'
    | 'roles'
    | 'mentionables'
    | 'channels'
    | 'radio'
    | 'checkboxes'
    | 'checkbox';
  isRequired: boolean;
  minLength: number | undefined;
  maxLength: number | undefined;
  minValues: number | undefined;
  maxValues: number | undefined;
  placeholder: string | undefined;
  value: string | undefined;
  options: {
    label: string;
    value: string;
    description?: string | null | undefined;
    default?: boolean | null | undefined;
  }[];
}

/** What a person sees first after asking the bot for something. */
export type SeenAnswer =
  | {
      kind: 'message' | 'deferred' | 'updated' | 'deferred-update';
      interactionId: string;
      message: SeenMessage;
    }
  | { kind: 'modal'; interactionId: string; modal: SeenModal }
  | { kind: 'choices'; interactionId: string; choices: { name: string; value: string | number }[] }
  | { kind: 'no-response'; interactionId: string; text: string };

export function seenAnswer(world: World, answer: Answer): SeenAnswer {
  const { interactionId } = answer;
  switch (answer.kind) {
    case 'modal':
      return { kind: 'modal', interactionId, modal: seenModal(interactionId, answer.modal) };
    case 'choices':
    case 'no-response':
      return answer;
    case 'message':
    case 'deferred':
    case 'updated':
    case 'deferred-update': {
      const interaction = world.interactions.get(interactionId);
      const message = world.message(interaction?.channelId ?? '', answer.messageId);
      return { kind: answer.kind, interactionId, message: seenMessage(world, message) };
    }
  }
}

export function seenMessage(world: World, message: Message): SeenMessage {
  const answered = world.interactions.get(message.interactionId ?? '');
  return {
    id: message.id,
    channelId: message.channelId,
    author: seenAuthor(world, message),
    kind: kindOf(message.type),
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments,
    at: message.createdAt,
    editedAt: message.editedAt,
    isEphemeral: message.ephemeralFor !== undefined,
    isThinking: (message.flags & MessageFlags.Loading) !== 0 && !message.failed,
    hasFailed: message.failed,
    isPinned: message.pinnedAt !== undefined,
    pings: message.pings,
    reactions: [...message.reactions].map(([emoji, users]) => ({ emoji, userIds: [...users] })),
    replyToId: message.replyTo?.messageId,
    threadId: message.threadId,
    answers: answered && { userId: answered.userId, label: answered.label },
    nonce: message.nonce,
  };
}

function seenAuthor(world: World, message: Message): SeenMessage['author'] {
  const { guildId } = world.channel(message.channelId);
  return {
    id: message.authorId,
    name: shownName(world, message.authorId, guildId),
    isBot: message.authorId === world.botId,
  };
}

/** The name people see: the guild's nickname, else the display name, else the account's. */
export function shownName(world: World, userId: string, guildId: string | undefined): string {
  const user = world.user(userId);
  const nick = world.guilds.get(guildId ?? '')?.members.get(userId)?.nick;
  return nick ?? user.global_name ?? user.username;
}

function kindOf(type: MessageType): SeenMessage['kind'] {
  if (type === MessageType.ChannelPinnedMessage) return 'pinned';
  if (type === MessageType.ThreadCreated) return 'thread-started';
  return type === MessageType.ThreadStarterMessage ? 'thread-starter' : 'said';
}

function seenModal(interactionId: string, form: ModalForm): SeenModal {
  return {
    interactionId,
    customId: form.custom_id,
    title: form.title,
    fields: modalFields(form).map(({ field, label }) => ({
      ...seenField(field),
      label: label?.label ?? ('label' in field ? (field.label ?? '') : ''),
      description: label?.description ?? undefined,
    })),
  };
}

function seenField(field: ModalField): Omit<SeenField, 'label' | 'description'> {
  const isText = field.type === ComponentType.TextInput;
  return {
    customId: field.custom_id,
    kind: fieldKind(field),
    isRequired: field.type !== ComponentType.Checkbox && (field.required ?? true),
    minLength: isText ? (field.min_length ?? undefined) : undefined,
    maxLength: isText ? (field.max_length ?? 4000) : undefined,
    minValues: 'min_values' in field ? (field.min_values ?? undefined) : undefined,
    maxValues: 'max_values' in field ? (field.max_values ?? undefined) : undefined,
    placeholder: 'placeholder' in field ? (field.placeholder ?? undefined) : undefined,
    value: isText ? (field.value ?? undefined) : undefined,
    options: 'options' in field ? field.options : [],
  };
}

function fieldKind(field: ModalField): SeenField['kind'] {
  switch (field.type) {
    case ComponentType.TextInput:
      return field.style === TextInputStyle.Paragraph ? 'paragraph' : 'short';
    case ComponentType.StringSelect:
      return 'select';
    case ComponentType.UserSelect:
      return 'users';
    case ComponentType.RoleSelect:
      return 'roles';
    case ComponentType.MentionableSelect:
      return 'mentionables';
    case ComponentType.ChannelSelect:
      return 'channels';
    case ComponentType.RadioGroup:
      return 'radio';
    case ComponentType.CheckboxGroup:
      return 'checkboxes';
    case ComponentType.Checkbox:
      return 'checkbox';
  }
}
