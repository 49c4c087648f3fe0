import { receiptRefusal } from '../domain/receipt-policy.ts';
import type { Sheet } from '../domain/sheet.ts';
import { renderReceipt, type Receipt } from '../render/receipt.ts';
import { asksForNoAnswer } from '../understand/automatic.ts';
import type { Outcome } from './carry-out.ts';
import { loadMeeting } from './context.ts';
import type { MailUnderstood } from './mail-understood.ts';
import { mailPersonally } from './personal-mail.ts';
import type { App, Person, Tx } from './ports.ts';
import { personalReplyTo } from './reply-address.ts';
import type { Route } from './route-mail.ts';

/** A message with what became of it. */
export interface Answered {
  understood: MailUnderstood;
  route: Route;
  outcomes: readonly Outcome[];
  /** The meeting as it is now, where it was just loaded. */
  sheet?: Sheet;
  /** Ids of the items that were on the agenda before. */
  itemsBefore?: readonly string[];
  /** Why the chair looks at it. */
  why?: string;
  /** It doesn't say what to do with the held message that it answers. */
  unanswered?: boolean;
}

/**
 * Answers a message, to its writer alone, once. Returns whether it is answered. Nothing answers a message that was not
 * written to us, one that asks for no program's answer, one that poses as its sender's, an address whose mail comes back,
 * or a person who said "stop"; nor more than so many an hour.
 */
export async function giveReceipt(app: App, tx: Tx, answered: Answered): Promise<boolean> {
  const { understood, route, outcomes } = answered;
  const { mail, reading, record, origin } = understood;
  const { series, meeting } = route;
  const { author } = reading;
  const own = app.identity.address;
  if (!author || own === undefined || !route.addressed) return false;
  if (asksForNoAnswer(mail)) return false;
  if (route.proof === 'none' && origin.isForbidden) return false;
  if (isOurs(author.address, [own, series?.listAddress])) return false;
  const writer = series && (await tx.people.byAddress(series.communityId, author.address));
  // The last word to someone who said "stop" is that it was heard.
  const isLast = outcomes.some(({ state, command }) => state === 'done' && command.name === 'stop');
  if (writer && !isReachable(writer, author.address, isLast)) return false;
  const now = app.clock.now();
  const to = { address: author.address, others: writer?.addresses ?? [] };
  const standing = await tx.receipts.standing(record.id, to, now.subtract({ hours: 1 }));
  if (standing.isAnswered) return false;
  const refusal = receiptRefusal(standing);
  if (refusal !== undefined) {
    app.log.warn({ inboxId: record.id, refusal }, 'a message gets no answer');
    return false;
  }
  await tx.receipts.add({ inboxId: record.id, address: author.address }, now);
  const sheet =
    answered.sheet ?? (meeting ? (await loadMeeting(app, tx, meeting.id)).sheet : undefined);
  const replyTo =
    writer && meeting
      ? await personalReplyTo({ app, tx, now }, { meetingId: meeting.id, personId: writer.id })
      : sheet?.replyTo;
  await mailPersonally(
    { app, tx, now },
    {
      kind: 'receipt',
      about: record.id,
      isAnswer: true,
      to: { address: author.address, ...(author.name === undefined ? {} : { name: author.name }) },
      rendered: renderReceipt(receiptOf(answered, sheet), sheet),
      ...(series ? { fromName: series.name } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(mail.messageId === undefined
        ? {}
        : { inReplyTo: mail.messageId, references: [...mail.references, mail.messageId] }),
    },
  );
  return true;
}

function receiptOf(answered: Answered, sheet: Sheet | undefined): Receipt {
  const { understood, route, outcomes, itemsBefore = [], why } = answered;
  const { mail, reading } = understood;
  const wasThere = new Set(itemsBefore);
  const isAdded = outcomes.some(({ state, command }) => state === 'done' && command.name === 'add');
  return {
    subject: mail.subject,
    added: isAdded ? (sheet?.items ?? []).filter(({ id }) => !wasThere.has(id)) : [],
    done: outcomes.flatMap(({ state, command }) => (state === 'done' ? [command] : [])),
    refused: outcomes.filter((outcome) => outcome.state === 'refused'),
    waiting: outcomes.filter((outcome) => outcome.state === 'waiting'),
    unknown: reading.unknownLines,
    remarks: reading.remarks,
    ...(why === undefined ? {} : { heldWhy: why }),
    // Somebody else's words, sent on by us, would be theirs to choose.
    isUnproven: route.proof === 'none',
    ...(answered.unanswered === true ? { unanswered: true } : {}),
  };
}

function isOurs(address: string, ours: readonly (string | undefined)[]): boolean {
  const base = (text: string) => text.toLowerCase().replace(/\+[^@]*(?=@)/u, '');
  return ours.some((one) => one !== undefined && base(one) === base(address));
}

/** An address whose mail came back for good is not among a person's any more. */
function isReachable(person: Person, address: string, isLast: boolean): boolean {
  return (person.personalMail || isLast) && person.addresses.includes(address.toLowerCase());
}
