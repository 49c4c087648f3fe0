import { afterEach, beforeEach, expect, it } from 'vitest';
import { replayMessage } from '../../src/app/manage-inbox.ts';
import { hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';
import { chair } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const held = async (text: string) => {
  const to = 'agenda@convoke.example';
  await week.write({ from: hannes, text, to, origin: unsigned });
  expect((await week.status()).status).toBe('held');
  return week.lastInbox();
};
const accept = (id: string) => week.say(chair, { name: 'settle', held: id, how: 'accept' });
const nextAgenda = async () => (await week.say(chair, { name: 'list' })).text;

it('accepted when its call is over, a message adds its items to the next one and does nothing else there', async () => {
  await week.write({ from: hannes, text: '- Vchan' });
  const id = await held('withdraw 1\nadd: Conduit');
  await week.runTo('2014-06-25T12:00');
  const answer = await accept(id);
  expect(answer.text).toContain('The call that you answered is over');
  expect(await nextAgenda()).toContain('Conduit');
  expect(await nextAgenda()).toContain('Vchan');
});

it('nothing that is left of a message can be accepted when its call is over, so it stays held', async () => {
  await week.write({ from: hannes, text: '- Vchan' });
  const id = await held('withdraw 1');
  await week.runTo('2014-06-25T12:00');
  const text = expect.stringContaining('The call that you answered is over') as string;
  expect(await accept(id)).toMatchObject({ refused: true, text });
  const entry = await week.app.store.transaction((tx) => tx.inbox.look(id));
  expect(entry?.status).toBe('held');
});

it('an accepted message is not read once more', async () => {
  const id = await held('- Conduit');
  await accept(id);
  await expect(replayMessage(week.app, id)).rejects.toThrow(/done already/u);
  expect(await week.titles()).toEqual(['Conduit']);
});
