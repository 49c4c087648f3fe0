import type { Dice } from './dice.ts';
import type { Deed } from './diary.ts';
import type { Person } from './people.ts';
import { inboxOf, inboxRows, itemRows } from './propose.ts';
import { reply, type } from './speak.ts';
import { courtesies, drifts, garbage, regretsWords } from './words.ts';
import type { World } from './world.ts';

/** Somebody says whether they come. */
export function intend(
  world: World,
  {
    person,
    meetingId,
    dice,
    via,
  }: { person: Person; meetingId: string; dice: Dice; via: 'mail' | 'chat' },
): Deed {
  return async () => {
    const meeting = world.meetings.get(meetingId);
    if (!meeting || (meeting.status !== 'called' && meeting.status !== 'confirmed')) return;
    const intention = dice.chance(60) ? 'coming' : 'regrets';
    let messageId = '';
    if (via === 'mail') {
      const letter = world.letter(person, meetingId);
      if (!letter) return;
      const text = intention === 'coming' ? 'coming' : dice.pick(regretsWords);
      messageId = await reply(world, person, { letter, text });
    } else {
      const { channel } = world.plan(meeting.series);
      const place =
        meeting.thread ??
        (channel === undefined ? undefined : world.town.discord.channelId(channel));
      // In the channel it is said of the next meeting, and that is perhaps another.
      if (place === undefined || !isNext(world, meetingId)) return;
      if (
        (await type(world, person, { channel: place, name: `meeting ${intention}` })) === undefined
      )
        return;
    }
    return async () => {
      const [row] = await world.rows<{ intention: string }>(
        `select intention from attendance left join person on person.id = person_id
         where meeting_id = $1 and person.name = $2`,
        [meetingId, person.name],
      );
      const facts = {
        by: person.name,
        via,
        intention,
        row,
        program: person.program,
        ...(await inboxOf(world, messageId)),
      };
      world.court.expect(
        'same',
        row?.intention === intention,
        `${person.name} said ${intention} by ${via}, and it is not known (${meetingId})`,
        facts,
      );
    };
  };
}

export function isNext(world: World, meetingId: string): boolean {
  const meeting = world.meetings.get(meetingId);
  if (!meeting) return false;
  return ![...world.meetings.values()].some(
    (other) =>
      other.series === meeting.series &&
      other.id !== meeting.id &&
      (other.status === 'open' ||
        (other.startsAt < meeting.startsAt &&
          ['scheduled', 'called', 'confirmed'].includes(other.status))),
  );
}

/** Thanks, technical talk, and things that no program should send: none of it is an item. */
export function chat(
  world: World,
  { person, meetingId, dice }: { person: Person; meetingId: string; dice: Dice },
): Deed {
  return async () => {
    const letter = world.letter(person, meetingId);
    if (!letter) return;
    const code = world.code('NO');
    const kind = dice.pick(['courtesy', 'courtesy', 'drift', 'garbage'] as const);
    const words = { courtesy: courtesies, drift: drifts, garbage }[kind];
    const text = dice.pick(words).replaceAll('{code}', code);
    const messageId = await reply(world, person, { letter, text, all: dice.chance(50) });
    return async () => {
      const items = await world.rows(`${itemRows} where item.inbox_id = any($1)`, [
        (await inboxRows(world, messageId)).map(({ id }) => id),
      ]);
      const facts = {
        by: person.name,
        program: person.program,
        text,
        items,
        ...(await inboxOf(world, messageId)),
      };
      world.court.expect(
        'kept',
        items.length === 0 || kind === 'garbage',
        `what is no item became one: “${text.slice(0, 60)}”`,
        facts,
      );
    };
  };
}
