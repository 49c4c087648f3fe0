import { encodeName, encodeText } from '../list/encoded-words.ts';
import { formatRaw, type Field } from '../list/message.ts';
import { applePrograms } from './apple-programs.ts';
import { dateParts, uniqueFor, type Correspondent, type Letter, type Program } from './letter.ts';
import { encodePart } from './mime.ts';
import { outlookPrograms } from './outlook-programs.ts';
import { plainPrograms } from './plain-programs.ts';
import { webPrograms } from './web-programs.ts';

/** Every program whose habits are known here. */
export const mailPrograms: readonly Program[] = [
  ...webPrograms,
  ...outlookPrograms,
  ...applePrograms,
  ...plainPrograms,
];

export interface ComposedMail {
  messageId: string;
  /** The envelope's recipients. */
  to: string[];
  raw: Buffer;
}

export interface ComposeOptions {
  program: string;
  letter: Letter;
  /** Whom a new message goes to. A reply finds its readers itself. */
  to?: Correspondent[];
  subject?: string;
  /** Answers everybody, not only the author. */
  all?: boolean;
}

/** Writes a message, or a reply, as that mail program would. Pure: the same letter gives the same bytes. */
export function compose({ program, letter, to = [], subject, all }: ComposeOptions): ComposedMail {
  const habits = mailPrograms.find((one) => one.id === program);
  if (!habits) throw new Error(`No mail program is called ${program}`);
  const { author, answers } = letter;
  const unique = uniqueFor(letter);
  const messageId = habits.messageId(unique, author);
  const readers = answers ? readersOfReply(letter, all ?? false) : { to, cc: [] };
  const { fields, body } = encodePart(habits.body(letter), unique);
  const threading = answers
    ? [
        field('In-Reply-To', habits.inReplyTo?.(answers, letter) ?? answers.messageId),
        field('References', [...answers.references, answers.messageId].join('\r\n ')),
      ]
    : [];
  const isMime = Object.keys(habits.headers).some((name) => /^mime-version$/iu.test(name));
  const head: Field[] = [
    field('From', written(author)),
    field('To', readers.to.map(written).join(',\r\n ')),
    ...(readers.cc.length > 0 ? [field('Cc', readers.cc.map(written).join(',\r\n '))] : []),
    field('Subject', encodeText(answers ? replySubject(answers.subject) : (subject ?? ''))),
    field('Date', dateLine(letter)),
    field('Message-ID', messageId),
    ...threading,
    ...Object.entries(habits.headers).map(([name, value]) => field(name, value)),
    ...(isMime ? [] : [field('MIME-Version', '1.0')]),
  ];
  const recipients = [...readers.to, ...readers.cc].map((one) => one.address);
  return {
    messageId,
    to: [...new Set(recipients)],
    raw: formatRaw({ fields: [...head, ...fields], body }),
  };
}

function readersOfReply(
  { author, answers }: Letter,
  all: boolean,
): { to: Correspondent[]; cc: Correspondent[] } {
  if (!answers) return { to: [], cc: [] };
  const to = answers.replyTo.length > 0 ? answers.replyTo : [answers.from];
  if (!all) return { to, cc: [] };
  const seen = new Set([author, ...to].map((one) => one.address.toLowerCase()));
  const cc = [...answers.to, ...answers.cc].filter((one) => {
    const isNew = !seen.has(one.address.toLowerCase());
    seen.add(one.address.toLowerCase());
    return isNew;
  });
  return { to, cc };
}

function replySubject(subject: string): string {
  return /^re:/iu.test(subject) ? subject : `Re: ${subject}`;
}

function dateLine({ at, zone }: Letter): string {
  const d = dateParts(at, zone);
  return `${d.day}, ${d.date} ${d.mon} ${d.year} ${d.time}:${d.seconds} ${d.offset}`;
}

function written({ name, address }: Correspondent): string {
  return name ? `${encodeName(name)} <${address}>` : address;
}

function field(name: string, value: string): Field {
  return { name, value };
}
