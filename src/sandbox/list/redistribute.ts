import { createHash } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { decodeWords, encodeName } from './encoded-words.ts';
import { addFooter } from './footer.ts';
import { fieldValue, withField, without, type RawMessage } from './message.ts';

/** How a list writes its posts. */
export interface ListSettings {
  /** As in "Board mailing list". */
  name: string;
  address: string;
  /** Stands in brackets before each subject. */
  prefix?: string;
  /** Writes the author as "Alice via Board <board@…>", as lists do against DMARC. */
  mungesFrom?: boolean;
  /** Sends replies to the list, whatever the author asked for. */
  replyToList?: boolean;
}

/** The names of a list's own addresses: `board-bounces@…`, `board-leave@…`. */
export function serviceAddress(list: ListSettings, service: string): string {
  const at = list.address.lastIndexOf('@');
  return `${list.address.slice(0, at)}-${service}${list.address.slice(at)}`;
}

/** What the list makes of a post before its subscribers get it. The Message-ID stays. */
export function redistribute(
  post: RawMessage,
  list: ListSettings,
  envelopeFrom: string,
): RawMessage {
  let message = without(post, 'Sender', 'Errors-To', 'Return-Path', 'Delivered-To');
  message = withSubjectPrefix(message, list);
  message = list.mungesFrom ? mungeFrom(message, list) : message;
  if (list.replyToList && !list.mungesFrom) message = withField(message, 'Reply-To', list.address);
  for (const [name, value] of listFields(message, list, envelopeFrom))
    message = withField(message, name, value);
  return addFooter(message, footerText(list));
}

/** A post that has been through this list before. */
export function hasBeenHere(message: RawMessage, list: ListSettings): boolean {
  return fieldValue(message, 'X-BeenThere')?.toLowerCase() === list.address.toLowerCase();
}

export function listId(list: ListSettings): string {
  return `<${list.address.replace('@', '.')}>`;
}

function listFields(
  message: RawMessage,
  list: ListSettings,
  envelopeFrom: string,
): [name: string, value: string][] {
  const id = fieldValue(message, 'Message-ID') ?? '';
  const hash = createHash('sha1').update(id.replace(/[<>]/gu, '')).digest();
  const mailto = (service: string, query = '') =>
    `<mailto:${serviceAddress(list, service)}${query}>`;
  return [
    ['Message-ID-Hash', base32(hash)],
    ['X-BeenThere', list.address],
    ['X-MailFrom', envelopeFrom],
    ['X-Sandbox-List-Version', '1.0'],
    ['Precedence', 'list'],
    ['List-Id', `${list.name} ${listId(list)}`],
    ['List-Help', mailto('request', '?subject=help')],
    ['List-Owner', mailto('owner')],
    ['List-Post', `<mailto:${list.address}>`],
    ['List-Subscribe', mailto('join')],
    ['List-Unsubscribe', mailto('leave')],
    ['Sender', serviceAddress(list, 'bounces')],
  ];
}

/** The prefix goes in front, once: a reply that still carries it behind "Re:" keeps it there. */
function withSubjectPrefix(message: RawMessage, list: ListSettings): RawMessage {
  if (!list.prefix) return message;
  const prefix = `[${list.prefix}]`;
  const subject = fieldValue(message, 'Subject') ?? '(no subject)';
  if (decodeWords(subject).toLowerCase().includes(prefix.toLowerCase())) return message;
  return withField(message, 'Subject', `${prefix} ${subject}`);
}

/** Mailman's own way: the author moves to Cc where replies go to the list, else to Reply-To. */
function mungeFrom(message: RawMessage, list: ListSettings): RawMessage {
  const from = fieldValue(message, 'From') ?? '';
  const author = addressparser(from, { flatten: true })[0];
  const name = decodeWords(author?.name ?? '') || (author?.address.split('@')[0] ?? 'Somebody');
  const munged = withField(
    message,
    'From',
    `${encodeName(`${name} via ${list.name}`)} <${list.address}>`,
  );
  const kept = list.replyToList ? 'Cc' : 'Reply-To';
  const before = fieldValue(message, kept);
  const withAuthor = withField(munged, kept, before ? `${before}, ${from}` : from);
  return list.replyToList ? withField(withAuthor, 'Reply-To', list.address) : withAuthor;
}

function footerText(list: ListSettings): string {
  return [
    '_______________________________________________',
    `${list.name} mailing list -- ${list.address}`,
    `To unsubscribe send an email to ${serviceAddress(list, 'leave')}`,
    '',
  ].join('\n');
}

function base32(bytes: Buffer): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/gu) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}
