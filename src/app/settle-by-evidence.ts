import type { App, Tx } from './ports.ts';

/** Our own mail coming back through the list is the proof that it went out. */
export async function settleByEvidence(app: App, tx: Tx, messageId: string): Promise<void> {
  const found = await tx.outbox.byMessageId(messageId);
  if (found?.status !== 'unknown' && found?.status !== 'sending') return;
  await tx.outbox.update(found.id, {
    status: 'sent',
    settledAt: app.clock.now(),
    response: 'it came back through the list',
  });
}
