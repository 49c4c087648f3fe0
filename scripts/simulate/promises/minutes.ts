import type { OutboxFact } from '../facts.ts';
import type { World } from '../world.ts';

interface Content {
  attendees: string[];
  regrets: string[];
  agenda: string[];
  topics: { title: string; notes: string; decisions: string[] }[];
  actions: { text: string; owner?: string }[];
}

/** Each line of the minutes is what somebody said, and all that was said is there, once. */
export async function checkMinutes(world: World, { meetingId, key }: OutboxFact): Promise<void> {
  const [row] = await world.rows<{ content: Content; items: string[] }>(
    `select content, (select array_agg(title) from item where meeting_id = $1) as items
     from minutes_revision where meeting_id = $1 order by number desc limit 1`,
    [meetingId],
  );
  const { court } = world;
  if (!row) return court.expect('source', false, `${key}: there are no minutes`);
  const { attendees, regrets, agenda, topics, actions } = row.content;
  const said = [...world.said.notes.values()].filter((note) => note.meetingId === meetingId);
  const textOf = (kind: string) =>
    said.filter((note) => note.kind === kind).map(({ text }) => text);
  const names = new Set(world.town.people.map(({ name }) => name));
  const people = [...attendees, ...regrets].filter((name) => !names.has(name));
  court.expect('source', people.length === 0, `${key}: nobody is called ${people.join()}`);
  const titles = [...agenda, ...topics.map(({ title }) => title)];
  const strange = titles.filter(
    (title) => !['General', 'AoB'].includes(title) && !(row.items ?? []).includes(title),
  );
  court.expect('source', strange.length === 0, `${key}: nobody named ${strange.join()}`, row.items);
  const same = (what: string, found: readonly string[], wanted: readonly string[]) =>
    court.expect(
      'source',
      found.toSorted().join('\n') === wanted.toSorted().join('\n'),
      `${key}: the ${what} are not those that were said`,
      { found, wanted },
    );
  same('notes', topics.flatMap(({ notes }) => notes.split('\n\n')).filter(Boolean), textOf('note'));
  same(
    'decisions',
    topics.flatMap(({ decisions }) => decisions),
    textOf('decision'),
  );
  same(
    'actions',
    actions.map(({ text }) => text),
    textOf('action'),
  );
}
