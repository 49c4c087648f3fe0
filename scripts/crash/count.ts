import type pg from 'pg';
import { listAddress, members, type Town } from './town.ts';

/** One thing that came, or should have come, out of the service: named the same in every run. */
export interface Arrival {
  label: string;
  /** How often it is at the receiving end. */
  count: number;
  /** The written rule has left it to a person, or had it sent twice. */
  byRule: boolean;
}

export interface Tally {
  missing: string[];
  doubled: string[];
  missingByRule: string[];
  doubledByRule: string[];
}

/** Counts in the mailboxes and the channels what the service sent, and on the agenda what people said. */
export async function countArrivals(town: Town, database: pg.Pool): Promise<Arrival[]> {
  const { rows } = await database.query<OutboxRow>(
    `select outbox.key, outbox.channel, outbox.kind, outbox.recipient, outbox.message_id, outbox.status,
       outbox.attempts, outbox.unsure_at is not null as unsure,
       (select count(*)::int from meeting as earlier where earlier.starts_at < meeting.starts_at) as nth
     from outbox left join meeting on meeting.id = outbox.meeting_id where outbox.kind <> 'note' order by position`,
  );
  const sent = rows.map((row) => ({
    label: labelOf(row, town),
    count: row.channel === 'mail' ? countMails(town, row) : countPosts(town, row),
    byRule: row.unsure && (row.kind === 'call' || row.status === 'unknown'),
  }));
  return [...sent, ...(await countItems(database)), ...strayPosts(town, rows)];
}

/** What differs from a run in which nobody was killed. */
export function compare(expected: readonly Arrival[], found: readonly Arrival[]): Tally {
  const tally: Tally = { missing: [], doubled: [], missingByRule: [], doubledByRule: [] };
  const seen = new Map(found.map((arrival) => [arrival.label, arrival]));
  const labels = new Set([...expected, ...found].map(({ label }) => label));
  for (const label of labels) {
    const wanted = expected.find((arrival) => arrival.label === label)?.count ?? 0;
    const { count = 0, byRule = false } = seen.get(label) ?? {};
    if (count < wanted) tally[byRule ? 'missingByRule' : 'missing'].push(label);
    if (count > wanted) tally[byRule ? 'doubledByRule' : 'doubled'].push(label);
  }
  return tally;
}

interface OutboxRow {
  key: string;
  channel: 'mail' | 'discord';
  kind: string;
  recipient: string;
  message_id: string;
  status: string;
  unsure: boolean;
  nth: number;
}

/** `meeting:what:channel:recipient`, with what differs from run to run left out. */
function labelOf({ key, channel, recipient, nth }: OutboxRow, { channelId }: Town): string {
  const what = (key.split(':')[1] ?? '').replace(/[0-9a-f-]{32,}/gu, '#');
  const part = /\.(\d+)$/u.exec(key)?.[1] ?? '1';
  const to = channel === 'mail' ? recipient : recipient === channelId ? 'channel' : 'thread';
  return `${nth} ${what} to ${to} part ${part}`;
}

/** A list's mail is looked for in the mailbox of somebody who only reads. */
function countMails({ list }: Town, { recipient, message_id: id }: OutboxRow): number {
  const reader =
    recipient === listAddress ? 'mindy' : members.find(({ mail }) => mail === recipient)?.id;
  const messages = list.mailboxes.get(reader ?? '')?.messages ?? [];
  return messages.filter(
    ({ folder, raw }) => folder === 'inbox' && raw.toString('latin1').includes(`Message-ID: ${id}`),
  ).length;
}

function countPosts({ discord }: Town, { recipient, message_id: nonce }: OutboxRow): number {
  const messages = discord.world.channels.get(recipient)?.messages.values() ?? [];
  return [...messages].filter((message) => message.nonce === nonce).length;
}

/** The bot's own posts that no message of the outbox accounts for. */
function strayPosts({ discord }: Town, rows: readonly OutboxRow[]): Arrival[] {
  const known = new Set(rows.map((row) => row.message_id));
  const nonces = [...discord.world.channels.values()]
    .flatMap(({ messages }) => [...messages.values()])
    .filter(({ authorId, nonce }) => authorId === discord.world.botId && nonce !== undefined)
    .map(({ nonce }) => String(nonce));
  const strays = nonces.filter((nonce) => !known.has(nonce));
  const twice = strays.filter((nonce, index) => strays.indexOf(nonce) !== index);
  return twice.map((nonce) => ({ label: `note ${nonce} twice`, count: 1, byRule: false }));
}

async function countItems(database: pg.Pool): Promise<Arrival[]> {
  const { rows } = await database.query<{ nth: number; title: string; count: number }>(
    `select title, count(*)::int as count,
       (select count(*)::int from meeting as earlier where earlier.starts_at < meeting.starts_at) as nth
     from item join meeting on meeting.id = item.meeting_id group by title, meeting.starts_at`,
  );
  return rows.map(({ nth, title, count }) => ({
    label: `${nth} item ${title}`,
    count,
    byRule: false,
  }));
}
