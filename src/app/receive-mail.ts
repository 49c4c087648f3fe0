import { createHash } from 'node:crypto';
import type { App, MailEnvelope } from './ports.ts';

/** A message as it came from IMAP, LMTP or a pipe. */
export interface IncomingMail {
  raw: Buffer;
  envelope: MailEnvelope;
}

/**
 * Stores a message before anyone interprets it, and has it read. The same message, directly and through the list, is
 * one: told by its Message-ID and what is said in it. Returns its id in the inbox.
 */
export async function receiveMail(
  app: App,
  { raw, envelope }: IncomingMail,
): Promise<{ inboxId: string; fresh: boolean }> {
  return app.store.transaction(async (tx) => {
    const key = `mail:${createHash('sha256').update(raw).digest('hex')}`;
    const { id, fresh } = await tx.inbox.insert(
      { channel: 'mail', key, raw, envelope: { ...envelope } },
      app.clock.now(),
    );
    if (fresh) await tx.jobs.add({ name: 'read-mail', inboxId: id });
    return { inboxId: id, fresh };
  });
}
