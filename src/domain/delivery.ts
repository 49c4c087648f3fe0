/** What is done about a message after an attempt to send it. */
export type DeliveryDecision =
  | { status: 'sent' }
  | { status: 'failed'; tell: string }
  | { status: 'pending'; afterSeconds: number; tell?: string }
  | { status: 'unknown'; tell: string };

export interface DeliveryAttempt {
  kind: 'sent' | 'refused' | 'retry' | 'unknown';
  error?: string;
  /** What the other side asked for. */
  afterSeconds?: number;
}

const firstRetrySeconds = 60;
const longestRetrySeconds = 3_600;
const mostAttempts = 12;
/** How long evidence has to turn up before a call, of which a second copy is better than none, is sent again. */
const evidenceSeconds = 900;

/**
 * Retries double from a minute to an hour, twelve attempts in all. When nobody can know whether a message was
 * taken, the call is sent again after a wait, with the same Message-ID; a post is repeated at once, because its nonce
 * lets it exist once; anything else is not sent again. Either way the chair is told.
 *
 * @param jitter from 0 to 1, so that many messages refused together don't come back together
 */
export function decideDelivery(
  message: { kind: string; channel: 'mail' | 'discord'; attempts: number },
  attempt: DeliveryAttempt,
  jitter: number,
): DeliveryDecision {
  const error = attempt.error ?? '';
  switch (attempt.kind) {
    case 'sent':
      return { status: 'sent' };
    case 'refused':
      return { status: 'failed', tell: `was refused: ${error}` };
    case 'retry':
      if (message.attempts >= mostAttempts)
        return {
          status: 'failed',
          tell: `could not be sent in ${mostAttempts} attempts: ${error}`,
        };
      return {
        status: 'pending',
        afterSeconds: attempt.afterSeconds ?? backoff(message.attempts, jitter),
      };
    case 'unknown':
      return decideUnknown(message, error);
  }
}

function decideUnknown(
  message: { kind: string; channel: 'mail' | 'discord'; attempts: number },
  error: string,
): DeliveryDecision {
  const again = message.attempts < mostAttempts;
  if (message.channel === 'discord' && again) return { status: 'pending', afterSeconds: 0 };
  if (message.kind === 'call' && again)
    return {
      status: 'pending',
      afterSeconds: evidenceSeconds,
      tell: `may or may not have gone out (${error}). Unless it comes back through the list, it is sent again in ${evidenceSeconds / 60} minutes: a doubled call is better than none`,
    };
  return {
    status: 'unknown',
    tell: `may or may not have gone out (${error}). It is not sent again; please look whether it arrived`,
  };
}

function backoff(attempts: number, jitter: number): number {
  const seconds = Math.min(firstRetrySeconds * 2 ** Math.max(attempts - 1, 0), longestRetrySeconds);
  return Math.round(seconds * (0.75 + jitter / 2));
}
