import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseCommand } from '../../src/app/command-schema.ts';
import { hannes, startMailWeek, type MailWeek } from '../support/mail-week.ts';
import { member } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const utf8 = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'];

it('a title that has to be cut within an emoji becomes an item', async () => {
  await week.write({
    from: hannes,
    text: `- ${'a'.repeat(139)}🎉${'b'.repeat(200)}`,
    headers: utf8,
  });
  expect((await week.status()).status).toBe('done');
  expect(await week.titles()).toEqual([`${'a'.repeat(139)}…`]);
});

it('half a character or NUL, wherever it is said, fails nothing', async () => {
  const title = 'Con\0duit \ud83c';
  const user = { id: member.id, name: 'Hannes \ud83c' };
  const command = parseCommand({ name: 'add', items: [{ title, details: 'a\0\ud83c' }] });
  const added = await week.say(user, command);
  expect(added.refused).toBeUndefined();
  await week.settle();
  expect(await week.titles()).toEqual(['Conduit \ufffd']);
});

it('who declined a turn under one name has declined it under the other', async () => {
  const declined = await week.app.store.transaction(async (tx) => {
    const [series] = await tx.series.all();
    const { communityId = '', id = '' } = series ?? {};
    const [meeting] = await tx.meetings.ofSeries(id);
    const now = week.clock.now();
    const person = (name: string) => tx.people.insert({ communityId, name }, now);
    const [from, into] = [await person('Ann'), await person('Ann Ames')];
    const roles = ['chair', 'scribe'] as const;
    for (const role of roles) await tx.meetings.addDecline(meeting?.id ?? '', role, from.id, now);
    await tx.meetings.addDecline(meeting?.id ?? '', 'chair', into.id, now);
    await tx.links.merge({ from: from.id, into: into.id });
    const turns = await tx.meetings.turns(id);
    return turns.flatMap(({ declines }) =>
      declines.map(({ role, personId }) => ({ role, isHers: personId === into.id })),
    );
  });
  expect(declined.toSorted((a, b) => a.role.localeCompare(b.role))).toEqual([
    { role: 'chair', isHers: true },
    { role: 'scribe', isHers: true },
  ]);
});
