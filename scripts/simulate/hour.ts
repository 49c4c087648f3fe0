import type { Dice } from './dice.ts';
import type { MeetingFact } from './facts.ts';
import type { Person } from './people.ts';
import { itemRows, type ItemRow } from './propose.ts';
import { reply, type } from './speak.ts';
import type { World } from './world.ts';

/** The hour itself: whoever has the duty takes the minutes, or nobody does. */
export function planHour(world: World, meeting: MeetingFact, isLively: boolean): void {
  const dice = world.dice('hour', meeting.series, meeting.occurrence, meeting.revivals);
  const isTaken = dice.chance(isLively ? 85 : 30);
  follow(world, meeting.id, meeting.startsAt, { dice, isTaken });
}

/** The meeting may have been moved: then the people come to the other hour. */
function follow(
  world: World,
  id: string,
  startsAt: number,
  how: { dice: Dice; isTaken: boolean },
): void {
  const at = Temporal.Instant.fromEpochMilliseconds(startsAt + 120_000);
  world.diary.note(at, 'a meeting begins', async () => {
    const meeting = world.meetings.get(id);
    if (!meeting) return;
    if (meeting.startsAt > startsAt) return follow(world, id, meeting.startsAt, how);
    if (meeting.status !== 'open' || !how.isTaken) return;
    const writer = await whoWrites(world, meeting, how.dice);
    if (writer) await playHour(world, meeting, { writer, dice: how.dice });
  });
}

async function whoWrites(
  world: World,
  { id, series }: MeetingFact,
  dice: Dice,
): Promise<Person | undefined> {
  const rows = await world.rows<{ name: string }>(
    'select person.name from meeting_role join person on person.id = person_id where meeting_id = $1',
    [id],
  );
  const { chairs, scribes } = world.plan(series);
  const on = [...chairs, ...scribes].filter(({ name }) => rows.some((row) => row.name === name));
  return on.length === 0 ? undefined : dice.pick(on);
}

interface Hour {
  writer: Person;
  dice: Dice;
}

async function playHour(world: World, meeting: MeetingFact, { writer, dice }: Hour): Promise<void> {
  const plan = world.plan(meeting.series);
  const place = meeting.thread ?? (plan.channel && world.town.discord.channelId(plan.channel));
  if (!place) return;
  const say = (name: string, options: Record<string, string | number> = {}) =>
    type(world, writer, { channel: place, name, options });
  const there = dice.some(plan.people, 2 + dice.below(6)).map(({ name }) => name);
  await say('minutes present', { names: [...new Set([writer.name, ...there])].join(', ') });
  const items = await world.rows<ItemRow>(
    `${itemRows} where item.meeting_id = $1 and item.status in ('proposed', 'accepted') order by item.position`,
    [meeting.id],
  );
  const later = (minutes: number, deed: () => Promise<void>) =>
    world.diary.note(
      Temporal.Instant.fromEpochMilliseconds(meeting.startsAt + minutes * 60_000),
      'minutes are taken',
      async () => {
        if (world.meetings.get(meeting.id)?.status === 'open') await deed();
      },
    );
  const reached = items.slice(0, Math.max(1, items.length - dice.below(3)));
  for (const [n, item] of reached.entries())
    later(4 + n * 4, async () => {
      await say('meeting topic', { item: item.number });
      await takeDown(world, meeting, { say, dice });
    });
  if (dice.chance(20))
    later(
      40,
      async () =>
        void (await say('meeting topic', { title: `Any other business ${world.code('AOB')}` })),
    );
  if (dice.chance(70)) later(43, async () => void (await say('meeting end')));
}

async function takeDown(
  world: World,
  meeting: MeetingFact,
  {
    say,
    dice,
  }: {
    say: (name: string, options: Record<string, string>) => Promise<string | undefined>;
    dice: Dice;
  },
): Promise<void> {
  for (const kind of dice.some(
    ['note', 'note', 'decision', 'action'] as const,
    1 + dice.below(3),
  )) {
    const code = world.code({ note: 'NOTE', decision: 'DEC', action: 'ACT' }[kind]);
    const text = {
      note: `We looked at it again (${code}).`,
      decision: `It is done as proposed, ${code}.`,
      action: `writes to the vendor about ${code}`,
    }[kind];
    const due = Temporal.Instant.fromEpochMilliseconds(meeting.startsAt)
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
      .add({ days: 14 });
    const options: Record<string, string> =
      kind === 'action' && dice.chance(60)
        ? { text, owner: dice.pick(world.town.people).name, due: due.toString() }
        : { text };
    const answer = await say(`minutes ${kind}`, options);
    if (answer === undefined) continue;
    const rows = await world.rows(
      kind === 'action' ? 'select from action where text = $1' : 'select from note where text = $1',
      [text],
    );
    world.court.expect(
      'kept',
      rows.length === 1,
      `a ${kind} was taken down ${rows.length} times: ${text}`,
      { answer },
    );
    world.said.notes.set(code, { meetingId: meeting.id, kind, text });
  }
}

/** After the meeting people thank, or correct the draft: neither is an item of the next one. */
export async function answerDraft(world: World, person: Person, meetingId: string, dice: Dice) {
  const letter = world.letter(person, meetingId, ({ outbox }) => outbox.kind === 'draft');
  if (!letter) return;
  const before = await world.rows('select id from item');
  const text = dice.pick([
    'Thanks for the minutes!',
    'My name is missing from the list of attendees.',
    'It was Ada who said that, not me.',
  ]);
  await reply(world, person, { letter, text });
  return async () => {
    const after = await world.rows<{ id: string; title: string }>('select id, title from item');
    const known = new Set((before as { id: string }[]).map(({ id }) => id));
    const fresh = after.filter(
      ({ id, title }) => !known.has(id) && text.includes(title.slice(0, 12)),
    );
    world.court.expect(
      'kept',
      fresh.length === 0,
      `a word about the minutes became an item: ${text}`,
      { fresh },
    );
  };
}
