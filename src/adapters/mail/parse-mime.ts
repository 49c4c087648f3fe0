import { UnreadableMail } from '../../app/ports.ts';
import type { Body, Mail } from '../../understand/reading.ts';
import { addressesOf, decodeWords, messageIdsOf, valueOf } from './parse-mime-headers.ts';
import type { Field } from './parse-mime-headers.ts';
import { encodingOf, readParts } from './parse-mime-parts.ts';
import type { Part } from './parse-mime-parts.ts';
import { decodeCharset, decodeTransfer } from './parse-mime-text.ts';

/**
 * Undoes a message's MIME, part by part, so that a list's footer stays a body of its own and soft breaks stay as sent.
 * Reads any bytes; whatever should still go wrong becomes an UnreadableMail, which its caller holds.
 */
export async function parseMime(raw: Buffer): Promise<Mail> {
  try {
    return read(raw);
  } catch (cause) {
    throw new UnreadableMail('its MIME could not be undone', { cause });
  }
}

function read(raw: Buffer): Mail {
  const root = readParts(raw);
  const { fields } = root;
  const found = gather(root);
  const messageId = messageIdsOf(valueOf(fields, 'message-id'))[0];
  const date = dateOf(fields);
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(date === undefined ? {} : { date }),
    subject: decodeWords(valueOf(fields, 'subject') ?? '')
      .replace(/\s+/gu, ' ')
      .trim(),
    from: addressesOf(fields, 'from'),
    replyTo: addressesOf(fields, 'reply-to'),
    to: addressesOf(fields, 'to'),
    cc: addressesOf(fields, 'cc'),
    inReplyTo: messageIdsOf(valueOf(fields, 'in-reply-to')),
    references: messageIdsOf(valueOf(fields, 'references')),
    headers: fields,
    bodies: found.bodies,
    attachments: found.attachments,
    ...(found.deliveryStatus === '' ? {} : { deliveryStatus: found.deliveryStatus }),
    calendars: [...new Set(found.calendars)],
  };
}

function dateOf(fields: readonly Field[]): Temporal.Instant | undefined {
  const milliseconds = Date.parse((valueOf(fields, 'date') ?? '').slice(0, 100));
  return Number.isFinite(milliseconds)
    ? Temporal.Instant.fromEpochMilliseconds(milliseconds)
    : undefined;
}

interface Found {
  bodies: Body[];
  attachments: Mail['attachments'];
  calendars: string[];
  deliveryStatus: string;
}

/** What a part and all below it hold. The depth is bounded where the tree was read. */
function gather(part: Part): Found {
  if (part.parts.length === 0) return gatherLeaf(part);
  const below = part.parts.map(gather);
  const bodies =
    part.type.value === 'multipart/alternative'
      ? preferred(below)
      : below.flatMap((found) => found.bodies);
  return {
    bodies,
    attachments: below.flatMap((found) => found.attachments),
    calendars: below.flatMap((found) => found.calendars),
    deliveryStatus: below
      .map((found) => found.deliveryStatus)
      .filter((status) => status !== '')
      .join('\n\n'),
  };
}

/** Of alternatives the plain one, as its writer's program wrote it, unless it only says that the other one exists. */
function preferred(alternatives: readonly Found[]): Body[] {
  const having = alternatives.filter(({ bodies }) => bodies.some(({ text }) => text.trim() !== ''));
  const plain = having.find(({ bodies }) =>
    bodies.some(
      (body) => body.type === 'text/plain' && body.text.trim() !== '' && !isStub(body.text),
    ),
  );
  return (plain ?? having.at(-1))?.bodies ?? [];
}

/** "Your mail program does not show HTML." */
function isStub(text: string): boolean {
  const words = text.trim();
  return (
    words.length < 400 &&
    /\bhtml\b/iu.test(words) &&
    /view|support|display|capable|enable|client|format|show|anzeig|affich|mostrar|visualizz/iu.test(
      words,
    ) &&
    !/\n\s*[-*•\d]/u.test(words)
  );
}

function gatherLeaf(part: Part): Found {
  const { value: type } = part.type;
  const filename = decodeName(part.disposition.params['filename'] ?? part.type.params['name']);
  const attached = part.disposition.value === 'attachment' || filename !== undefined;
  if (type === 'text/calendar') return { ...nothing, calendars: [textOf(part)] };
  if (type === 'message/delivery-status' || type === 'message/global-delivery-status')
    return { ...nothing, deliveryStatus: textOf(part) };
  if (!attached && isReadable(type)) return { ...nothing, bodies: [bodyOf(part)] };
  const bytes = decodeTransfer(part.body, encodingOf(part)).length;
  const attachment = {
    ...(filename === undefined ? {} : { filename }),
    contentType: isTnef(type, filename) ? 'application/ms-tnef' : type,
    bytes,
  };
  const calendars = type === 'application/ics' ? [textOf(part)] : [];
  return { ...nothing, attachments: [attachment], calendars };
}

const nothing: Found = { bodies: [], attachments: [], calendars: [], deliveryStatus: '' };

function isReadable(type: string): boolean {
  return (
    type === 'text/plain' ||
    type === 'text/html' ||
    type === 'text/markdown' ||
    type === 'text/x-markdown' ||
    type === 'text' ||
    type === 'application/xhtml+xml'
  );
}

/** Outlook's winmail.dat: named so whatever type a gateway gave it. */
function isTnef(type: string, filename: string | undefined): boolean {
  return (
    type === 'application/ms-tnef' ||
    type === 'application/vnd.ms-tnef' ||
    filename?.toLowerCase() === 'winmail.dat'
  );
}

function bodyOf(part: Part): Body {
  const html = part.type.value === 'text/html' || part.type.value === 'application/xhtml+xml';
  if (html) return { type: 'text/html', text: textOf(part) };
  const flowed = part.type.params['format']?.toLowerCase() === 'flowed';
  const delSp = part.type.params['delsp']?.toLowerCase() === 'yes';
  return {
    type: 'text/plain',
    text: textOf(part),
    ...(flowed ? { flowed } : {}),
    ...(flowed && delSp ? { delSp } : {}),
  };
}

function textOf(part: Part): string {
  const bytes = decodeTransfer(part.body, encodingOf(part));
  return decodeCharset(bytes, part.type.params['charset'] ?? charsetInMeta(part, bytes));
}

function charsetInMeta({ type }: Part, bytes: Buffer): string {
  if (type.value !== 'text/html') return '';
  return (
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})/iu.exec(
      bytes.subarray(0, 4096).toString('latin1'),
    )?.[1] ?? ''
  );
}

function decodeName(name: string | undefined): string | undefined {
  return name === undefined || name === '' ? undefined : decodeWords(name).slice(0, 300);
}
