import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkPolicy } from '../../src/domain/link-policy.ts';
import { hannes, startMailWeek, type MailWeek } from '../support/mail-week.ts';
import { chair, listAddress, member } from '../support/week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const address = 'hannes@member.test';
const link = (to = address, user = member) => week.say(user, { name: 'link', address: to });
const confirm = (code: string, user = member) => week.say(user, { name: 'verify', code });

const codeSentTo = async (to = address) => {
  await week.settle();
  return /[A-Z2-9]{4}-[A-Z2-9]{4}/u.exec(week.mailsTo(to).at(-1)?.text ?? '')?.[0] ?? '';
};

const personOf = async (to: string) => {
  const [series] = await week.app.store.transaction((tx) => tx.series.all());
  return week.app.store.transaction((tx) => tx.people.byAddress(series?.communityId ?? '', to));
};

describe('/me link and /me confirm', () => {
  it('make an address and an account one person', async () => {
    expect((await link()).text).toContain('on its way');
    const answer = await confirm((await codeSentTo()).toLowerCase().replace('-', ' '));
    expect(answer.refused).toBeUndefined();
    expect(await personOf(address)).toMatchObject({ discordUserId: member.id, name: member.name });
  });

  it('give the items of both to one person, who may change them from either side', async () => {
    await week.write({ from: hannes, text: '- Conduit\nregrets' });
    await week.say(member, { name: 'add', items: [{ title: 'Vchan' }] });
    expect((await week.say(member, { name: 'withdraw', item: 1 })).refused).toBe(true);
    await link();
    await confirm(await codeSentTo());
    expect((await week.say(member, { name: 'withdraw', item: 1 })).refused).toBeUndefined();
    await week.write({ from: hannes, text: 'edit 2: Vchan and Xen' });
    const { items, attendance } = await week.sheet();
    expect(items).toMatchObject([{ status: 'withdrawn' }, { title: 'Vchan and Xen' }]);
    expect(new Set(items.map(({ proposerId }) => proposerId)).size).toBe(1);
    expect(attendance).toHaveLength(1);
  });

  it('keep a "stop" that was said under either name', async () => {
    await week.write({ from: hannes, text: 'stop' });
    await link();
    await confirm(await codeSentTo());
    expect(await personOf(address)).toMatchObject({ personalMail: false });
  });

  it('make an address reachable again whose mail had come back', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    await week.app.store.transaction((tx) => tx.people.markBounced(address, week.clock.now()));
    await link();
    await confirm(await codeSentTo());
    expect((await personOf(address))?.addresses).toEqual([address]);
  });

  it('need the right code, of which there are few tries', async () => {
    await link();
    const code = await codeSentTo();
    for (let n = 0; n < linkPolicy.attempts; n++)
      expect((await confirm('AAAA-AAAA')).refused).toBe(true);
    expect((await confirm(code)).refused).toBe(true);
    expect(await personOf(address)).toBeUndefined();
  });

  it('need the account that asked', async () => {
    await link();
    expect((await confirm(await codeSentTo(), chair)).refused).toBe(true);
  });

  it('need a code that has not expired, nor been used', async () => {
    await link();
    const late = await codeSentTo();
    await week.runTo('2014-06-23T09:31');
    expect((await confirm(late)).refused).toBe(true);
    await link();
    const code = await codeSentTo();
    expect((await confirm(code)).refused).toBeUndefined();
    expect((await confirm(code)).refused).toBe(true);
  });

  it('send few codes an hour', async () => {
    for (let n = 0; n < linkPolicy.codesPerHour; n++)
      expect((await link()).refused).toBeUndefined();
    expect((await link()).refused).toBe(true);
    await week.settle();
    expect(week.mailsTo(address)).toHaveLength(linkPolicy.codesPerHour);
    await week.runTo('2014-06-23T10:01');
    expect((await link()).refused).toBeUndefined();
  });

  it('send no code to a list or to ourselves', async () => {
    for (const to of [listAddress, 'agenda+x@convoke.example']) {
      expect((await link(to)).refused).toBe(true);
      await week.settle();
      expect(week.mailsTo(to).every(({ subject }) => !subject.includes('code'))).toBe(true);
    }
  });

  it('don’t take an address from another account', async () => {
    expect((await link('amir@member.test')).refused).toBeUndefined();
    const answer = await confirm(await codeSentTo('amir@member.test'));
    expect(answer).toMatchObject({ refused: true });
    expect(await personOf('amir@member.test')).toMatchObject({ discordUserId: chair.id });
  });
});
