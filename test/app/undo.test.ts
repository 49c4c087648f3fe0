import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { amir, hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';
import { chair, member } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const answer = (address = 'hannes@member.test') =>
  week.mailsTo(address).at(-1)?.text.replace(/\s+/gu, ' ') ?? '';
const items = async () =>
  (await week.sheet()).items.map(({ number, title, status }) => `${number} ${title}: ${status}`);
/** What the call after this one holds. */
const later = () =>
  week.app.store.transaction(async (tx) => {
    const { id } = await findSeries(tx, 'weekly');
    const [, next] = await tx.meetings.ofSeries(id);
    return next ? (await tx.meetings.sheet(next.id)).items : [];
  });

describe('an item that is off the agenda', () => {
  beforeEach(() => week.write({ from: hannes, text: '- Conduit\n- Vchan' }));

  it('comes back by mail, as the answer says', async () => {
    await week.write({ from: hannes, text: 'withdraw 1' });
    expect(answer()).toContain('To undo this: "restore 1"');
    await week.write({ from: hannes, text: 'restore 1' });
    expect(await items()).toEqual(['2 Vchan: proposed', '1 Conduit: proposed']);
    expect(answer()).toContain('#1 Conduit');
    expect(answer()).toContain('is on the agenda again');
  });

  it('comes back in chat', async () => {
    await week.say(member, { name: 'add', items: [{ title: 'Irmin' }] });
    await week.say(member, { name: 'withdraw', item: 3 });
    expect((await week.say(member, { name: 'restore', item: 3 })).text).toContain('again');
    expect(await items()).toContain('3 Irmin: proposed');
    const twice = await week.say(member, { name: 'restore', item: 3 });
    expect(twice).toMatchObject({ refused: true });
  });

  it('comes back from the next call, as it stands there, and can be deferred once more', async () => {
    await week.write({ from: hannes, text: 'defer 1' });
    const [copy] = await later();
    const id = copy?.id ?? '';
    await week.app.store.transaction((tx) => tx.items.update(id, { title: 'Conduit 2' }));
    await week.write({ from: hannes, text: 'undo 1' });
    expect(await items()).toEqual(['2 Vchan: proposed', '1 Conduit 2: proposed']);
    expect(await later()).toMatchObject([{ status: 'withdrawn' }]);
    await week.write({ from: hannes, text: 'please defer 1' });
    expect(await later()).toMatchObject([
      { status: 'withdrawn' },
      { title: 'Conduit 2', status: 'proposed', deferrals: 1 },
    ]);
  });

  it('comes back on the chair’s word alone when the chair declined it', async () => {
    await week.write({ from: amir, text: 'decline 1: settled' });
    await week.write({ from: hannes, text: 'restore 1' });
    expect(answer()).toContain('Only the chair may put that back');
    expect(await items()).toContain('1 Conduit: declined');
    await week.post({ from: amir, text: 'restore 1' });
    expect(await items()).toContain('1 Conduit: declined');
    await week.write({ from: amir, text: 'restore #1' });
    expect(await items()).toContain('1 Conduit: proposed');
  });

  it('is nobody else’s to put back', async () => {
    await week.write({ from: hannes, text: 'withdraw 1' });
    await week.write({ from: 'Jon <jon@member.test>', text: 'restore 1' });
    expect(answer('jon@member.test')).toContain('Only Hannes Mehnert or the chair');
    expect(await items()).toContain('1 Conduit: withdrawn');
  });
});

describe('a call that was cancelled', () => {
  it('is on again by the chair’s mail, though the mail answers a call that is off', async () => {
    await week.write({ from: amir, text: 'cancel the call: a storm' });
    expect(answer('amir@member.test')).toContain('To undo this: "restore the call"');
    expect((await week.sheet()).meeting.status).toBe('cancelled');
    await week.write({ from: amir, text: 'restore the call', origin: unsigned });
    expect((await week.sheet()).meeting.status).toBe('cancelled');
    await week.write({ from: amir, text: 'Please restore the call.' });
    expect((await week.sheet()).meeting.status).toBe('called');
  });

  it('is on again in chat, and only where one is off', async () => {
    const none = await week.say(chair, { name: 'restore' });
    expect(none).toMatchObject({ refused: true });
    await week.say(chair, { name: 'cancel', reason: 'a storm' });
    expect((await week.say(member, { name: 'restore' })).refused).toBe(true);
    expect((await week.say(chair, { name: 'restore' })).text).toContain('On again');
    expect((await week.sheet()).meeting.status).toBe('scheduled');
  });
});

it('"stop" is taken back with "resume"', async () => {
  await week.write({ from: hannes, text: 'stop' });
  expect(answer()).toContain('To undo this: "resume"');
  await week.write({ from: hannes, text: '- Conduit' });
  expect(week.mailsTo('hannes@member.test')).toHaveLength(1);
  await week.write({ from: hannes, text: 'resume' });
  expect(answer()).toContain('You get personal mail again');
});
