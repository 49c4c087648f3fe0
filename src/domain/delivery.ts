/** What is done about a message after an attempt to send it. */
export type DeliveryDecision =
  | { status: 'sent' }
  | { status: 'failed'; tell: string }
  | { status: 'pending'; afterSeconds: number; tell?: string }
  /** Nobody knows. `lookAfterSeconds`: evidence may still turn up until then; without it, nothing more is done. */
  | { status: 'unknown'; lookAfterSeconds: number }
  | { status: 'unknown'; tell: string };

/** Why a message may be accepted later. */
export type RetryReason =
  /** The other side said "later": 4xx. */
  | 'deferred'
  /** It said nothing, before it was given the message. */
  | 'timeout'
  | 'unreachable'
  /** It asked to slow down: 429. */
  | 'busy'
  /** Something that the operator must mend: a login, a setting. */
  | 'setup'
  /** Our own process ended before it had given the message away. */
  | 'interrupted';

export type DeliveryAttempt =
  | { kind: 'sent' }
  | { kind: 'refused'; error: string }
  | {
      kind: 'retry';
      why: RetryReason;
      error: string;
      /** What the other side asked for. */
      afterSeconds?: number;
    }
  | { kind: 'unknown'; error: string };

export interface AttemptedMessage {
  kind: string;
  channel: 'mail' | 'discord';
  attempts: number;
  /** An earlier attempt may have got through. */
  unsure: boolean;
}

const mostAttempts = 16;
/** How long evidence has to turn up that a mail went out after all. */
const evidenceSeconds = 900;

/** Waits double from the first to the longest. Sixteen attempts last half a day for a 4xx, and seven hours for a server that is away. */
const waits: Record<RetryReason, { firstSeconds: number; longestSeconds: number }> = {
  // Greylisting lets a mail in after five minutes.
  deferred: { firstSeconds: 300, longestSeconds: 3_600 },
  timeout: { firstSeconds: 120, longestSeconds: 3_600 },
  unreachable: { firstSeconds: 30, longestSeconds: 1_800 },
  busy: { firstSeconds: 5, longestSeconds: 1_800 },
  setup: { firstSeconds: 120, longestSeconds: 3_600 },
  interrupted: { firstSeconds: 0, longestSeconds: 60 },
};

/** A post is looked for before it is repeated, so it may be repeated soon. */
const unknownPostWait = { firstSeconds: 2, longestSeconds: 1_800 };

/**
 * The rule of retries, and of the outcome that nobody knows; docs/delivery.md tells it in words.
 *
 * @param jitter from 0 to 1, so that many messages refused together don't come back together
 */
export function decideDelivery(
  message: AttemptedMessage,
  attempt: DeliveryAttempt,
  jitter: number,
): DeliveryDecision {
  switch (attempt.kind) {
    case 'sent':
      return { status: 'sent' };
    case 'refused':
      return { status: 'failed', tell: `was refused: ${attempt.error}` };
    case 'retry':
      if (message.attempts >= mostAttempts) return givenUp(message, attempt.error);
      return { status: 'pending', afterSeconds: waitFor(message.attempts, attempt, jitter) };
    case 'unknown':
      return message.channel === 'discord'
        ? decideUnknownPost(message, attempt.error, jitter)
        : decideUnknownMail(message, attempt.error);
  }
}

/** Whether a second copy is better than none. */
export function mayBeDoubled({ kind }: { kind: string }): boolean {
  return kind === 'call';
}

/**
 * What becomes of a mail whose outcome is unknown when no evidence has turned up in time.
 *
 * @param listEchoes the list brought back what was sent to it before: then what it doesn't bring back isn't there
 */
export function decideUnproven(
  message: { kind: string },
  { listEchoes }: { listEchoes: boolean },
): { send: true; tell?: string } | { send: false; tell: string } {
  if (listEchoes) return { send: true };
  const doubt = 'may or may not have gone out, and nothing shows which';
  if (mayBeDoubled(message))
    return {
      send: true,
      tell: `${doubt}. It is sent again now: a doubled call is better than none.`,
    };
  return { send: false, tell: `${doubt}. It is not sent again; please look whether it arrived.` };
}

function decideUnknownPost(
  message: AttemptedMessage,
  error: string,
  jitter: number,
): DeliveryDecision {
  if (message.attempts >= mostAttempts) return givenUp({ ...message, unsure: true }, error);
  return { status: 'pending', afterSeconds: backoff(message.attempts, unknownPostWait, jitter) };
}

/** A mail that is in doubt twice has had its second chance. */
function decideUnknownMail({ unsure }: AttemptedMessage, error: string): DeliveryDecision {
  if (!unsure) return { status: 'unknown', lookAfterSeconds: evidenceSeconds };
  return {
    status: 'unknown',
    tell: `may or may not have gone out, twice (${error}). It is not sent again; please look whether it arrived.`,
  };
}

function givenUp({ unsure }: AttemptedMessage, error: string): DeliveryDecision {
  const tell = `could not be sent in ${mostAttempts} attempts: ${error}`;
  return unsure
    ? { status: 'unknown', tell: `${tell}. An earlier attempt may have got through.` }
    : { status: 'failed', tell };
}

function waitFor(
  attempts: number,
  { why, afterSeconds }: { why: RetryReason; afterSeconds?: number },
  jitter: number,
): number {
  // Whoever asks for a wait gets it, and a little more: everyone was asked for the same.
  if (afterSeconds !== undefined) return Math.ceil(afterSeconds * (1 + jitter / 5));
  return backoff(attempts, waits[why], jitter);
}

function backoff(
  attempts: number,
  { firstSeconds, longestSeconds }: { firstSeconds: number; longestSeconds: number },
  jitter: number,
): number {
  const seconds = Math.min(firstSeconds * 2 ** Math.max(attempts - 1, 0), longestSeconds);
  return Math.round(seconds * (0.75 + jitter / 2));
}
