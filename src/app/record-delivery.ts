import { decideDelivery, mayBeDoubled, type DeliveryDecision } from '../domain/delivery.ts';
import { loadMeeting } from './context.ts';
import type {
  App,
  ClaimedMessage,
  DeliveryOutcome,
  OutboxChanges,
  OutboxRecord,
  Tx,
} from './ports.ts';
import { withoutAddresses } from './redact.ts';
import { tellChair } from './tell-chair.ts';
import { tellPresent } from './tell-present.ts';

/** What became of an attempt. `tell`: what the chair hears of it beside that. */
export type Result = { message: ClaimedMessage } & (
  | (DeliveryOutcome & { tell?: string })
  /** It was not sent, because it would only mislead by now. `replace`: its recipient is to hear how things stand. */
  | { kind: 'outdated'; fate: 'drop' | 'replace' }
  /** It was not sent again, though nobody knows whether it went out. */
  | { kind: 'unproven'; tell: string }
);

type Sent = Extract<Result, { kind: 'sent' }>;
type Unsent = Exclude<Result, Sent>;

/** Records what became of messages: those that were sent all at once, each other one with what follows from it. */
export async function recordResults(app: App, results: readonly Result[]): Promise<void> {
  const sent = results.filter((result) => result.kind === 'sent');
  const unsent = results.filter((result) => result.kind !== 'sent');
  if (sent.length > 0) await app.store.transaction((tx) => recordSent(app, tx, sent));
  for (const result of unsent) await app.store.transaction((tx) => recordUnsent(app, tx, result));
}

/** Messages whose process died in the midst of sending them: nobody waits for their outcome any more. */
export async function settleInterrupted(app: App): Promise<void> {
  await app.store.transaction(async (tx) => {
    for (const message of await tx.outbox.takeInterrupted(100)) {
      const { channel, kind } = message;
      app.log.warn({ channel, kind }, 'a message was being sent when its process ended');
      await recordUnsent(app, tx, { message, ...interrupted(message) });
    }
  });
}

function interrupted({
  channel,
  kind,
  begun,
}: OutboxRecord): Exclude<DeliveryOutcome, { kind: 'sent' }> {
  const error = 'the process that sent it ended before the answer';
  // What may be doubled is sent without a note that it begins.
  if (channel === 'mail' && !mayBeDoubled({ kind }) && !begun)
    return { kind: 'retry', why: 'interrupted', error };
  return { kind: 'unknown', error };
}

async function recordSent(app: App, tx: Tx, results: readonly Sent[]): Promise<void> {
  const sent = results.map(({ message: { id, claim }, response, remoteId }) => ({
    id,
    claim,
    response,
    ...(remoteId === undefined ? {} : { remoteId }),
  }));
  const counted = new Set(await tx.outbox.recordSent(sent, app.clock.now()));
  for (const { message, response, threadId, tell } of results) {
    if (!counted.has(message.id)) continue;
    const { kind, channel, attempts, meetingId } = message;
    app.log.info({ kind, channel, attempts, response: withoutAddresses(response) }, 'sent');
    if (threadId !== undefined && meetingId !== undefined)
      await tx.meetings.update(meetingId, { discordThreadId: threadId });
    if (tell !== undefined) await tellOfDelivery(app, tx, message, tell);
  }
}

async function recordUnsent(app: App, tx: Tx, result: Unsent): Promise<void> {
  const { message } = result;
  const { changes, tell } = changesFor(app, result);
  if (!(await tx.outbox.recordUnsent(message, changes))) return;
  const { kind, channel, attempts } = message;
  const error = withoutAddresses(changes.error ?? '');
  const facts = { kind, channel, attempts, error, status: changes.status };
  if (result.kind === 'outdated') {
    app.log.warn(facts, 'not sent: it is too late for it');
    if (result.fate === 'replace') await tellPresent(app, tx, message);
    return;
  }
  app.log[changes.settledAt === undefined ? 'warn' : 'error'](facts, 'not sent');
  for (const what of [tell, 'tell' in result ? result.tell : undefined])
    if (what !== undefined) await tellOfDelivery(app, tx, message, what);
}

function changesFor(app: App, result: Unsent): { changes: OutboxChanges; tell?: string } {
  const now = app.clock.now();
  switch (result.kind) {
    case 'outdated':
      return { changes: { status: 'dropped', settledAt: now, error: 'it was too late for it' } };
    case 'unproven':
      return { changes: { status: 'unknown', settledAt: now, error: 'nothing shows whether' } };
    case 'refused':
    case 'retry':
    case 'unknown':
      return { ...changesAfter(result, now) };
  }
}

function changesAfter(
  result: Extract<Unsent, { error: string }>,
  now: Temporal.Instant,
): { changes: OutboxChanges; tell?: string } {
  const { message, error } = result;
  const unsure = message.unsureAt !== undefined;
  const decision = decideDelivery({ ...message, unsure }, result, Math.random());
  const doubt = result.kind === 'unknown' && !unsure ? { unsureAt: message.startedAt ?? now } : {};
  return {
    changes: { status: decision.status, error, ...doubt, ...whenNext(decision, now) },
    ...('tell' in decision && decision.tell !== undefined ? { tell: decision.tell } : {}),
  };
}

function whenNext(
  decision: DeliveryDecision,
  now: Temporal.Instant,
): Pick<OutboxChanges, 'dueAt' | 'settledAt'> {
  if ('afterSeconds' in decision) return { dueAt: now.add({ seconds: decision.afterSeconds }) };
  if ('lookAfterSeconds' in decision)
    return { dueAt: now.add({ seconds: decision.lookAfterSeconds }) };
  return { settledAt: now };
}

/** The chair hears of it in the channel that still works; of what the chair was told about a delivery, nothing more is told. */
async function tellOfDelivery(
  app: App,
  tx: Tx,
  { id, key, kind, channel, attempts, meetingId }: ClaimedMessage,
  what: string,
): Promise<void> {
  if (meetingId === undefined || key.includes(':chair-delivery-')) return;
  // It is a help, not the meeting: that it lacks a permission is said once, not every week.
  if (kind === 'event' && (await tx.outbox.eventFailedBefore(id))) return;
  const message = whatItIs[kind] ?? `The ${kind}`;
  const where = channel === 'mail' ? 'by mail' : 'to Discord';
  await tellChair(await loadMeeting(app, tx, meetingId), {
    what: `delivery-${id}-${attempts}`,
    text: `${message} ${where} ${withoutAddresses(what)}`,
    notBy: channel,
  });
}

const whatItIs: Record<string, string> = {
  note: 'A note to the chair',
  undecided: 'The news that it is not decided yet',
  cancel: 'The news that the meeting is off',
  event: 'Discord’s event of the meeting, sent',
  move: 'The news of when the meeting is',
};
