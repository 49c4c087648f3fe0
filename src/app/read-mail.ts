import { readHeldAnswer } from '../domain/held.ts';
import { unknownOrigin } from '../domain/mail-origin.ts';
import { UserError } from '../domain/user-error.ts';
import { understandMail, type MailReading } from '../understand/read-mail.ts';
import { actOnMail } from './act-on-mail.ts';
import { envelopeFromOf } from './mail-path.ts';
import type { MailUnderstood } from './mail-understood.ts';
import { UnreadableMail, type App, type InboxRecord } from './ports.ts';

/** A message is given up, and held, when so many attempts to read it have failed. */
const mostAttempts = 8;

/** Reads a stored message once, and does what its writer asked for. */
export async function readMail(app: App, { inboxId }: { inboxId: string }): Promise<void> {
  const record = await begin(app, inboxId);
  if (!record) return;
  try {
    const understood = await understand(app, record);
    await app.store.transaction((tx) => actOnMail(app, tx, understood));
  } catch (error) {
    if (!isHopeless(error, record)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await holdUnread(app, inboxId, reason);
  }
}

/** Counted beforehand: a message that ends the process would otherwise be tried for ever. */
async function begin(app: App, inboxId: string): Promise<InboxRecord | undefined> {
  return app.store.transaction(async (tx) => {
    const record = await tx.inbox.take(inboxId);
    if (record?.status !== 'received') return undefined;
    await tx.inbox.countAttempt(inboxId);
    return { ...record, attempts: record.attempts + 1 };
  });
}

/** A mistake of its writer's stays one, however often it is tried. */
function isHopeless(error: unknown, { attempts }: InboxRecord): boolean {
  return error instanceof UnreadableMail || error instanceof UserError || attempts >= mostAttempts;
}

/** All that is known of a message before the database is asked; what is looked up in the DNS takes its time. */
async function understand(app: App, record: InboxRecord): Promise<MailUnderstood> {
  const mail = await app.parseMail(record.raw);
  const own = app.identity.address;
  const reading = understandMail(mail, own === undefined ? {} : { ownAddress: own });
  if (!asksSomething(reading) || !app.verifyMail)
    return { record, mail, reading, origin: unknownOrigin };
  const envelopeFrom = envelopeFromOf(record.envelope, mail);
  const origin = await app.verifyMail(record.raw, {
    receivedAt: record.receivedAt,
    ...(envelopeFrom === undefined ? {} : { envelopeFrom }),
  });
  return { record, mail, reading, origin };
}

/** A list's ordinary traffic needs no looking up. */
function asksSomething({ disposition, reply }: MailReading): boolean {
  if (disposition === 'ignored') return false;
  return disposition !== 'nothing' || readHeldAnswer(reply) !== undefined;
}

/** What nothing is known of waits for the operator: `convoke inbox`. */
async function holdUnread(app: App, inboxId: string, reason: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const record = await tx.inbox.take(inboxId);
    if (record?.status !== 'received') return;
    await tx.inbox.settle(inboxId, { status: 'held', at: app.clock.now(), reason });
    app.log.warn({ inboxId, reason }, 'a message is held');
  });
}
