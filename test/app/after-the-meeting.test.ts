import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicPages } from '../../src/app/pages.ts';
import { runCommand } from '../../src/app/run-command.ts';
import type { Command } from '../../src/domain/command.ts';
import { chair, member, startWeek, type Week } from '../support/week.ts';

let week: Week;
beforeEach(async () => {
  week = await startWeek({ series: { policy: { minimumItems: 0 } } });
});
afterEach(() => week.stop());

const add = (title: string) => week.say(member, { name: 'add', items: [{ title }] });
const meetings = () =>
  week.app.store.transaction(async (tx) => {
    const [series] = await tx.series.all();
    const all = await tx.meetings.ofSeries(series?.id ?? '');
    return Promise.all(all.map(({ id }) => tx.meetings.sheet(id)));
  });

/** Something said in the thread of the first meeting, whatever has become of it. */
const sayThere = async (command: Command) => {
  const [first] = await meetings();
  return week.app.store.transaction(async (tx) => {
    const [series] = await tx.series.all();
    const { personId = '', name = '' } = series?.chairs[0] ?? {};
    return runCommand(week.app, tx, {
      command,
      actor: { personId, name, proof: 'discord' },
      meetingId: first?.meeting.id ?? '',
    });
  });
};

const onItems: Command[] = [
  { name: 'edit', item: 1, changes: { title: 'Rewritten' } },
  { name: 'accept', item: 1 },
  { name: 'decline', item: 1 },
  { name: 'move', item: 1, to: 2 },
  { name: 'withdraw', item: 1 },
];

describe('a meeting that is over', () => {
  beforeEach(async () => {
    await add('Conduit');
    await add('Vchan');
    await week.runTo('2014-06-24T16:00');
    await week.say(chair, { name: 'topic', item: 1 });
    await week.say(chair, { name: 'end' });
  });

  it('keeps its items as they were', async () => {
    for (const command of onItems)
      await expect(sayThere(command), command.name).rejects.toThrow('The meeting is over');
  });

  it('still learns who was there, until its minutes are published', async () => {
    expect((await week.say(member, { name: 'present', people: [] })).refused).toBeUndefined();
    const [first, next] = await meetings();
    expect(first?.attendance).toMatchObject([{ name: member.name, present: true }]);
    expect(next?.attendance).toEqual([]);
    await week.runTo('2014-06-30T12:00');
    for (const name of ['present', 'regrets'] as const)
      await expect(sayThere({ name, people: ['Cat'] })).rejects.toThrow('are published');
    await expect(sayThere({ name: 'defer', item: 1 })).rejects.toThrow('are published');
    const refused = await week.say(member, { name: 'present', people: [] });
    expect(refused.text).toContain('/meeting coming');
  });

  it('shows its minutes as they were published', async () => {
    await week.runTo('2014-06-30T12:00');
    const weekly = { community: 'mirage', series: 'weekly' };
    const file = () => publicPages(week.app).file(weekly, '2014-06-24', 'minutes.md');
    const before = await file();
    expect(before).toContain('Conduit');
    const [first] = await meetings();
    await week.app.store.transaction(async (tx) =>
      tx.items.update(first?.items[0]?.id ?? '', { title: 'Rewritten' }),
    );
    expect(await file()).toBe(before);
  });
});

describe('before a meeting', () => {
  it('nobody is there, but who gathers just before it', async () => {
    await week.runTo('2014-06-24T14:30');
    const early = await week.say(chair, { name: 'present', people: ['Cat'] });
    expect(early.text).toContain('/meeting coming');
    await week.runTo('2014-06-24T15:30');
    const gathered = await week.say(chair, { name: 'present', people: ['Cat'] });
    expect(gathered.text).toContain('Present: Cat');
  });

  it('an item that was deferred lives in one meeting only', async () => {
    await add('Conduit');
    await week.say(chair, { name: 'defer', item: 1 });
    for (const name of ['accept', 'decline'] as const)
      expect((await week.say(chair, { name, item: 1 })).text).toContain('#1 is deferred');
  });
});

describe('people of one name', () => {
  const cat = { id: '100000000000000021', name: 'Cat' };
  const other = { id: '100000000000000022', name: 'Cat' };

  it('answer each for themselves', async () => {
    await week.say(cat, { name: 'coming', people: [] });
    await week.say(other, { name: 'regrets', people: [] });
    await week.say(cat, { name: 'coming', people: [] });
    expect((await meetings())[0]?.attendance).toMatchObject([
      { name: 'Cat', intention: 'coming' },
      { name: 'Cat (2)', intention: 'regrets' },
    ]);
  });

  it('take what was said of their name, unless they have an entry of their own', async () => {
    await week.say(chair, { name: 'regrets', people: ['Cat'] });
    await week.say(cat, { name: 'coming', people: [] });
    const [meeting] = await meetings();
    expect(meeting?.attendance).toMatchObject([{ name: 'Cat', intention: 'coming' }]);
    const { personId = '' } = meeting?.attendance[0] ?? {};
    const set = (entry: { name: string; personId?: string }) =>
      week.app.store.transaction(async (tx) =>
        tx.minutes.setAttendance({
          meetingId: meeting?.meeting.id ?? '',
          intention: 'regrets',
          at: week.clock.now(),
          ...entry,
        }),
      );
    await set({ name: 'Catherine' });
    await set({ name: 'Catherine', personId });
    expect((await meetings())[0]?.attendance).toMatchObject([
      { name: 'Cat', intention: 'regrets', personId },
      { name: 'Catherine' },
    ]);
  });
});
