import { chooseMeeting } from '../domain/choose-meeting.ts';
import { takesItems } from '../domain/meeting-state.ts';
import type { Meeting } from '../domain/meeting.ts';
import { proveSender } from '../domain/prove-sender.ts';
import type { Proof } from '../domain/proof.ts';
import type { Address, Mail } from '../understand/reading.ts';
import { pathOf, recipientsOf } from './mail-path.ts';
import { isOwnMessageId } from './outbox-key.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { SeriesRecord, Tx } from './ports.ts';

/** Where a message belongs, and what that says of its writer. */
export interface Route {
  series?: SeriesRecord;
  meeting?: Meeting;
  proof: Proof;
  /** It answers our mail or came to our address; otherwise it is list mail among other list mail. */
  addressed: boolean;
  /** It answers minutes, which are over: what it says of them is no item. */
  aboutMinutes: boolean;
  /** The meeting that it answers is over; `meeting` is the one after it, whose numbers are others. */
  isMovedOn: boolean;
  /** It answers the question what to do with this held message. */
  heldId?: string;
}

/**
 * By the token in the address, else by the thread it answers, else by its list, else by the series' name in the address
 * (`agenda+weekly@…`), else by what its writer belongs to. A reply to a meeting that takes no items any more belongs to
 * the next one of its series.
 */
export async function routeMail(
  tx: Tx,
  own: string | undefined,
  understood: MailUnderstood,
): Promise<Route> {
  const { mail, reading, record } = understood;
  const token = await findToken(tx, recipientsOf(record, mail));
  const answered =
    token?.meeting ?? (await tx.meetings.byMessageIds([...mail.inReplyTo, ...mail.references]));
  const path = pathOf(understood);
  const direct = isDirect(own, understood);
  const series = answered
    ? await tx.series.byId(answered.seriesId)
    : ((await byList(tx, path.listId)) ?? (direct ? await byWriter(tx, understood) : undefined));
  const aboutMinutes = await answersMinutes(tx, mail);
  if (!series) return { proof: 'none', addressed: direct, aboutMinutes, isMovedOn: false };
  const stays = answered !== undefined && takesItems(answered);
  const meeting = stays ? answered : chooseMeeting(await tx.meetings.ofSeries(series.id), 'add');
  const { author } = reading;
  const personal =
    author !== undefined && (await isOwner(tx, series.communityId, author, token?.personId));
  const [from] = mail.from;
  return {
    series,
    ...(meeting ? { meeting } : {}),
    proof:
      author && from
        ? proveSender({
            ...path,
            author: author.address,
            from: from.address,
            list: listOf(series),
            ...(token ? { token: personal ? 'personal' : 'meeting' } : {}),
          })
        : 'none',
    addressed: answered !== undefined || direct,
    aboutMinutes,
    isMovedOn: answered !== undefined && !stays,
    ...(token?.heldId === undefined ? {} : { heldId: token.heldId }),
  };
}

export function listOf({ listAddress, listId }: SeriesRecord): { address?: string; id?: string } {
  return {
    ...(listAddress === undefined ? {} : { address: listAddress }),
    ...(listId === undefined ? {} : { id: listId }),
  };
}

async function byList(tx: Tx, listId: string | undefined): Promise<SeriesRecord | undefined> {
  if (listId === undefined) return undefined;
  return onlyOne(await tx.series.byList({ listId, address: listId.replace('.', '@') }));
}

/** Whether a personal token was this author's. */
async function isOwner(
  tx: Tx,
  communityId: string,
  { address }: Address,
  personId: string | undefined,
): Promise<boolean> {
  if (personId === undefined) return false;
  return (await tx.people.byAddress(communityId, address))?.id === personId;
}

async function answersMinutes(tx: Tx, { inReplyTo }: Mail): Promise<boolean> {
  for (const id of inReplyTo.filter(isOwnMessageId)) {
    const kind = (await tx.outbox.byMessageId(id))?.kind;
    if (kind === 'draft' || kind === 'publish' || kind === 'chase') return true;
  }
  return false;
}

async function findToken(tx: Tx, recipients: readonly string[]) {
  for (const token of matchesIn(recipients, /\+([a-z0-9]{16})@/iu)) {
    const found = await tx.tokens.find(token);
    if (found) return found;
  }
  return undefined;
}

/** A message names so many of our addresses at most. */
const mostMatches = 20;

function matchesIn(recipients: readonly string[], pattern: RegExp): string[] {
  const found = recipients.flatMap((address) => pattern.exec(address)?.[1]?.toLowerCase() ?? []);
  return [...new Set(found)].slice(0, mostMatches);
}

/** It was written to us, not to a list that we are on. */
function isDirect(own: string | undefined, { mail, record, reading }: MailUnderstood): boolean {
  if (reading.listId !== undefined) return false;
  // Whoever pipes a message into Convoke, which was told of no address, knows that it is for Convoke.
  if (own === undefined) return record.envelope['via'] === 'pipe';
  const base = (address: string) => address.toLowerCase().replace(/\+[^@]*(?=@)/u, '');
  return recipientsOf(record, mail).some((address) => base(address) === own.toLowerCase());
}

/** The series named in the address; else the only one of those whose community the writer belongs to; else the only one. */
async function byWriter(
  tx: Tx,
  { mail, record, reading }: MailUnderstood,
): Promise<SeriesRecord | undefined> {
  for (const slug of matchesIn(recipientsOf(record, mail), /\+([a-z0-9-]{1,40})@/iu)) {
    const named = onlyOne(await tx.series.bySlug(slug));
    if (named) return named;
  }
  const all = (await tx.series.all()).filter(({ paused }) => !paused);
  const { author } = reading;
  const known: SeriesRecord[] = [];
  if (author)
    for (const series of all)
      if (await tx.people.byAddress(series.communityId, author.address)) known.push(series);
  return known.length > 0 ? onlyOne(known) : onlyOne(all);
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
