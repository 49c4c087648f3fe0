import type pg from 'pg';
import type { SeenMessage } from '../../src/sandbox/discord/seen.ts';
import { decodeWords } from '../../src/sandbox/list/encoded-words.ts';
import { fieldValue, parseRaw, type RawMessage } from '../../src/sandbox/list/message.ts';
import { convoke, listAddress, members, type Town } from './town.ts';

/** How often each thing is where it belongs, by a name that is the same in every run. */
export type Arrivals = Map<string, number>;

/**
 * Counts in the mailboxes and the channels, without asking the service what it has sent; and what people said, in the
 * minutes and on the agendas.
 */
export async function countArrivals(town: Town, database: pg.Pool): Promise<Arrivals> {
  const notes = await deliveryNotes(database);
  const sent = withoutCopies([...mails(town, notes), ...posts(town, notes)]);
  const arrivals: Arrivals = new Map();
  for (const name of [...sent, ...(await said(database))])
    arrivals.set(name, (arrivals.get(name) ?? 0) + 1);
  return arrivals;
}

/** Something that the service sent; `id`: a Message-ID or a nonce, which nothing else has. */
interface Sent {
  name: string;
  id: string;
}

/** How a second copy of something is named. */
export const again = ' (again)';

function withoutCopies(sent: readonly Sent[]): string[] {
  const seen = new Set<string>();
  return sent.map(({ name, id }) => {
    const isCopy = seen.has(`${id} ${name}`);
    seen.add(`${id} ${name}`);
    return isCopy ? `${name}${again}` : name;
  });
}

/** A mail's name. A mail of the list is counted once, by who only reads it. */
export function mailName(recipient: string, subject: string): string {
  return `mail to ${recipient}: ${subject.replace(`[board] `, '')}`;
}

/** What the chair is told of a delivery: it comes in no run in which nobody is killed, and it may. */
export const deliveryNote = 'a word to the chair about a delivery';

function mails({ list }: Town, notes: ReadonlySet<string>): Sent[] {
  return members.flatMap(({ id, mail }) =>
    (list.mailboxes.get(id)?.messages ?? [])
      .filter(({ folder }) => folder === 'inbox')
      .map(({ raw }) => parseRaw(raw))
      .filter((message) => (fieldValue(message, 'From') ?? '').includes(convoke))
      .flatMap((message) => {
        const isOfList = fieldValue(message, 'List-Id') !== undefined;
        if (isOfList && id !== 'mindy') return [];
        return [nameOfMail(message, isOfList ? listAddress : mail, notes)];
      }),
  );
}

function nameOfMail(message: RawMessage, to: string, notes: ReadonlySet<string>): Sent {
  const id = fieldValue(message, 'Message-ID')?.trim() ?? '';
  const subject = decodeWords(fieldValue(message, 'Subject') ?? '');
  return { id, name: notes.has(id) ? deliveryNote : mailName(to, subject) };
}

function posts({ discord, channelId, chair }: Town, notes: ReadonlySet<string>): Sent[] {
  const { people } = discord;
  const places = people.channels(chair).filter(({ kind }) => kind === 'text' || kind === 'thread');
  const where = (id: string) => (id === channelId ? 'channel' : 'thread');
  const posted = places
    .flatMap(({ id }) => people.messages(id, chair))
    // Answers to commands are not among them: who gets none looks, and asks again.
    .filter(({ author, kind, answers }) => author.isBot && kind === 'said' && !answers);
  const threads = places.filter(({ kind }) => kind === 'thread');
  return [
    ...posted.map((post) => ({
      id: String(post.nonce),
      name: notes.has(String(post.nonce))
        ? deliveryNote
        : `post in the ${where(post.channelId)}: ${openingOf(post)}`,
    })),
    ...places
      .flatMap(({ id }) => people.pins(id))
      .map((pin) => ({ id: pin.id, name: `pin: ${openingOf(pin)}` })),
    ...threads.map(({ id, name }) => ({ id, name: `thread: ${name}` })),
    ...people.scheduledEvents().map(({ id, name, startsAt, status }) => ({
      id,
      name: `event: ${name}, ${startsAt.toString()}, status ${status}`,
    })),
  ];
}

/** A button makes its answer of the post it stands under; whoever gets none finds the post as it was. */
const heldPosts = /^(?:A message waits for the chair$|Accepted: )/u;

function openingOf({ content, embeds }: SeenMessage): string {
  const words = [content, ...embeds.flatMap(({ title, description }) => [title, description])];
  const first = words.find((text) => text !== undefined && text !== '') ?? '';
  const line = first.split('\n')[0]?.slice(0, 120) ?? '';
  return heldPosts.test(line) ? 'a held message' : line;
}

/** What people said, as it is kept. */
async function said(database: pg.Pool): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(`
    with nth as (
      select id, status, starts_at, row_number() over (order by occurrence) as n from meeting)
    select format('meeting %s %s', n, status) as name from nth where status <> 'scheduled'
    union all select format('item of meeting %s: %s, %s', n, title, item.status)
      from item join nth on nth.id = meeting_id
    union all select format('%s: %s', kind, text) from note
    union all select format('action: %s, %s', text, owner) from action
    union all select format('attendance: %s, %s, %s', name, intention, present) from attendance
    union all select format('mail from %s: %s', envelope ->> 'from', status) from inbox
      where channel = 'mail'`);
  return rows.map(({ name }) => name);
}

async function deliveryNotes(database: pg.Pool): Promise<Set<string>> {
  const { rows } = await database.query<{ message_id: string }>(
    `select message_id from outbox where key like '%:chair-delivery-%'`,
  );
  return new Set(rows.map((row) => row.message_id));
}
