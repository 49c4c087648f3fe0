import { unknownOrigin } from '../domain/mail-origin.ts';
import { UserError } from '../domain/user-error.ts';
import { readHeldAnswer } from '../understand/held-answer.ts';
import type { MailReading } from '../understand/read-mail.ts';
import { actOnMails } from './act-on-mail.ts';
import { together } from './gather.ts';
import { envelopeFromOf } from './mail-path.ts';
import type { MailUnderstood } from './mail-understood.ts';
import { UnreadableMail, type App, type InboxRecord } from './ports.ts';

/** A message is given up, and held, when so many attempts to read it have failed, or ended the process. */
const mostAttempts = 8;

type Act = (understood: MailUnderstood) => Promise<void>;

/** Reads a stored message once, and does what its writer asked for. */
export async function readMail(app: App, { inboxId }: { inboxId: string }): Promise<void> {
  const [record] = await app.store.transaction((tx) => tx.inbox.begin([inboxId], 'waiting'));
  const act: Act = (understood) => app.store.transaction((tx) => actOnMails(app, tx, [understood]));
  if (record) await read(app, record, act);
}

/**
 * As `readMail`, for messages that came together: what several ask for is done in one transaction. A message that was
 * tried before is read alone, for it may have ended the process that read it. Returns for each message why it could not
 * be read now.
 */
export function createMailReading(
  app: App,
): (inboxIds: readonly string[]) => Promise<(Error | undefined)[]> {
  const act = together((messages: readonly MailUnderstood[]) =>
    app.store.transaction((tx) => actOnMails(app, tx, messages)),
  );
  return async (inboxIds) => {
    const records = await app.store.transaction((tx) => tx.inbox.begin(inboxIds, 'first'));
    const failures = new Map<string, Error | undefined>();
    await Promise.all(
      records.map(async (record) =>
        failures.set(record.id, await failureOf(read(app, record, act))),
      ),
    );
    for (const inboxId of inboxIds)
      if (!failures.has(inboxId))
        failures.set(inboxId, await failureOf(readMail(app, { inboxId })));
    return inboxIds.map((inboxId) => failures.get(inboxId));
  };
}

function failureOf(work: Promise<void>): Promise<Error | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
}

async function read(app: App, record: InboxRecord, act: Act): Promise<void> {
  const { id, attempts } = record;
  if (attempts > mostAttempts)
    return holdUnread(app, id, 'reading it ended the process again and again');
  try {
    await act(await understand(app, record));
  } catch (error) {
    if (!isHopeless(error, record)) throw error;
    await holdUnread(app, id, error instanceof Error ? error.message : String(error));
  }
}

/** A mistake of its writer's stays one, however often it is tried. */
function isHopeless(error: unknown, { attempts }: InboxRecord): boolean {
  return error instanceof UnreadableMail || error instanceof UserError || attempts >= mostAttempts;
}

/** All that is known of a message before the database is asked; what is looked up in the DNS takes its time. */
async function understand(app: App, record: InboxRecord): Promise<MailUnderstood> {
  const { mail, reading } = await app.readMessage(record.raw);
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
function asksSomething({ disposition, reply, author }: MailReading): boolean {
  if (disposition === 'ignored') return false;
  return disposition !== 'nothing' || readHeldAnswer(reply, author?.name) !== undefined;
}

/** What nothing is known of waits for the operator: `convoke inbox`. */
async function holdUnread(app: App, inboxId: string, reason: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    if (!(await tx.inbox.lockWaiting([inboxId])).has(inboxId)) return;
    await tx.inbox.settle(inboxId, { status: 'held', at: app.clock.now(), reason });
    app.log.warn({ inboxId, reason }, 'a message is held');
  });
}
