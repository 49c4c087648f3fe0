import type { MailPath } from '../domain/list-path.ts';
import type { Mail } from '../understand/reading.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { InboxRecord } from './ports.ts';

/** The way a message came, as far as our own servers wrote it down. */
export function pathOf({ record, mail, reading, origin }: MailUnderstood): MailPath {
  const envelopeFrom = envelopeFromOf(record.envelope, mail);
  return {
    origin,
    hasTrace: envelopeFrom !== undefined || mail.headers.some(({ name }) => name === 'received'),
    ...(envelopeFrom === undefined ? {} : { envelopeFrom }),
    ...(reading.listId === undefined ? {} : { listId: reading.listId }),
  };
}

/**
 * MAIL FROM as it was handed over; for mail from a mailbox or a pipe what the last server wrote into Return-Path, which
 * it puts on top (RFC 5321 §4.4). X-MailFrom and the like are the list's hearsay, or a forger's.
 */
export function envelopeFromOf(
  envelope: Record<string, unknown>,
  mail: Pick<Mail, 'headers'>,
): string | undefined {
  const { from } = envelope;
  if (typeof from === 'string') return from;
  const returnPath = mail.headers.find(({ name }) => name === 'return-path')?.value;
  return returnPath === undefined ? undefined : (/<([^<>\s]*)>/u.exec(returnPath)?.[1] ?? '');
}

/** Every address that a message came to, or says that it came to. */
export function recipientsOf({ envelope }: InboxRecord, mail: Mail): string[] {
  const rcpt = Array.isArray(envelope['to']) ? envelope['to'].map(String) : [];
  const delivered = mail.headers
    .filter(
      ({ name }) => name === 'delivered-to' || name === 'x-original-to' || name === 'envelope-to',
    )
    .map(({ value }) => value);
  return [...rcpt, ...delivered, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
}
