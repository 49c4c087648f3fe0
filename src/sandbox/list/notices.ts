import { decodeWords } from './encoded-words.ts';
import { fieldValue, formatRaw, mailDate, type RawMessage } from './message.ts';
import { listId, serviceAddress, type ListSettings } from './redistribute.ts';

interface Occasion {
  at: Temporal.Instant;
  /** Makes the Message-ID and the boundary; unique for each notice. */
  id: string;
}

/** RFC 3464: a message that could not be delivered, told to its envelope sender. */
export function bounce(
  message: RawMessage,
  { to, failed, reason, at, id }: Occasion & { to: string; failed: string; reason: string },
): Buffer {
  const host = 'mx.sandbox.example';
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/u.exec(reason)?.[1] ?? '5.0.0';
  const boundary = `${id}/${host}`;
  const oneLine = reason.replace(/\s+/gu, ' ');
  const body = [
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Your message could not be delivered to <${failed}>:`,
    '',
    `    ${oneLine}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${host}`,
    '',
    `Final-Recipient: rfc822; ${failed}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${oneLine}`,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...message.fields.map(({ name, value }) => `${name}: ${value}`),
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return formatRaw({
    fields: [
      { name: 'From', value: `Mail Delivery System <MAILER-DAEMON@${host}>` },
      { name: 'To', value: to },
      { name: 'Subject', value: 'Undelivered Mail Returned to Sender' },
      { name: 'Date', value: mailDate(at) },
      { name: 'Message-ID', value: `<${id}@${host}>` },
      { name: 'Auto-Submitted', value: 'auto-replied' },
      { name: 'MIME-Version', value: '1.0' },
      {
        name: 'Content-Type',
        value: `multipart/report; report-type=delivery-status; boundary="${boundary}"`,
      },
    ],
    body,
  });
}

/** What a list answers to somebody who may not post. Like the real thing it lacks Auto-Submitted. */
export function heldNotice(
  message: RawMessage,
  list: ListSettings,
  { to, at, id }: Occasion & { to: string },
): Buffer {
  const subject = decodeWords(fieldValue(message, 'Subject') ?? '(no subject)');
  const body = [
    `Your message to ${list.address} is waiting for a moderator:`,
    '',
    `    ${subject.replace(/[^\x20-\x7e]/gu, '?')}`,
    '',
    'It is held because its sender is not a member of the list.',
    '',
  ].join('\r\n');
  return formatRaw({
    fields: [
      { name: 'Subject', value: `Your message to ${list.address} awaits moderator approval` },
      { name: 'From', value: serviceAddress(list, 'bounces') },
      { name: 'To', value: to },
      { name: 'Message-ID', value: `<${id}@${list.address.split('@')[1]}>` },
      { name: 'Date', value: mailDate(at) },
      { name: 'Precedence', value: 'bulk' },
      { name: 'List-Id', value: listId(list) },
      { name: 'MIME-Version', value: '1.0' },
      { name: 'Content-Type', value: 'text/plain; charset="us-ascii"' },
    ],
    body,
  });
}
