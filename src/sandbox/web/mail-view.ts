import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { Mailbox, StoredMessage } from '../list/mailbox.ts';
import type { AnsweredMail, Correspondent } from '../mail-programs/letter.ts';
import type { MailLine, MailShape, ThreadShape } from './shapes.ts';

/** A mailbox as its owner sees it: threads, the liveliest first. */
export async function readThreads(mailbox: Mailbox): Promise<ThreadShape[]> {
  const read = await Promise.all(
    mailbox.messages.map(async (stored) => ({ stored, mail: await readMail(stored) })),
  );
  const threads = group(onlyOnce(read)).map(toThread);
  return threads.sort((one, other) => lastAt(other).localeCompare(lastAt(one)));
}

/** One message, opened. */
export async function openMail(stored: StoredMessage): Promise<MailShape> {
  const mail = await readMail(stored);
  return {
    id: stored.id,
    folder: stored.folder,
    from: people(mail.from),
    to: people(mail.to),
    cc: people(mail.cc),
    replyTo: people(mail.replyTo),
    at: sentAt(stored, mail),
    subject: mail.subject ?? '(no subject)',
    text: mail.text ?? '',
    ...(mail.html ? { html: mail.html } : {}),
    attachments: mail.attachments.map((attachment, n) => ({
      filename: attachment.filename ?? `attachment-${n + 1}`,
      contentType: attachment.contentType,
      bytes: attachment.size,
    })),
  };
}

/** The message as a mail program needs it to answer. */
export async function toAnswer(stored: StoredMessage): Promise<AnsweredMail> {
  const mail = await readMail(stored);
  const [from = { address: 'unknown@invalid' }] = people(mail.from);
  return {
    messageId: mail.messageId ?? '<unknown@invalid>',
    references: referencesOf(mail),
    subject: mail.subject ?? '',
    from,
    to: people(mail.to),
    cc: people(mail.cc),
    replyTo: people(mail.replyTo),
    date: Temporal.Instant.from(sentAt(stored, mail)),
    text: mail.text ?? '',
    ...(mail.html ? { html: mail.html } : {}),
  };
}

const parsed = new WeakMap<StoredMessage, Promise<ParsedMail>>();

/** Parses each message once. */
export function readMail(stored: StoredMessage): Promise<ParsedMail> {
  const known = parsed.get(stored);
  if (known) return known;
  const mail = simpleParser(stored.raw, { skipTextToHtml: true, skipImageLinks: true });
  parsed.set(stored, mail);
  return mail;
}

interface ReadMessage {
  stored: StoredMessage;
  mail: ParsedMail;
}

/** What one sent to the list comes back from it: the copy that everybody got is the one to show. */
function onlyOnce(messages: ReadMessage[]): ReadMessage[] {
  const byId = new Map<string, ReadMessage>();
  for (const message of messages) {
    const id = message.mail.messageId ?? `#${message.stored.id}`;
    const known = byId.get(id);
    if (!known || (known.stored.folder === 'sent' && message.stored.folder === 'inbox'))
      byId.set(id, message);
  }
  return [...byId.values()];
}

/** Puts together what refers to one another, directly or through a message that isn't here. */
function group(messages: ReadMessage[]): ReadMessage[][] {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    return at;
  };
  const keyed = messages.map((message) => {
    const id = message.mail.messageId ?? `#${message.stored.id}`;
    for (const reference of referencesOf(message.mail)) {
      const [one, other] = [root(id), root(reference)];
      if (one !== other) parents.set(one, other);
    }
    return { id, message };
  });
  const groups = Map.groupBy(keyed, ({ id }) => root(id));
  return [...groups.values()].map((members) => members.map(({ message }) => message));
}

function toThread(messages: ReadMessage[]): ThreadShape {
  const lines = messages
    .map(toLine)
    .sort((one, other) => one.at.localeCompare(other.at) || Number(one.id) - Number(other.id));
  const first = lines[0];
  return {
    id: first?.id ?? '',
    subject: (first?.subject ?? '').replace(/^(?:re: *)+/iu, ''),
    messages: lines,
  };
}

function toLine({ stored, mail }: ReadMessage): MailLine {
  const [from] = people(mail.from);
  return {
    id: stored.id,
    folder: stored.folder,
    from: from?.name ?? from?.address ?? '(nobody)',
    at: sentAt(stored, mail),
    subject: mail.subject ?? '(no subject)',
    opening: openingOf(mail.text ?? ''),
  };
}

/** Many write under what they quote; a list of messages shows their words all the same. */
function openingOf(text: string): string {
  const own = text.split('\n').filter((line) => !/^>|(?:wrote|writes):$/u.test(line));
  return own.join(' ').replace(/\s+/gu, ' ').trim().slice(0, 120);
}

function lastAt(thread: ThreadShape): string {
  return thread.messages.at(-1)?.at ?? '';
}

function sentAt(stored: StoredMessage, mail: ParsedMail): string {
  return mail.date && !Number.isNaN(mail.date.getTime())
    ? mail.date.toISOString()
    : new Date(stored.storedAt.epochMilliseconds).toISOString();
}

function referencesOf(mail: ParsedMail): string[] {
  const references = [mail.references ?? [], mail.inReplyTo ?? []].flat();
  return [...new Set(references.flatMap((value) => value.match(/<[^<>\s]+>/gu) ?? []))];
}

function people(addresses: AddressObject | AddressObject[] | undefined): Correspondent[] {
  return [addresses ?? []]
    .flat()
    .flatMap((object) => object.value)
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ name, address }) => (address ? [{ ...(name ? { name } : {}), address }] : []));
}
