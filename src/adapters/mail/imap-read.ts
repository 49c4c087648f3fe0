import type { ImapFlow } from 'imapflow';
import type { ImapSettings, MailboxPosition, Progress } from './imap-settings.ts';

/** So many messages are asked for their size at once. */
const batchMessages = 100;

/** A message is given up after so many downloads that failed. */
const mostTries = 5;

/**
 * Reads what came since the last time, in order. A message is handed on, then marked, and only then counted as read: at
 * whatever point the process dies, the message is read again rather than never.
 *
 * A mailbox never read before is read from its first unread message on. One whose UIDs have a new meaning (RFC 3501
 * §2.3.1.1) is read anew as a whole.
 */
export async function readNewMail(
  client: ImapFlow,
  settings: ImapSettings,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { cursor, log, mailbox } = settings;
  const key = nameOf(settings);
  const opened = client.mailbox;
  if (!opened) throw new Error('no mailbox is open');
  const { uidValidity } = opened;
  let position = await cursor.get(key);
  if (position && position.uidValidity !== uidValidity) {
    log.warn({ mailbox }, 'the mailbox was made anew; all of it is read again');
    position = { uidValidity, lastUid: 0 };
  }
  const uids = await findNew(client, position);
  for (let start = 0; start < uids.length; start += batchMessages) {
    const batch = uids.slice(start, start + batchMessages);
    const sizes = await sizesOf(client, batch);
    for (const uid of batch) {
      if (signal.aborted) return;
      await readOne(client, settings, progress, { uid, bytes: sizes.get(uid) });
      // Until a first reading is over nothing else tells the unread messages from the old ones among them.
      if (position) await cursor.set(key, { uidValidity, lastUid: uid });
    }
  }
  const lastUid = Math.max((opened.uidNext || 1) - 1, uids.at(-1) ?? 0);
  if (!position) await cursor.set(key, { uidValidity, lastUid });
}

/** Another account on the same server has UIDs of its own. */
function nameOf({ server, mailbox }: ImapSettings): string {
  return `${server.user ?? ''}@${server.host}/${mailbox}`;
}

async function findNew(client: ImapFlow, position?: MailboxPosition): Promise<number[]> {
  // Some servers tell of new messages only when they are asked.
  await client.noop();
  const first = (position?.lastUid ?? 0) + 1;
  const found = await client.search(position ? { uid: `${first}:*` } : { seen: false }, {
    uid: true,
  });
  if (!found) throw new Error('the server refused to search the mailbox');
  // “5:*” names the last message even when its UID is 3.
  return found.filter((uid) => uid >= first).toSorted((left, right) => left - right);
}

async function sizesOf(client: ImapFlow, uids: number[]): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  for await (const { uid, size } of client.fetch(uids, { uid: true, size: true }, { uid: true }))
    if (size !== undefined) sizes.set(uid, size);
  return sizes;
}

async function readOne(
  client: ImapFlow,
  settings: ImapSettings,
  progress: Progress,
  { uid, bytes }: { uid: number; bytes: number | undefined },
): Promise<void> {
  // Someone else, another replica for one, took it out of the mailbox meanwhile.
  if (bytes === undefined) return;
  if (bytes > settings.maxBytes)
    return leave(client, settings, { uid, bytes, why: 'it is over MAIL_MAX_BYTES' });
  if ((progress.tries.get(uid) ?? 0) >= mostTries)
    return leave(client, settings, { uid, bytes, why: `its download failed ${mostTries} times` });
  const raw = await download(client, progress, uid);
  if (!raw) return;
  await settings.receive({ raw, envelope: { via: 'imap' } });
  await mark(client, settings, uid);
}

async function download(
  client: ImapFlow,
  { tries }: Progress,
  uid: number,
): Promise<Buffer | undefined> {
  // Counted beforehand: a message that breaks the connection would otherwise be tried for ever.
  tries.set(uid, (tries.get(uid) ?? 0) + 1);
  const message = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
  if (message && !message.source)
    throw new Error(`the server sent message ${uid} without its content`);
  tries.delete(uid);
  return message ? message.source : undefined;
}

/** What can't be read stays where it is, unread and flagged, for a person to look at. */
async function leave(
  client: ImapFlow,
  { log, mailbox }: ImapSettings,
  { uid, bytes, why }: { uid: number; bytes: number; why: string },
): Promise<void> {
  log.error({ mailbox, uid, bytes, why }, 'a message was left in the mailbox, flagged; look at it');
  await client.messageFlagsAdd(String(uid), ['\\Flagged'], { uid: true });
}

async function mark(
  client: ImapFlow,
  { after, log, mailbox }: ImapSettings,
  uid: number,
): Promise<void> {
  const range = String(uid);
  if (after.kind === 'move' && (await client.messageMove(range, after.folder, { uid: true })))
    return;
  const seen = await client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  if (!client.usable) throw new Error('the connection ended before a message was marked');
  if (after.kind === 'move')
    log.warn(
      { mailbox, uid, folder: after.folder },
      'a message could not be moved; it was marked as read',
    );
  else if (!seen) log.warn({ mailbox, uid }, 'a message could not be marked as read');
}
