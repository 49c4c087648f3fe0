import { decideDelivery } from '../domain/delivery.ts';
import { loadMeeting } from './context.ts';
import type { ChatPost, OutgoingMail } from './outgoing.ts';
import type { App, ChatSender, DeliveryOutcome, MailSender, OutboxRecord, Tx } from './ports.ts';
import { tellChair } from './tell-chair.ts';

export interface Senders {
  mail?: MailSender;
  chat?: ChatSender;
}

/** Sends one message of the outbox and records what came of it. */
export async function deliver(
  app: App,
  senders: Senders,
  { outboxId }: { outboxId: string },
): Promise<void> {
  const message = await app.store.transaction((tx) => begin(app, tx, outboxId));
  if (!message) return;
  const outcome = message.startedAt ? interrupted : await send(senders, message);
  await app.store.transaction((tx) => record(app, tx, message, outcome));
}

/** An attempt was begun and has no outcome: its process died in between. */
const interrupted: DeliveryOutcome = {
  kind: 'unknown',
  error: 'the process that sent it ended before the answer',
};

/** Writes down that an attempt begins, so that a crash in the midst of it can't go unnoticed. */
async function begin(app: App, tx: Tx, outboxId: string): Promise<OutboxRecord | undefined> {
  const message = await tx.outbox.take(outboxId);
  if (message?.status === 'sending') return message;
  if (message?.status !== 'pending') return undefined;
  const attempts = message.attempts + 1;
  await tx.outbox.update(outboxId, { status: 'sending', attempts, startedAt: app.clock.now() });
  const { startedAt: _, ...fresh } = message;
  return { ...fresh, attempts };
}

async function send({ mail, chat }: Senders, message: OutboxRecord): Promise<DeliveryOutcome> {
  try {
    switch (message.channel) {
      case 'mail':
        return mail
          ? await mail.send(message.payload as OutgoingMail, message.messageId)
          : { kind: 'retry', error: 'no SMTP server is configured (SMTP_URL)' };
      case 'discord':
        return chat
          ? await chat.post(message.payload as ChatPost, message.messageId)
          : { kind: 'retry', error: 'no Discord token is configured (DISCORD_TOKEN)' };
    }
  } catch (error) {
    return { kind: 'unknown', error: error instanceof Error ? error.message : String(error) };
  }
}

async function record(
  app: App,
  tx: Tx,
  message: OutboxRecord,
  outcome: DeliveryOutcome,
): Promise<void> {
  const current = await tx.outbox.take(message.id);
  // Evidence may have settled it meanwhile.
  if (current?.status !== 'sending') return;
  const now = app.clock.now();
  const decision = decideDelivery(message, outcome, Math.random());
  const facts = { kind: message.kind, channel: message.channel, attempts: message.attempts };
  await tx.outbox.update(message.id, {
    status: decision.status,
    startedAt: null,
    ...(decision.status === 'pending'
      ? { dueAt: now.add({ seconds: decision.afterSeconds }) }
      : { settledAt: now }),
    ...(outcome.kind === 'sent' ? { response: outcome.response } : { error: outcome.error }),
    ...(outcome.kind === 'sent' && outcome.remoteId !== undefined
      ? { remoteId: outcome.remoteId }
      : {}),
  });
  if (outcome.kind === 'sent') {
    app.log.info({ ...facts, response: outcome.response }, 'sent');
    if (outcome.threadId !== undefined && message.meetingId !== undefined)
      await tx.meetings.update(message.meetingId, { discordThreadId: outcome.threadId });
    return;
  }
  app.log[decision.status === 'pending' ? 'warn' : 'error'](
    { ...facts, error: outcome.error, then: decision.status },
    'not sent',
  );
  if ('tell' in decision && decision.tell !== undefined)
    await tell(app, tx, message, decision.tell);
}

/** The chair hears of it once a message; of a note to the chair itself nobody else is told than the operator, in the log. */
async function tell(app: App, tx: Tx, message: OutboxRecord, what: string): Promise<void> {
  if (message.meetingId === undefined || message.kind === 'note') return;
  await tellChair(await loadMeeting(app, tx, message.meetingId), {
    what: `delivery-${message.id}`,
    text: `The ${message.kind} to ${message.channel === 'mail' ? message.recipient : 'the Discord channel'} ${what}.`,
  });
}
