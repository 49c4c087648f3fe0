import { setTimeout as delay } from 'node:timers/promises';
import {
  InteractionResponseType,
  MessageFlags,
  Routes,
  type APIInteraction,
  type APIInteractionResponse,
} from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import type { Answer, Log } from '../../app/ports.ts';
import { discordRest } from './discord-rest.ts';
import { isPassing, restFailure, type RestFailure } from './rest-failure.ts';
import { splitText } from './split-text.ts';

/** `ours`: we may go on answering. `theirs`: another process answers it. `expired`: the three seconds are over. */
export type Acknowledgement = 'ours' | 'theirs' | 'expired';

/** The ways to answer an interaction. None of them throws for what Discord or the network does. */
export interface InteractionWire {
  /** "Convoke is thinking…": for everyone, or for the person alone. */
  defer(interaction: APIInteraction, audience: Answer['audience']): Promise<Acknowledgement>;
  /** The first answer, where there was no deferral. */
  answer(interaction: APIInteraction, response: APIInteractionResponse): Promise<Acknowledgement>;
  /** The first answer, to the person alone. */
  say(interaction: APIInteraction, text: string): Promise<void>;
  /** After a deferred update: what a button has settled is said in its message, which loses its buttons; a refusal only to the person. */
  close(interaction: APIInteraction, answer: Answer): Promise<void>;
  /** The answer after a deferral for `deferredFor`. */
  tell(interaction: APIInteraction, answer: Answer, deferredFor: Answer['audience']): Promise<void>;
}

export function createInteractionWire({
  apiUrl,
  log,
}: {
  apiUrl?: string;
  log: Log;
}): InteractionWire {
  const access = {
    ...(apiUrl === undefined ? {} : { apiUrl }),
    timeoutMs: 5_000,
    longestWaitMs: 10_000,
  };
  // Interactions don't count against the bot's 50 requests a second; discord.js would hold their answers back to that.
  const rest = discordRest(access, { globalRequestsPerSecond: 100_000 });
  const answer = (interaction: APIInteraction, response: APIInteractionResponse) =>
    acknowledge(rest, log, interaction, response);
  return {
    answer,
    defer: (interaction, audience) =>
      answer(interaction, {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: visibility(audience) },
      }),
    say: async (interaction, text) => {
      const [first = '', ...more] = splitText(text);
      const acknowledged = await answer(interaction, {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { ...messageOf(first), flags: flagsFor('writer') },
      });
      if (acknowledged === 'ours') await followUp(rest, log, interaction, more, 'writer');
    },
    close: async (interaction, said) => {
      if (said.refused) return followUp(rest, log, interaction, splitText(said.text), 'writer');
      const [first = '', ...more] = splitText(said.text);
      const original = Routes.webhookMessage(interaction.application_id, interaction.token);
      const body = { ...messageOf(first), components: [] };
      if (await persist(log, interaction, () => rest.patch(original, { body, auth: false })))
        await followUp(rest, log, interaction, more, said.audience);
    },
    tell: (interaction, said, deferredFor) => tell(rest, log, interaction, said, deferredFor),
  };
}

const alreadyAcknowledged = 40060;
const unknownInteraction = 10062;

/** Once more after a passing failure, while the three seconds last. */
async function acknowledge(
  rest: REST,
  log: Log,
  interaction: APIInteraction,
  response: APIInteractionResponse,
): Promise<Acknowledgement> {
  for (let attempt = 1; ; attempt++) {
    const failure = await failureOf(() =>
      rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: response,
        auth: false,
      }),
    );
    if (!failure) return 'ours';
    const code = failure.kind === 'refused' ? failure.code : undefined;
    // After a first try whose outcome is unknown, "already acknowledged" means that it got through.
    if (code === alreadyAcknowledged && attempt > 1) return 'ours';
    log.warn(
      { interaction: interaction.id, attempt, failure },
      'an interaction was not acknowledged',
    );
    if (code === alreadyAcknowledged) return 'theirs';
    if (code === unknownInteraction) return 'expired';
    if (!isPassing(failure) || attempt === 3) return 'expired';
    await delay(100 * attempt);
  }
}

async function tell(
  rest: REST,
  log: Log,
  interaction: APIInteraction,
  { audience, text }: Answer,
  deferredFor: Answer['audience'],
): Promise<void> {
  const [first = '', ...more] = splitText(text);
  const original = Routes.webhookMessage(interaction.application_id, interaction.token);
  if (audience === deferredFor) {
    const body = { ...messageOf(first), flags: MessageFlags.SuppressEmbeds };
    if (!(await persist(log, interaction, () => rest.patch(original, { body, auth: false }))))
      return;
    return followUp(rest, log, interaction, more, audience);
  }
  // Who may see a deferral is settled. The first follow-up while it stands would take its place, seen by the same
  // people, so the deferral goes first.
  await persist(log, interaction, () => rest.delete(original, { auth: false }));
  return followUp(rest, log, interaction, [first, ...more], audience);
}

async function followUp(
  rest: REST,
  log: Log,
  interaction: APIInteraction,
  texts: string[],
  audience: Answer['audience'],
): Promise<void> {
  const route = Routes.webhook(interaction.application_id, interaction.token);
  for (const text of texts) {
    const body = { ...messageOf(text), flags: flagsFor(audience) };
    // Repeated only when it surely didn't arrive: follow-ups have no nonce by which Discord drops doubles.
    const send = () => rest.post(route, { body, auth: false });
    if (!(await persist(log, interaction, send, isSurelyAbsent))) return;
  }
}

/** Tries a few times while `mayRepeat`. Returns whether it was done; what failed is logged. */
async function persist(
  log: Log,
  interaction: APIInteraction,
  request: () => Promise<unknown>,
  mayRepeat: (failure: RestFailure) => boolean = isPassing,
): Promise<boolean> {
  for (const waitMs of [250, 1_000, 4_000, undefined]) {
    const failure = await failureOf(request);
    if (!failure) return true;
    log.warn(
      { interaction: interaction.id, failure },
      'an answer to an interaction did not arrive',
    );
    if (!mayRepeat(failure) || waitMs === undefined) return false;
    await delay(waitMs);
  }
  return false;
}

function isSurelyAbsent({ kind }: RestFailure): boolean {
  return kind === 'unsent' || kind === 'busy';
}

async function failureOf(request: () => Promise<unknown>): Promise<RestFailure | undefined> {
  try {
    await request();
    return undefined;
  } catch (error) {
    return restFailure(error);
  }
}

/** Nothing that a person wrote may ping anyone when it is shown. */
function messageOf(content: string) {
  return { content, allowed_mentions: { parse: [] } };
}

function visibility(audience: Answer['audience']): number {
  return audience === 'writer' ? MessageFlags.Ephemeral : 0;
}

function flagsFor(audience: Answer['audience']): number {
  return visibility(audience) | MessageFlags.SuppressEmbeds;
}
