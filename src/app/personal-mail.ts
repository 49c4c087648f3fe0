import type { Rendered } from '../render/document.ts';
import { toHtml } from '../render/to-html.ts';
import { toText } from '../render/to-text.ts';
import { keyText, messageIdOf, traceOf } from './outbox-key.ts';
import type { OutgoingMail } from './outgoing.ts';
import type { App, Tx } from './ports.ts';
import { queueMessage } from './queue-message.ts';

/** A mail to one person, in answer to something they or others did. */
export interface PersonalMail {
  kind: 'receipt' | 'held' | 'link';
  /** What it is about: an inbox id, a code's id. With it and the recipient the mail exists once. */
  about: string;
  to: { name?: string; address: string };
  /** Who writes, beside Convoke's own name. */
  fromName?: string;
  rendered: Rendered;
  replyTo?: string;
  inReplyTo?: string;
  references?: readonly string[];
  /** An answer that a program gives by itself (RFC 3834): nothing may answer it in turn. */
  isAnswer: boolean;
}

/** More of a thread's ids than this help no mail program. */
const maxReferences = 20;

/**
 * Queues a mail to one person. It belongs to no meeting in the outbox: that it can't be delivered is nobody's business
 * but the operator's.
 */
export async function mailPersonally(
  { app, tx, now }: { app: App; tx: Tx; now: Temporal.Instant },
  mail: PersonalMail,
): Promise<void> {
  const { address, name } = app.identity;
  if (address === undefined) return;
  const { kind, about, to, rendered } = mail;
  const key = keyText({
    meeting: 'person',
    what: `${kind}-${about}`,
    channel: 'mail',
    recipient: to.address,
  });
  const payload: OutgoingMail = {
    from: { name: mail.fromName === undefined ? name : `${mail.fromName} (${name})`, address },
    to: [to],
    subject: rendered.subject,
    text: toText(rendered.document),
    html: toHtml(rendered.document),
    headers: headersOf(mail, await traceOf({ app, tx }, `${kind}-${about}`)),
    date: now.toString(),
    nullReturnPath: mail.isAnswer,
    ...(mail.replyTo === undefined
      ? {}
      : { replyTo: { name: mail.fromName ?? name, address: mail.replyTo } }),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references?.length ? { references: mail.references.slice(-maxReferences) } : {}),
  };
  const messageId = await messageIdOf(
    { app, tx },
    key,
    address.slice(address.lastIndexOf('@') + 1),
  );
  await queueMessage(
    { tx, now },
    { key, channel: 'mail', kind, recipient: to.address, payload, messageId },
  );
}

function headersOf({ isAnswer, replyTo }: PersonalMail, trace: string): Record<string, string> {
  return {
    'Auto-Submitted': isAnswer ? 'auto-replied' : 'auto-generated',
    // By this a loop is known, should it ever come back.
    'X-Convoke': trace,
    ...(replyTo === undefined ? {} : { 'List-Unsubscribe': `<mailto:${replyTo}?body=stop>` }),
  };
}
