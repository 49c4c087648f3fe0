import type { APIApplicationCommandOptionChoice, InteractionType } from 'discord-api-types/v10';
import type { ModalForm } from './validate-modal.ts';

/**
 * One thing a person asked of the bot, and how far its answer has come. `waiting` lasts three seconds at most;
 * what is said after `failed` is refused, and so is a second first answer.
 */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  /** What the person did, as the client words it: `/agenda add`, a button's label. */
  readonly label: string;
  readonly createdAt: Temporal.Instant;
  /** The message whose component was used. */
  readonly sourceMessageId: string | undefined;
  /** The interaction that opened the modal, when this is its submission. */
  readonly triggerId: string | undefined;
  status: 'waiting' | 'answered' | 'failed';
  answer: Answer | undefined;
  /** The message that `@original` means. */
  originalId: string | undefined;
  isOriginalDeferred: boolean;
  followUpIds: string[];
  /** The token works no longer. */
  expired: boolean;
  /** Told when the first answer is there, or can't come any more. */
  settle: (answer: Answer) => void;
}

/** The first answer, as the person's client shows it. */
export type Answer =
  | { kind: 'message'; interactionId: string; messageId: string }
  | { kind: 'deferred'; interactionId: string; messageId: string }
  | { kind: 'updated'; interactionId: string; messageId: string }
  | { kind: 'deferred-update'; interactionId: string; messageId: string }
  | { kind: 'modal'; interactionId: string; modal: ModalForm }
  | { kind: 'choices'; interactionId: string; choices: APIApplicationCommandOptionChoice[] }
  | { kind: 'no-response'; interactionId: string; text: string };
