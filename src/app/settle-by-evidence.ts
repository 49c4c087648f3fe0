import type { App, Tx } from './ports.ts';

/** Our own mail coming back through the list is the proof that it went out, whatever its sending seemed to come to. */
export async function settleByEvidence(app: App, tx: Tx, messageId: string): Promise<void> {
  const found = await tx.outbox.byMessageId(messageId);
  if (found?.channel !== 'mail') return;
  const now = app.clock.now();
  if (found.status === 'sent') {
    await tx.outbox.update(found.id, { status: 'sent', echoedAt: now });
    return;
  }
  await tx.outbox.update(found.id, {
    status: 'sent',
    echoedAt: now,
    settledAt: now,
    response: 'it came back through the list',
  });
}
