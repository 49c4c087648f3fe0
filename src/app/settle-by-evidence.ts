import { cameByList } from '../domain/list-path.ts';
import { pathOf } from './mail-path.ts';
import type { MailUnderstood } from './mail-understood.ts';
import { isOwnMessageId } from './outbox-key.ts';
import type { App, OutboxRecord, Tx } from './ports.ts';
import { listOf } from './route-mail.ts';

/** A mail that bears the Message-ID of one of ours counts as ours when it lies in our mailbox or came by its list. */
export async function settleReturned(app: App, tx: Tx, understood: MailUnderstood): Promise<void> {
  const { messageId } = understood.mail;
  if (messageId === undefined || !isOwnMessageId(messageId)) return;
  const meeting = await tx.meetings.byMessageIds([messageId]);
  const series = meeting && (await tx.series.byId(meeting.seriesId));
  const isInMailbox = understood.record.envelope['via'] === 'imap';
  if (!isInMailbox && !(series && cameByList(listOf(series), pathOf(understood)))) return;
  await settleByEvidence(app, tx, messageId);
}

/** Our own mail coming back through the list is the proof that it went out, whatever its sending seemed to come to. */
export async function settleByEvidence(app: App, tx: Tx, messageId: string): Promise<void> {
  const found = await tx.outbox.byMessageId(messageId);
  if (found?.channel !== 'mail') return;
  const now = app.clock.now();
  if (found.status === 'sent') {
    await tx.outbox.update(found.id, { status: 'sent', echoedAt: now });
    return;
  }
  if (!isInDoubt(found)) return;
  await tx.outbox.update(found.id, {
    status: 'sent',
    echoedAt: now,
    settledAt: now,
    response: 'it came back through the list',
  });
}

/** What was never tried can't have come back. */
function isInDoubt({ status, unsureAt }: OutboxRecord): boolean {
  return status === 'sending' || status === 'unknown' || unsureAt !== undefined;
}
