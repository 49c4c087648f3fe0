import type { OutboxRecord, Tx } from './ports.ts';

/** Puts a message into the outbox and has it sent once this transaction has committed; one with the same key only once. */
export async function queueMessage(
  { tx, now }: { tx: Tx; now: Temporal.Instant },
  message: Pick<
    OutboxRecord,
    'key' | 'channel' | 'kind' | 'recipient' | 'payload' | 'messageId' | 'meetingId' | 'sequence'
  >,
): Promise<void> {
  const outboxId = await tx.outbox.insert(message, now);
  if (outboxId !== undefined) await tx.jobs.add({ name: 'deliver', outboxId });
}
