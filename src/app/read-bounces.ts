import { readDeliveryReport } from '../understand/bounce.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { App, Tx } from './ports.ts';

/** One of our mails that came back, as the inbox keeps it. */
export interface Bounce {
  /** To whom we had sent it. */
  recipient: string;
  /** What it was: `call`, `receipt`, … */
  kind: string;
  why?: string;
}

/** The Message-ID of the mail that the report gives back, of our own making, as `messageIdOf` makes them. */
const returnedIds =
  /^[ \t>]{0,100}message-id:[ \t]{0,100}(?:\r?\n[ \t]{1,100})?(<[0-9a-f]{32}@[^<>\s@]{1,255}>)/gimu;
const maxIds = 20;
/** Reports give back the beginning of a mail. */
const maxBytes = 1_000_000;

/**
 * Which of our mails a delivery report says have failed for good. A report counts only when it returns the Message-ID
 * of a mail that we sent, and is about its recipient: anyone can write one. An address that is a person's gets no more personal mail.
 */
export async function readBounces(
  app: App,
  tx: Tx,
  { mail, record, reading }: MailUnderstood,
): Promise<Bounce[]> {
  if (reading.bounced.length === 0) return [];
  const failed = new Set(reading.bounced.map((address) => address.toLowerCase()));
  const { diagnostics = {} } = readDeliveryReport(mail) ?? {};
  const bounces: Bounce[] = [];
  for (const messageId of idsIn(record.raw)) {
    const sent = await tx.outbox.byMessageId(messageId);
    if (sent?.channel !== 'mail' || bounces.some(({ recipient }) => recipient === sent.recipient))
      continue;
    const { recipient, kind } = sent;
    if (!failed.has(recipient.toLowerCase())) continue;
    const why = diagnostics[recipient.toLowerCase()];
    bounces.push({ recipient, kind, ...(why === undefined ? {} : { why }) });
    await tx.people.markBounced(recipient, app.clock.now());
  }
  return bounces;
}

function idsIn(raw: Buffer): string[] {
  const found = raw.subarray(0, maxBytes).toString('latin1').matchAll(returnedIds);
  return [...new Set([...found].flatMap(([, id]) => id ?? []))].slice(0, maxIds);
}
