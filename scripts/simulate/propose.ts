import type { Dice } from './dice.ts';
import type { Deed } from './diary.ts';
import type { Person } from './people.ts';
import { reply, type } from './speak.ts';
import { makeTitle, writeItems, type Wish } from './words.ts';
import type { World } from './world.ts';

export interface ItemRow {
  id: string;
  number: number;
  title: string;
  minutes: number | null;
  lead: string | null;
  outcome: string | null;
  details: string | null;
  status: string;
  late: boolean;
  meeting: string;
  series: string;
  meetingStatus: string;
  proposer: string | null;
  carried: boolean;
  inbox: string | null;
}

export const itemRows = `select item.id, item.number, item.title, item.minutes, item.lead, item.outcome, item.details,
  item.status, item.late, item.meeting_id as meeting, series.slug as series, meeting.status as "meetingStatus",
  person.name as proposer, item.carried_from_id is not null as carried, item.inbox_id as inbox
  from item join meeting on meeting.id = meeting_id join series on series.id = meeting.series_id
  left join person on person.id = proposer_id`;

/** Somebody wants items on the agenda of a meeting, and says so by mail or on Discord. */
export function propose(
  world: World,
  {
    person,
    meetingId,
    dice,
    via,
  }: { person: Person; meetingId: string; dice: Dice; via: 'mail' | 'chat' },
): Deed {
  return async () => {
    const series = world.meetings.get(meetingId)?.series;
    if (series === undefined) return;
    const count = via === 'mail' && dice.chance(25) ? 1 + dice.below(3) : 1;
    const wishes = Array.from({ length: count }, () => makeWish(world, dice));
    if (via === 'chat') return proposeInChat(world, person, series, wishes[0]);
    const letter = world.letter(person, meetingId);
    if (!letter) return;
    const written = writeItems(wishes, person.name, dice);
    const all = dice.chance(30);
    const messageId = await reply(world, person, {
      letter,
      text: written.text,
      all,
      copies: dice.chance(8) ? 2 : 1,
    });
    const said = { series, person, via, text: written.text, messageId } as const;
    return () => verifyItems(world, written.wishes, said);
  };
}

async function proposeInChat(world: World, person: Person, series: string, wish: Wish | undefined) {
  const { channel } = world.plan(series);
  if (channel === undefined || wish === undefined) return;
  const { title, ...rest } = wish;
  const options = { title, ...rest };
  const channelId = world.town.discord.channelId(channel);
  const answer = await type(world, person, { channel: channelId, name: 'agenda add', options });
  if (answer === undefined) return;
  return () =>
    verifyItems(world, [wish], { series, person, via: 'chat', text: answer, messageId: '' });
}

function makeWish(world: World, dice: Dice): Wish {
  const lead = dice.pick(world.town.people).name;
  return {
    title: makeTitle(world.code('CV'), dice),
    ...(dice.chance(60) ? { minutes: 5 * (1 + dice.below(6)) } : {}),
    ...(dice.chance(40) ? { lead } : {}),
    ...(dice.chance(15)
      ? { outcome: dice.pick(['decision', 'discussion', 'information'] as const) }
      : {}),
    ...(dice.chance(20) ? { details: 'It came up twice on the list last month.' } : {}),
  };
}

interface SaidBy {
  series: string;
  person: Person;
  via: 'mail' | 'chat';
  /** What was written, or answered. */
  text: string;
  messageId: string;
}

/** However it was said: each stands on one agenda, as it was said, by who said it. */
async function verifyItems(world: World, wishes: readonly Wish[], said: SaidBy): Promise<void> {
  const { court } = world;
  const { series, person, via, text, messageId } = said;
  const rows = await world.rows<ItemRow>(`${itemRows} where item.title = any($1)`, [
    wishes.map(({ title }) => title),
  ]);
  if (rows.length === 0 && ((await hasNowhereToGo(world, series)) || (await isAsked(world, said))))
    return;
  for (const wish of wishes) {
    const found = rows.filter(({ title }) => title === wish.title);
    const [row] = found;
    const facts = {
      by: person.name,
      program: person.program,
      via,
      series,
      text,
      wish,
      found,
      ...(await inboxOf(world, messageId)),
    };
    court.expect(
      'kept',
      found.length === 1,
      `“${wish.title}” is on ${found.length} agendas instead of one`,
      facts,
    );
    if (!row) continue;
    world.said.items.set(wish.title, { series, by: person.id, via });
    court.expect(
      'same',
      sameAs(row, wish, person),
      `“${wish.title}” is not as it was said (by ${via})`,
      facts,
    );
    court.expect('kept', row.series === series, `“${wish.title}” is in another series`, facts);
  }
}

function sameAs(row: ItemRow, wish: Wish, person: Person): boolean {
  return (
    row.minutes === (wish.minutes ?? null) &&
    row.lead === (wish.lead ?? null) &&
    row.outcome === (wish.outcome ?? null) &&
    (row.details ?? undefined) === wish.details &&
    row.proposer === person.name
  );
}

/** A bare line that may be a remark: the chair is asked, with the item as a suggestion. */
async function isAsked(world: World, { text, messageId }: SaidBy): Promise<boolean> {
  if (messageId === '' || !/^[^\n:+]*$/u.test(text) || /^[-*\d]/u.test(text)) return false;
  return (await inboxRows(world, messageId)).some(({ status }) => status === 'held');
}

/** There is no meeting to come: what is said of one is held, or refused. */
async function hasNowhereToGo(world: World, series: string): Promise<boolean> {
  const coming = await world.rows(
    `select from meeting join series on series.id = series_id
     where slug = $1 and status in ('scheduled', 'called', 'confirmed', 'open')`,
    [series],
  );
  return coming.length === 0;
}

/** What became of a mail. */
export async function inboxOf(world: World, messageId: string): Promise<object> {
  if (messageId === '') return {};
  const inbox = await inboxRows(world, messageId);
  return { inbox: inbox.map(({ status, reason, reading }) => ({ status, reason, reading })) };
}

export interface InboxRow {
  id: string;
  status: string;
  reason: string | null;
  reading: { disposition?: string } | null;
}

export function inboxRows(world: World, messageId: string): Promise<InboxRow[]> {
  return world.rows<InboxRow>(
    `select id, status, reason, reading from inbox where channel = 'mail'
       and received_at > $2 and position(convert_to($1, 'UTF8') in raw) > 0`,
    [messageId, new Date(world.now.epochMilliseconds - 3_600_000 * 30)],
  );
}
