import type { Dice } from './dice.ts';
import type { Deed } from './diary.ts';
import type { Person } from './people.ts';
import { inboxOf, itemRows, type ItemRow } from './propose.ts';
import { reply, type } from './speak.ts';
import { makeTitle } from './words.ts';
import type { World } from './world.ts';

interface Change {
  /** The line of mail, and the command, that do the same. */
  line: string;
  name: string;
  options: Record<string, string | number>;
  isDone: (row: ItemRow) => boolean;
}

/** Somebody changes an item of their own, by the way by which they proposed it. */
export function amend(
  world: World,
  { person, meetingId, dice }: { person: Person; meetingId: string; dice: Dice },
): Deed {
  return async () => {
    const own = (await liveItems(world, meetingId)).filter(
      ({ title }) => world.said.items.get(title)?.by === person.id,
    );
    if (own.length === 0) return;
    const item = dice.pick(own);
    const change = makeChange(world, item, dice);
    if (change.name === 'agenda defer' && !(await hasLater(world, meetingId))) return;
    const via = world.said.items.get(item.title)?.via ?? 'mail';
    const messageId = await say(world, person, { meetingId, change, via });
    if (messageId === undefined) return;
    if (change.line.startsWith('edit')) rename(world, item.title, String(change.options['title']));
    return async () => {
      const [after] = await world.rows<ItemRow>(`${itemRows} where item.id = $1`, [item.id]);
      const facts = {
        by: person.name,
        via,
        item,
        change,
        after,
        ...(await inboxOf(world, messageId)),
      };
      const isDone = after !== undefined && change.isDone(after);
      world.court.expect(
        'same',
        isDone,
        `“${change.line}” by ${via} did not do it (#${item.number} ${item.title})`,
        facts,
      );
    };
  };
}

/** Somebody who doesn't chair tries to take off another's item: it stays. */
export function meddle(
  world: World,
  { person, meetingId, dice }: { person: Person; meetingId: string; dice: Dice },
): Deed {
  return async () => {
    const others = (await liveItems(world, meetingId)).filter(({ title }) => {
      const by = world.said.items.get(title)?.by;
      return by !== undefined && by !== person.id;
    });
    if (others.length === 0) return;
    const item = dice.pick(others);
    const letter = world.letter(person, meetingId);
    if (!letter) return;
    await reply(world, person, { letter, text: `withdraw ${item.number}` });
    return async () => {
      const [after] = await world.rows<ItemRow>(`${itemRows} where item.id = $1`, [item.id]);
      world.court.expect(
        'harm',
        after?.status === item.status,
        `${person.name} took off another’s item ${item.title}`,
        { item, after },
      );
    };
  };
}

async function liveItems(world: World, meetingId: string): Promise<ItemRow[]> {
  return world.rows<ItemRow>(
    `${itemRows} where item.meeting_id = $1 and item.standing_item_id is null and item.status in ('proposed', 'accepted')
       and meeting.status in ('called', 'confirmed') order by item.number`,
    [meetingId],
  );
}

/** Without a later meeting there is nothing to defer to, and that is the answer. */
async function hasLater(world: World, meetingId: string): Promise<boolean> {
  const later = await world.rows(
    `select from meeting join meeting as later using (series_id) where meeting.id = $1
       and later.starts_at > meeting.starts_at and later.status in ('scheduled', 'called', 'confirmed')`,
    [meetingId],
  );
  return later.length > 0;
}

function makeChange(world: World, { number, title }: ItemRow, dice: Dice): Change {
  const item = number;
  const minutes = 5 + dice.below(40);
  const lead = dice.pick(world.town.people).name;
  const newTitle = makeTitle(world.code('CV'), dice);
  const words = `More about ${title}.`;
  return dice.pick<Change>([
    {
      line: `edit ${item}: ${newTitle}`,
      name: 'agenda edit',
      options: { item, title: newTitle },
      isDone: (row) => row.title === newTitle,
    },
    {
      line: `${minutes} min for ${item}`,
      name: 'agenda edit',
      options: { item, minutes },
      isDone: (row) => row.minutes === minutes,
    },
    {
      line: `lead ${item}: ${lead}`,
      name: 'agenda edit',
      options: { item, lead },
      isDone: (row) => row.lead === lead,
    },
    {
      line: `details ${item}: ${words}`,
      name: 'agenda edit',
      options: { item, details: words },
      isDone: (row) => row.details?.includes(words) === true,
    },
    {
      line: `withdraw ${item}`,
      name: 'agenda withdraw',
      options: { item },
      isDone: (row) => row.status === 'withdrawn',
    },
    {
      line: `defer ${item}`,
      name: 'agenda defer',
      options: { item },
      isDone: (row) => row.status === 'deferred',
    },
    {
      line: `move ${item} to 1`,
      name: 'agenda move',
      options: { item, to: 1 },
      isDone: (row) => row.status !== 'withdrawn',
    },
  ]);
}

async function say(
  world: World,
  person: Person,
  { meetingId, change, via }: { meetingId: string; change: Change; via: 'mail' | 'chat' },
): Promise<string | undefined> {
  if (via === 'mail') {
    const letter = world.letter(person, meetingId);
    return letter && reply(world, person, { letter, text: change.line });
  }
  const meeting = world.meetings.get(meetingId);
  const { channel } = world.plan(meeting?.series ?? '');
  const place = meeting?.thread ?? (channel && world.town.discord.channelId(channel));
  if (!place) return undefined;
  const { name, options } = change;
  return (await type(world, person, { channel: place, name, options })) === undefined
    ? undefined
    : '';
}

function rename(world: World, from: string, to: string): void {
  const said = world.said.items.get(from);
  world.said.items.delete(from);
  if (said) world.said.items.set(to, said);
}
