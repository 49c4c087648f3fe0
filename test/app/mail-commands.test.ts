import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { amir, hannes, startMailWeek, type MailWeek } from '../support/mail-week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const answer = (address = 'hannes@member.test') =>
  week.mailsTo(address).at(-1)?.text.replace(/\s+/gu, ' ') ?? '';
const items = async () =>
  (await week.sheet()).items.map(({ number, title, status }) => `${number} ${title}: ${status}`);

describe('what a reply can do to an item', () => {
  beforeEach(() => week.write({ from: hannes, text: '- Conduit\n- Vchan\n- Irmin' }));

  it('is all that /agenda can', async () => {
    await week.write({
      from: hannes,
      text: 'edit 2: Vchan and Xen\n10 min for 2\nlead 2: Jon\nmove 3 to 1\nwithdraw 1',
    });
    const { items: found } = await week.sheet();
    expect(found).toMatchObject([
      { number: 3, title: 'Irmin', status: 'proposed' },
      { number: 1, title: 'Conduit', status: 'withdrawn' },
      { number: 2, title: 'Vchan and Xen', minutes: 10, lead: 'Jon' },
    ]);
    expect(answer()).toContain('#2 Vchan and Xen (10 min, lead: Jon, proposed by Hannes Mehnert)');
    expect(answer()).toContain('#1 Conduit');
  });

  it('is to defer one’s own to the next call', async () => {
    await week.write({ from: hannes, text: 'defer 2' });
    expect(await items()).toContain('2 Vchan: deferred');
    expect(answer()).toMatch(/#2 Vchan.* goes to the next call, on Tuesday 8 July 2014/u);
  });

  it('is nothing to another’s, unless the chair says it', async () => {
    const jon = 'Jon Ludlam <jon@member.test>';
    await week.write({ from: jon, text: 'withdraw 1\nmove 2 to 1\ndefer 3' });
    expect(answer('jon@member.test')).toContain('Only Hannes Mehnert or the chair may change #1');
    expect((await items()).every((line) => line.endsWith('proposed'))).toBe(true);
    await week.write({ from: amir, text: 'accept 1\ndecline 2: settled on the list\nmove 3 to 1' });
    expect(await items()).toEqual([
      '3 Irmin: proposed',
      '1 Conduit: accepted',
      '2 Vchan: declined',
    ]);
  });

  it('leaves the rest done when one line fails in the midst of its work', async () => {
    await week.write({ from: hannes, text: 'move 1 to 9\n15 min for 1\nedit 3: New title' });
    const { items: found } = await week.sheet();
    expect(found).toMatchObject([{ minutes: 15 }, {}, { title: 'New title' }]);
    expect(answer()).toContain('The agenda has places 1 to 3');
  });
});

describe('the chair by mail', () => {
  it('confirms the call', async () => {
    await week.write({ from: amir, text: 'confirm' });
    expect((await week.sheet()).meeting.status).toBe('confirmed');
    expect(answer('amir@member.test')).toContain('The call is confirmed: Tuesday 24 June 2014');
  });

  it('moves the call', async () => {
    await week.write({ from: amir, text: 'move the call to 2014-06-25 17:00' });
    expect((await week.sheet()).meeting.startsAt.toString()).toBe('2014-06-25T16:00:00Z');
    expect(answer('amir@member.test')).toContain('Wednesday 25 June 2014, 17:00');
  });

  it('is told what to write instead of a time that can’t be read', async () => {
    await week.write({ from: amir, text: 'move the call to never' });
    expect((await week.sheet()).meeting.startsAt.toString()).toBe('2014-06-24T15:00:00Z');
    expect(answer('amir@member.test')).toContain('Not done');
  });
});

describe('everyone by mail', () => {
  it('sends regrets, and says that they are there', async () => {
    await week.write({ from: hannes, text: 'regrets' });
    expect((await week.sheet()).attendance).toMatchObject([{ intention: 'regrets' }]);
    expect(answer()).toContain('Regrets: you.');
    await week.write({ from: hannes, text: '- Conduit\npresent' });
    expect(answer()).toContain('The meeting has not begun');
    await week.runTo('2014-06-24T16:00');
    await week.write({ from: hannes, text: 'present' });
    expect((await week.sheet()).attendance).toMatchObject([{ present: true }]);
  });

  it('sees the agenda', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    await week.write({ from: hannes, text: 'list' });
    expect(answer()).toMatch(/Agenda.*1\. Conduit/u);
  });

  it('can’t do what belongs to the open meeting', async () => {
    await week.write({ from: hannes, text: 'regrets from Ann and Bob' });
    expect((await week.sheet()).attendance).toEqual([]);
    expect(answer()).toContain('Only the chair or the scribe may answer for others');
  });
});

describe('an answer to a call that is over', () => {
  it('adds its items to the next one, and does nothing by number there', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    await week.runTo('2014-06-25T12:00');
    await week.write({ from: hannes, text: '- Vchan\nwithdraw 1\nregrets' });
    const [series] = await week.app.store.transaction((tx) => tx.series.all());
    const next = await week.app.store.transaction(async (tx) => {
      const meetings = await tx.meetings.ofSeries(series?.id ?? '');
      const coming = meetings.find(({ status }) => status === 'scheduled');
      return tx.meetings.sheet(coming?.id ?? '');
    });
    expect(next.items.map(({ title, status }) => [title, status])).toContainEqual([
      'Vchan',
      'proposed',
    ]);
    expect(next.items.every(({ status }) => status !== 'withdrawn')).toBe(true);
    expect(next.attendance).toEqual([]);
    expect(answer()).toContain('The call that you answered is over');
  });
});
