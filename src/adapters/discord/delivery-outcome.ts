import type { DeliveryOutcome } from '../../app/ports.ts';
import type { RestFailure } from './rest-failure.ts';

/** Refusals that pass: slow mode, the write limits of a channel and of a guild, an overloaded part of Discord. */
const passingCodes = new Set([20016, 20028, 20029, 130000]);

/**
 * What a failed request means for the message that it was to deliver.
 *
 * @param mend what was refused and how to mend it, by Discord's error code
 */
export function outcomeOf(
  failure: RestFailure,
  mend: (code: number | undefined) => string,
): Exclude<DeliveryOutcome, { kind: 'sent' }> {
  const { kind, text } = failure;
  switch (kind) {
    case 'refused':
      return refusal(failure, mend);
    case 'busy':
      return {
        kind: 'retry',
        why: 'busy',
        error: text,
        afterSeconds: Math.max(1, failure.afterSeconds),
      };
    case 'unsent':
      return { kind: 'retry', why: 'unreachable', error: text };
    case 'unknown':
      return { kind: 'unknown', error: text };
  }
}

function refusal(
  { status, code, text }: Extract<RestFailure, { kind: 'refused' }>,
  mend: (code: number | undefined) => string,
): Exclude<DeliveryOutcome, { kind: 'sent' }> {
  if (status === 401)
    return {
      kind: 'retry',
      why: 'setup',
      error: `Discord refused the bot’s token: put the present one into DISCORD_TOKEN and restart (${text})`,
    };
  if (code !== undefined && passingCodes.has(code))
    return { kind: 'retry', why: 'busy', error: text, afterSeconds: 60 };
  return { kind: 'refused', error: `${mend(code)} (${text})` };
}
