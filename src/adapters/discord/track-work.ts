import { setTimeout as delay } from 'node:timers/promises';
import type { APIInteraction } from 'discord-api-types/v10';
import type { TakeInteraction } from './connection.ts';
import { handleInteraction, type InteractionContext } from './handle-interaction.ts';

/** More at once than this are asked to come back: each holds memory, and a place in the database's queue. */
const maxInteractions = 2_000;

const endWaitMs = 10_000;

/** Takes interactions side by side. No failure of one leaves here. */
export function trackWork(context: InteractionContext): {
  take: TakeInteraction;
  /** Takes no more, and waits for those under way, within limits. */
  end(): Promise<void>;
} {
  const underWay = new Set<Promise<void>>();
  let isEnded = false;
  return {
    take: (interaction) => {
      if (isEnded) return;
      const done = takeOne(context, interaction, underWay.size >= maxInteractions);
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    },
    end: async () => {
      isEnded = true;
      await Promise.race([Promise.all(underWay), delay(endWaitMs, undefined, { ref: false })]);
    },
  };
}

async function takeOne(
  context: InteractionContext,
  interaction: APIInteraction,
  isBusy: boolean,
): Promise<void> {
  const { log, wire } = context;
  try {
    if (!isBusy) return await handleInteraction(context, interaction);
    log.warn({ interaction: interaction.id, maxInteractions }, 'too many interactions at once');
    await wire.say(interaction, 'Convoke is very busy. Nothing was saved; try again in a minute.');
  } catch (error) {
    log.error({ err: error, interaction: interaction.id }, 'an interaction failed');
    await wire.say(
      interaction,
      'Something went wrong in Convoke; the operator can see what. Try again later.',
    );
  }
}
