import { chooseMeeting } from '../domain/choose-meeting.ts';
import { takesItems } from '../domain/meeting-state.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Mail } from '../understand/reading.ts';
import type { Actor, InboxRecord, SeriesRecord, Tx } from './ports.ts';

/** Where a message belongs, and what that says of its writer. */
export interface Route {
  communityId: string;
  series?: SeriesRecord;
  meeting?: Meeting;
  proof: Actor['proof'];
  /** It answers a call or came to a meeting's address; otherwise it is list mail among other list mail. */
  addressed: boolean;
  /** It answers minutes, which are over: what it says of them is no item. */
  aboutMinutes: boolean;
}

/**
 * By the token in the address, else by the thread it answers, else by its list. A reply to a meeting that takes no
 * items any more belongs to the next one of its series.
 */
export async function routeMail(
  tx: Tx,
  { record, mail, reading }: { record: InboxRecord; mail: Mail; reading: MailReading },
): Promise<Route> {
  const byToken = await meetingByToken(tx, addressesOf(record, mail));
  const byThread =
    byToken ?? (await tx.meetings.byMessageIds([...mail.inReplyTo, ...mail.references]));
  const lists = await tx.series.byList(listOf(reading));
  const series = byThread
    ? await tx.series.byId(byThread.seriesId)
    : lists.length === 1
      ? lists[0]
      : undefined;
  const aboutMinutes = await answersMinutes(tx, mail);
  if (!series) return { communityId: '', proof: 'none', addressed: false, aboutMinutes };
  const fromItsList = lists.some(({ id }) => id === series.id);
  const meeting =
    byThread && takesItems(byThread)
      ? byThread
      : chooseMeeting(await tx.meetings.ofSeries(series.id), 'add');
  return {
    communityId: series.communityId,
    series,
    ...(meeting ? { meeting } : {}),
    proof: byToken ? 'token' : fromItsList ? 'list' : 'none',
    addressed: byThread !== undefined,
    aboutMinutes,
  };
}

async function answersMinutes(tx: Tx, { inReplyTo }: Mail): Promise<boolean> {
  for (const id of inReplyTo) {
    const kind = (await tx.outbox.byMessageId(id))?.kind;
    if (kind === 'draft' || kind === 'publish' || kind === 'chase') return true;
  }
  return false;
}

function addressesOf({ envelope }: InboxRecord, mail: Mail): string[] {
  const rcpt = Array.isArray(envelope['to']) ? envelope['to'].map(String) : [];
  const delivered = mail.headers
    .filter(
      ({ name }) => name === 'delivered-to' || name === 'x-original-to' || name === 'envelope-to',
    )
    .map(({ value }) => value);
  return [...rcpt, ...delivered, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
}

async function meetingByToken(tx: Tx, addresses: string[]): Promise<Meeting | undefined> {
  for (const address of addresses) {
    const token = /\+([a-z0-9]{16})@/iu.exec(address)?.[1];
    const found = token === undefined ? undefined : await tx.meetings.byReplyToken(token);
    if (found) return found.meeting;
  }
  return undefined;
}

/** RFC 2919: the List-Id of `board@lists.example.org` is most often `board.lists.example.org`. */
function listOf({ listId }: MailReading): { listId?: string; address?: string } {
  return listId === undefined ? {} : { listId, address: listId.replace('.', '@') };
}
