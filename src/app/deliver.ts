import { decideUnproven, mayBeDoubled } from '../domain/delivery.ts';
import { fateOf } from '../domain/outdated.ts';
import { gather } from './gather.ts';
import type { ChatEvent, ChatPost, OutgoingMail } from './outgoing.ts';
import type {
  App,
  ChatSender,
  ClaimedMessage,
  DeliveryOutcome,
  MailEvidence,
  MailSender,
} from './ports.ts';
import { recordResults, type Result } from './record-delivery.ts';

export interface Senders {
  mail?: MailSender;
  chat?: ChatSender;
  mailEvidence?: MailEvidence;
}

export interface DeliverySettings {
  senders: Senders;
  /** The process that sends. */
  replicaId: string;
  /** Repeats work that failed until it succeeds, as long as the process lasts. */
  keepTrying: <T>(work: () => Promise<T>) => Promise<T>;
}

/** So many messages are claimed at once: enough to share the cost, few enough to leave some for other replicas. */
const claimSize = 50;

/** Sends what is due, until nothing is, and records what came of it. The returned function may run many times at once. */
export function createDelivery(app: App, settings: DeliverySettings): () => Promise<void> {
  // What was sent is known nowhere else than here, so its record is not given up.
  const record = gather((results: readonly Result[]) =>
    settings.keepTrying(() => recordResults(app, results)),
  );
  const begin = gather((messages: readonly ClaimedMessage[]) =>
    app.store.transaction((tx) => tx.outbox.begin(messages)),
  );
  const drain = async () => {
    for (;;) {
      const messages = await claim(app, settings);
      await Promise.all(
        messages.map(async (message) => record(await attempt(app, settings, message, begin))),
      );
      // There may be more; and what keeps its order may be taken only now that the one before it is settled.
      if (messages.length === 0) return;
    }
  };
  // While the last messages of one claim go out, those of another are on their way.
  return async () => void (await Promise.all([drain(), drain()]));
}

async function claim(
  app: App,
  { replicaId, keepTrying }: DeliverySettings,
): Promise<ClaimedMessage[]> {
  const by = { replicaId, claim: crypto.randomUUID() };
  try {
    return await app.store.transaction((tx) => tx.outbox.claim(by, app.clock.now(), claimSize));
  } catch (error) {
    // It may have been committed all the same, and nobody would know.
    await keepTrying(() => app.store.transaction((tx) => tx.outbox.release(by.claim)));
    throw error;
  }
}

async function attempt(
  app: App,
  { senders }: DeliverySettings,
  message: ClaimedMessage,
  begin: (message: ClaimedMessage) => Promise<void>,
): Promise<Result> {
  const { meeting, overtaken } = message;
  const fate = meeting === undefined ? 'send' : fateOf(message, meeting, overtaken);
  if (fate !== 'send') return { message, kind: 'outdated', fate };
  try {
    switch (message.channel) {
      case 'mail':
        return await attemptMail(app, senders, message, begin);
      case 'discord':
        return { message, ...(await post(app, senders, message)) };
    }
  } catch (error) {
    return {
      message,
      kind: 'unknown',
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

async function attemptMail(
  app: App,
  { mail, mailEvidence }: Senders,
  message: ClaimedMessage,
  begin: (message: ClaimedMessage) => Promise<void>,
): Promise<Result> {
  if (!mail)
    return {
      message,
      kind: 'retry',
      why: 'setup',
      error: 'no SMTP server is configured (SMTP_URL)',
    };
  const proof = await settleDoubt(app, mailEvidence, message);
  if (proof && proof.kind !== 'unproven') return { message, ...proof };
  if (proof?.send === false) return { message, kind: 'unproven', tell: proof.tell };
  const outcome = await mail.send(
    message.payload as OutgoingMail,
    message.messageId,
    mayBeDoubled(message) ? undefined : () => begin(message),
  );
  const tell = proof?.tell;
  return { message, ...outcome, ...(tell === undefined ? {} : { tell }) };
}

/** For a mail that may have gone out before: whether it did, or what the rule says when nothing shows it. */
async function settleDoubt(
  app: App,
  evidence: MailEvidence | undefined,
  message: ClaimedMessage,
): Promise<
  DeliveryOutcome | ({ kind: 'unproven' } & ReturnType<typeof decideUnproven>) | undefined
> {
  if (message.unsureAt === undefined) return undefined;
  try {
    if (await evidence?.isThere(message.messageId))
      return { kind: 'sent', response: 'it lies in our own mailbox' };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      kind: 'retry',
      why: 'setup',
      error: `our own mailbox can't be looked through: ${text}`,
    };
  }
  const listEchoes = await app.store.transaction((tx) => tx.outbox.isEchoed(message));
  return { kind: 'unproven', ...decideUnproven(message, { listEchoes }) };
}

/** For so long Discord makes no second post of one nonce ("a few minutes", it says). */
const nonceHoldsSeconds = 120;

async function post(
  app: App,
  { chat }: Senders,
  message: ClaimedMessage,
): Promise<DeliveryOutcome> {
  if (!chat)
    return {
      kind: 'retry',
      why: 'setup',
      error: 'no Discord token is configured (DISCORD_TOKEN)',
    };
  const { messageId, unsureAt: since, recipient } = message;
  if (message.kind === 'event') {
    const { remoteId } = await app.store.transaction((tx) => tx.outbox.eventOf(recipient));
    return chat.putEvent(message.payload as ChatEvent, app.clock.now(), remoteId);
  }
  const payload = message.payload as ChatPost;
  if (since === undefined) return chat.post(payload, messageId);
  const others = await app.store.transaction((tx) => tx.outbox.postedSince(recipient, since));
  const isFresh = app.clock.now().since(since).total('seconds') < nonceHoldsSeconds;
  const otherwise = isFresh || mayBeDoubled(message) ? 'post' : 'leave';
  return chat.post(payload, messageId, { since, others, otherwise });
}
