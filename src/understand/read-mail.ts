import type { Command } from '../domain/command.ts';
import type { ItemDraft } from '../domain/item.ts';
import { withoutDashEscapes } from './armour.ts';
import { isToUsAlone, machineReason } from './automatic.ts';
import type { OwnIdentity } from './automatic.ts';
import { readDeliveryReport } from './bounce.ts';
import { classify } from './classify.ts';
import { readCommands } from './commands.ts';
import { unflow } from './flowed.ts';
import type { PlainBody } from './flowed.ts';
import { readHtml } from './html.ts';
import { draftOf } from './item-fields.ts';
import { readItems } from './items.ts';
import type { ItemsReading } from './item-reading.ts';
import { discussionOf, isInterleaved, ownWordsOf, replyOf } from './reply.ts';
import type { Address, Body, Mail, Reading, Segment } from './reading.ts';
import { findSender } from './sender.ts';
import { titleInSubject } from './subject.ts';

export interface MailReading extends Reading {
  /** Absent when From names nobody or several, or when a list hid them and its headers disagree. */
  author?: Address;
  listId?: string;
  /** Addresses that a delivery report says have failed for good. */
  bounced: string[];
  /** The writer said plainly that it is for the agenda, so it counts wherever it was posted. */
  explicit: boolean;
  /** What a held message may have meant, for the chair to accept, edit or dismiss. */
  suggestion?: ItemDraft[];
}

/** Reads a message: whose words are whose, and what its writer asks for. Pure; everything in the result can be JSON. */
export function understandMail(mail: Mail, own: OwnIdentity = {}): MailReading {
  const { author, listId, problem } = findSender(mail);
  const segments = mail.bodies.flatMap((body) => classifyBody(body, listWordsOf(listId)));
  const base = {
    segments,
    bounced: [],
    explicit: false,
    ...(author ? { author } : {}),
    ...(listId === undefined ? {} : { listId }),
  };
  const machine = machineReason(mail, own);
  if (machine !== undefined) {
    const bounced = readDeliveryReport(mail)?.failed ?? [];
    return {
      ...base,
      ...nothingAsked,
      reply: replyOf(segments),
      bounced,
      disposition: 'ignored',
      reason: machine,
    };
  }
  const isDirect = listId === undefined && isToUsAlone(mail, own);
  const asked = readWords(mail, segments, { authorName: author?.name, isDirect });
  const decided =
    answersInvitation(mail, asked) ?? decide(asked, whyWordless(mail, segments, asked), problem);
  const asksSomething = asked.items.items.length + asked.commands.length > 0;
  return {
    ...base,
    ...decided,
    reply: asksSomething ? replyOf(segments) : discussionOf(segments),
    unknownLines: asked.unknownLines,
    remarks: isDone(decided) ? asked.items.remarks : [],
    explicit: asked.items.explicit,
  };
}

/** Whether something comes of it at once; a held message is looked at whole. */
function isDone({ disposition }: Decision): boolean {
  return disposition === 'items' || disposition === 'commands';
}

const nothingAsked = { items: [], commands: [], unknownLines: [], remarks: [] };

function classifyBody(body: Body, listWords: string[]): Segment[] {
  const { text, hints } = plainOf(body);
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return classify(ended, { hints, listWords });
}

function plainOf(body: Body): PlainBody {
  if (body.type === 'text/html') return readHtml(body.text);
  if (body.flowed === true) return unflow(body.text, body.delSp);
  return { text: withoutDashEscapes(body.text), hints: [] };
}

/** `board.lists.example.org` names the list "board", and its address. */
function listWordsOf(listId: string | undefined): string[] {
  const name = listId?.split('.')[0] ?? '';
  return listId === undefined
    ? []
    : [listId, listId.replace('.', '@'), ...(name.length > 2 ? [name] : [])];
}

interface Asked {
  items: ItemsReading;
  commands: Command[];
  unknownLines: string[];
}

function readWords(
  mail: Mail,
  segments: readonly Segment[],
  { authorName, isDirect }: { authorName: string | undefined; isDirect: boolean },
): Asked {
  const { commands, unknownLines, rest } = readCommands(ownWordsOf(segments));
  const quoted = segments
    .filter(({ kind }) => kind === 'quote' || kind === 'header-block')
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 8000);
  const items = readItems(rest, {
    interleaved: isInterleaved(segments),
    ...(authorName === undefined ? {} : { authorName }),
    ...(quoted.trim() === '' ? {} : { quoted }),
    isDirect,
  });
  const hasRegrets = commands.some(({ name }) => name === 'regrets');
  const said: Command[] =
    items.regrets && !hasRegrets ? [...commands, { name: 'regrets', people: [] }] : commands;
  return { items: withSubject(mail, items, rest), commands: said, unknownLines };
}

/** A new message whose subject is the item: its text is the details, unless it holds items of its own. */
function withSubject(mail: Mail, items: ItemsReading, words: string): ItemsReading {
  const title = mail.inReplyTo.length > 0 ? undefined : titleInSubject(mail.subject);
  if (title === undefined || items.verdict === 'items') return items;
  const draft = draftOf(title, words.trim().split('\n').slice(0, 400));
  return draft ? { ...items, verdict: 'items', items: [draft], explicit: true } : items;
}

/** Why a message has no words of its writer, where that needs telling. */
function whyWordless(
  mail: Mail,
  segments: readonly Segment[],
  { items }: Asked,
): string | undefined {
  if (items.items.length > 0 || replyOf(segments) !== '') return undefined;
  const all = segments.map(({ text }) => text).join('');
  if (
    all.includes('-----BEGIN PGP MESSAGE-----') ||
    mail.attachments.some(({ contentType }) => /pkcs7-mime|pgp-encrypted/u.test(contentType))
  )
    return 'its text is encrypted, or damaged';
  if (mail.attachments.some(({ contentType }) => contentType.includes('ms-tnef')))
    return "what it says is in Outlook's winmail.dat";
  if (segments.some(({ kind }) => kind === 'quote' || kind === 'header-block'))
    return 'all of it looks quoted or forwarded';
  return mail.attachments.length > 0 ? 'it holds nothing but an attachment' : undefined;
}

/** An iTIP reply says it all in its calendar part; the words beside it are a program's. */
function answersInvitation({ calendars }: Mail, { items, commands }: Asked): Decision | undefined {
  const answers = calendars.some((calendar) => /^METHOD:REPLY\s*$/imu.test(calendar));
  if (!answers || items.verdict === 'items' || commands.length > 0) return undefined;
  return { items: [], commands: [], disposition: 'nothing', reason: 'it answers an invitation' };
}

type Decision = Pick<MailReading, 'items' | 'commands' | 'disposition' | 'reason' | 'suggestion'>;

function decide(
  { items, commands, unknownLines }: Asked,
  wordless: string | undefined,
  problem: string | undefined,
): Decision {
  const sure = items.verdict === 'items' ? items.items : [];
  const asksNothing = sure.length === 0 && commands.length === 0;
  const held = (reason: string): Decision => ({
    items: [],
    commands: [],
    disposition: 'held',
    reason,
    ...(items.items.length > 0 ? { suggestion: items.items } : {}),
  });
  if (problem !== undefined) return held(problem);
  if (sure.length > 0) return { items: sure, commands, disposition: 'items' };
  const unclear = items.verdict === 'unclear' ? items.reason : undefined;
  if (!asksNothing) {
    const suggestion =
      unclear === undefined || items.items.length === 0 ? {} : { suggestion: items.items };
    return { items: [], commands, disposition: 'commands', ...suggestion };
  }
  if (unknownLines.length > 0)
    return held(`it looks like a command and is none: "${unknownLines[0]!.slice(0, 120)}"`);
  if (unclear !== undefined) return held(unclear);
  if (wordless !== undefined) return held(wordless);
  return {
    items: [],
    commands: [],
    disposition: 'nothing',
    reason: items.reason ?? 'it asks for nothing',
  };
}
