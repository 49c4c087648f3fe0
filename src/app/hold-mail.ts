import type { Command } from '../domain/command.ts';
import type { Answering } from './answering.ts';
import { loadMeeting } from './context.ts';
import { giveReceipt } from './give-receipt.ts';
import { keepReading } from './kept-reading.ts';
import type { Answered } from './give-receipt.ts';
import type { App, Tx } from './ports.ts';
import { tellHeld } from './tell-held.ts';

export interface Holding extends Answered {
  saidKey: string;
  /** Worded for the chair, as the end of "It is held: …". */
  why: string;
  /** Its writer can say it better; the chair is told only when the writer can't be. */
  isForWriter: boolean;
}

/** Keeps what a message asks for until the chair has looked at it, and tells the writer and the chair. */
export async function holdMail(app: App, tx: Tx, holding: Holding): Promise<Answering> {
  const { understood, route, outcomes, saidKey, why } = holding;
  const { record } = understood;
  const { meeting, proof } = route;
  const pending = outcomes.flatMap(({ state, command }) => (state === 'waiting' ? [command] : []));
  const isPartlyDone = outcomes.some(({ state }) => state === 'done');
  await tx.inbox.settle(record.id, {
    status: 'held',
    at: app.clock.now(),
    reason: why,
    reading: keepReading(understood, { proof, pending, isPartlyDone }),
    saidKey,
    ...(meeting ? { meetingId: meeting.id } : {}),
  });
  app.log.warn({ inboxId: record.id, reason: why }, 'a message is held');
  return () => tell(app, tx, holding, pending);
}

async function tell(
  app: App,
  tx: Tx,
  holding: Holding,
  pending: readonly Command[],
): Promise<void> {
  const { why, ...told } = holding;
  const { understood, route, isForWriter } = holding;
  const { record, reading, mail } = understood;
  const { meeting, proof } = route;
  const isAnswered = await giveReceipt(app, tx, isForWriter ? told : holding);
  if (!meeting || (isForWriter && isAnswered)) return;
  const { author, reply } = reading;
  await tellHeld(await loadMeeting(app, tx, meeting.id), {
    inboxId: record.id,
    subject: mail.subject,
    reply,
    why,
    pending,
    proof,
    isAnswered,
    ...(author ? { author } : {}),
  });
}
