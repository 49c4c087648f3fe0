import { setTimeout as delay } from 'node:timers/promises';
import {
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
} from 'discord-api-types/v10';
import { parseCommand } from '../../app/command-schema.ts';
import type { ChatInput } from '../../app/handle-chat.ts';
import type { Answer, Log } from '../../app/ports.ts';
import type { ItemDraft } from '../../domain/item.ts';
import { UserError } from '../../domain/user-error.ts';
import { formOf, readButton, readForm, wordsOf, type Asked } from './chat-form.ts';
import type { ChatModal, ChatValues } from './chat-command.ts';
import type { InteractionWire } from './interaction-wire.ts';
import { placeOf, readOptions, type Place } from './read-interaction.ts';

/** What the service does with what people say. */
export interface ChatHandle {
  /** Keeps it before anything is done. Returns its id in the inbox. */
  store(input: ChatInput): Promise<string>;
  /** Does it, once. A person's mistake is an answer too. */
  answer(inboxId: string, input: ChatInput): Promise<Answer>;
  /** The lines that the form about a held message begins with. Throws a UserError for all but the chair. */
  held?(place: {
    guildId: string;
    channelId: string;
    userId: string;
    held: string;
  }): Promise<string | undefined>;
  /** The item that a form should begin with; without it, forms begin empty. */
  item?(place: {
    guildId: string;
    channelId: string;
    series?: string;
    item: number;
  }): Promise<ItemDraft | undefined>;
}

export interface InteractionContext {
  handle: ChatHandle;
  wire: InteractionWire;
  log: Log;
}

/** Takes one interaction to its answer. A person's mistake is answered; other failures are thrown. */
export async function handleInteraction(
  context: InteractionContext,
  interaction: APIInteraction,
): Promise<void> {
  const { wire } = context;
  try {
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return await takeCommand(context, interaction);
      case InteractionType.ModalSubmit:
        return await takeForm(context, interaction);
      case InteractionType.MessageComponent:
        return await takeButton(context, interaction);
      case InteractionType.ApplicationCommandAutocomplete:
        await wire.answer(interaction, {
          type: InteractionResponseType.ApplicationCommandAutocompleteResult,
          data: { choices: [] },
        });
        return;
      case InteractionType.Ping:
        return;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await wire.say(interaction, error.message);
  }
}

async function takeCommand(
  context: InteractionContext,
  interaction: APIApplicationCommandInteraction,
): Promise<void> {
  if (interaction.data.type !== ApplicationCommandType.ChatInput)
    throw new UserError('Convoke has no such command. Type / to see those it has.');
  const asked = readOptions(interaction.data);
  const place = placeOf(interaction);
  const { modal } = asked.command;
  if (!modal?.opensFor(asked.values)) return run(context, interaction, asked, place);
  const known = modal.startsFromItem ? await knownValues(context, asked, place) : {};
  await context.wire.answer(interaction, {
    type: InteractionResponseType.Modal,
    data: formOf(asked, modal satisfies ChatModal, known),
  });
}

async function takeButton(
  context: InteractionContext,
  interaction: APIMessageComponentInteraction,
): Promise<void> {
  const asked = readButton(interaction.data.custom_id);
  const place = placeOf(interaction);
  const { modal } = asked.command;
  if (!modal) return run(context, interaction, asked, place);
  await context.wire.answer(interaction, {
    type: InteractionResponseType.Modal,
    data: formOf(asked, modal, modal.startsFromHeld ? await heldLines(context, asked, place) : {}),
  });
}

async function takeForm(
  context: InteractionContext,
  interaction: APIModalSubmitInteraction,
): Promise<void> {
  try {
    await run(context, interaction, readForm(interaction.data), placeOf(interaction));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(withWords(error.message, interaction), { cause: error });
  }
}

/** Forms can't be deferred: an item that isn't found in this time is left for the person to remember. */
const itemWaitMs = 1_500;

async function knownValues(
  { handle, log }: InteractionContext,
  { values, series }: Asked,
  { guildId, channelId }: Place,
): Promise<ChatValues> {
  const item = Number(values['item']);
  const where = { guildId, channelId, item, ...(series === undefined ? {} : { series }) };
  const found = Promise.resolve(handle.item?.(where)).catch((error: unknown) => {
    log.warn({ err: error, item }, 'an item for a form could not be read');
    return undefined;
  });
  const draft = await Promise.race([found, delay(itemWaitMs, undefined, { ref: false })]);
  if (!draft) return {};
  const { title, details, lead, minutes, links = [] } = draft;
  const known = { title, details, lead, minutes, link: links.join('\n') };
  return Object.fromEntries(
    Object.entries(known).filter(([, value]) => value !== undefined),
  ) as ChatValues;
}

/** What a held message would do. Only its chair may see it: for others a UserError comes instead of the form. */
async function heldLines(
  { handle, log }: InteractionContext,
  { values }: Asked,
  { guildId, channelId, userId }: Place,
): Promise<ChatValues> {
  const where = { guildId, channelId, userId, held: String(values['held']) };
  const found = settle(Promise.resolve(handle.held?.(where)));
  const lines = await Promise.race([found, delay(itemWaitMs, undefined, { ref: false })]);
  if (lines && 'error' in lines) {
    if (lines.error instanceof UserError) throw lines.error;
    log.warn({ err: lines.error }, 'a held message for a form could not be read');
  }
  return lines && 'value' in lines && lines.value !== undefined ? { lines: lines.value } : {};
}

/** An acknowledgement promises nothing; it goes out at the latest after this time, while storing still goes on. */
const storeWaitMs = 1_800;

type Answerable =
  APIApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction;

/** Store, acknowledge, then work. */
async function run(
  context: InteractionContext,
  interaction: Answerable,
  asked: Asked,
  place: Place,
): Promise<void> {
  const { handle, wire, log } = context;
  const input = inputOf(interaction, asked, place);
  const storing = settle(handle.store(input));
  const stored = await Promise.race([storing, delay(storeWaitMs, undefined, { ref: false })]);
  if (stored && 'error' in stored)
    return wire.say(interaction, notSaved(context, interaction, stored.error));
  const { audience } = asked.command;
  // What a button settles is shown in its own message, without the button.
  const onMessage = 'message' in interaction && interaction.message !== undefined;
  const acknowledged = await (onMessage
    ? wire.answer(interaction, { type: InteractionResponseType.DeferredMessageUpdate })
    : wire.defer(interaction, audience));
  const outcome = await storing;
  if (acknowledged === 'theirs') return;
  const answer: Answer =
    'error' in outcome
      ? { audience: 'writer', refused: true, text: notSaved(context, interaction, outcome.error) }
      : await answerTo(context, outcome.value, input);
  // What was stored is done even when its author can no longer be told: nothing said is lost.
  if (acknowledged === 'ours')
    return onMessage ? wire.close(interaction, answer) : wire.tell(interaction, answer, audience);
  log.warn(
    { interaction: interaction.id, answer: answer.audience },
    'done, but its author could not be told',
  );
}

type Settled<Value> = { value: Value } | { error: unknown };

function settle<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

async function answerTo({ handle, log }: InteractionContext, inboxId: string, input: ChatInput) {
  try {
    return await handle.answer(inboxId, input);
  } catch (error) {
    const text = error instanceof UserError ? error.message : brokenText;
    if (!(error instanceof UserError))
      log.error(
        { err: error, inboxId, command: input.command.name },
        'a command could not be carried out',
      );
    return { audience: 'writer', refused: true, text } satisfies Answer;
  }
}

const brokenText =
  'What you said is kept, but doing it failed, and the operator can see why. Look at /agenda list before you try again.';

function notSaved({ log }: InteractionContext, interaction: Answerable, error: unknown): string {
  if (error instanceof UserError) return withWords(error.message, interaction);
  log.error({ err: error, interaction: interaction.id }, 'a command could not be stored');
  return withWords(
    'Nothing was saved: Convoke can’t reach its database just now. Try again in a minute.',
    interaction,
  );
}

/** What someone typed into a form is gone with the form: it is given back with the refusal. */
function withWords(text: string, interaction: APIInteraction): string {
  if (interaction.type !== InteractionType.ModalSubmit) return text;
  const words = wordsOf(interaction.data);
  return words === '' ? text : `${text}\nYou wrote:\n${words.replace(/^/gmu, '> ')}`;
}

/** The token works for 15 minutes as its holder: it has no place in the inbox. */
function inputOf(
  interaction: Answerable,
  { command, values, series }: Asked,
  place: Place,
): ChatInput {
  const { token: _, ...raw } = interaction;
  return {
    id: interaction.id,
    ...place,
    ...(series === undefined ? {} : { series }),
    command: parseCommand(command.toCommand(values)),
    raw,
  };
}
