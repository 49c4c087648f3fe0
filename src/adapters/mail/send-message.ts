import type { SendMailOptions } from 'nodemailer';
import type { MailAddress, OutgoingMail } from '../../app/outgoing.ts';

/** A mail that must not go out, whatever the server says of it. */
export class UnsendableMail extends Error {
  override readonly name = 'UnsendableMail';
}

/** A mail as nodemailer takes it. Throws an UnsendableMail. */
export function messageOf(mail: OutgoingMail, messageId: string): SendMailOptions {
  const date = new Date(mail.date);
  if (Number.isNaN(date.getTime())) throw new UnsendableMail(`“${mail.date}” is no date`);
  if (mail.to.length === 0) throw new UnsendableMail('it has no recipient');
  const everyone = [mail.from, ...mail.to, ...(mail.replyTo ? [mail.replyTo] : [])];
  for (const { address } of everyone) checkAddress(address);
  return {
    from: named(mail.from),
    to: mail.to.map(named),
    ...(mail.replyTo ? { replyTo: named(mail.replyTo) } : {}),
    envelope: {
      from: returnsNothing(mail) ? '' : mail.from.address,
      to: mail.to.map(({ address }) => address),
    },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId,
    date,
    headers: checkHeaders(mail.headers),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references?.length ? { references: mail.references } : {}),
    ...(mail.calendar ? { icalEvent: { ...mail.calendar, filename: 'meeting.ics' } } : {}),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 3834 §3.3: an answer that a program gives leaves with a null return path, so that nothing answers it in turn. */
function returnsNothing({ headers, nullReturnPath = false }: OutgoingMail): boolean {
  const submitted = Object.entries(headers).find(
    ([name]) => name.toLowerCase() === 'auto-submitted',
  );
  return nullReturnPath || submitted?.[1].trim().toLowerCase().startsWith('auto-replied') === true;
}

function named({ name, address }: MailAddress): { name: string; address: string } {
  return { name: name?.replace(/\p{Cc}+/gu, ' ').trim() ?? '', address };
}

function checkAddress(address: string): void {
  if (!/^[^\s\p{Cc}<>"(),:;@\\[\]]+@[^\s\p{Cc}<>"(),:;@\\]+$/u.test(address))
    throw new UnsendableMail(`“${address}” is no mail address`);
}

/** Set from a mail's own fields or by nodemailer; a second one would contradict it. */
const reserved =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*|dkim-signature|return-path|received)$/u;

function checkHeaders(headers: Record<string, string>): Record<string, string> {
  for (const name of Object.keys(headers))
    if (!/^[a-z][a-z0-9-]*$/iu.test(name) || reserved.test(name.toLowerCase()))
      throw new UnsendableMail(`“${name}” can't be an additional header`);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/\p{Cc}+/gu, ' ').trim()]),
  );
}
