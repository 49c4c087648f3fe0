import { createHash } from 'node:crypto';
import { together } from './gather.ts';
import type { App, MailEnvelope } from './ports.ts';

/** A message as it came from IMAP, LMTP or a pipe. */
export interface IncomingMail {
  raw: Buffer;
  envelope: MailEnvelope;
}

/**
 * Stores a message before anyone interprets it, and has it read. The same bytes are one message, however often they
 * come. Returns its id in the inbox.
 */
export async function receiveMail(
  app: App,
  mail: IncomingMail,
): Promise<{ inboxId: string; fresh: boolean }> {
  const [stored] = await storeMails(app, [mail]);
  if (!stored) throw new Error('a message was not stored');
  return stored;
}

/** As `receiveMail`; messages that come at once are stored in one transaction and read together. */
export function createReceiving(app: App): (mail: IncomingMail) => Promise<void> {
  return together(async (mails: readonly IncomingMail[]) => {
    await storeMails(app, mails);
  });
}

async function storeMails(
  app: App,
  mails: readonly IncomingMail[],
): Promise<{ inboxId: string; fresh: boolean }[]> {
  const messages = mails.map(({ raw, envelope }) => ({
    channel: 'mail' as const,
    key: `mail:${createHash('sha256').update(raw).digest('hex')}`,
    raw,
    envelope: { ...envelope },
  }));
  return app.store.transaction(async (tx) => {
    const stored = await tx.inbox.insertAll(messages, app.clock.now());
    const inboxIds = stored.filter(({ fresh }) => fresh).map(({ id }) => id);
    if (inboxIds.length > 0) await tx.jobs.add({ name: 'read-mail', inboxIds });
    return stored.map(({ id, fresh }) => ({ inboxId: id, fresh }));
  });
}
