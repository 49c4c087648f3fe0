import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeTurns } from '../../src/app/take-turns.ts';
import { startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';

const ann = 'Ann Ames <ann@member.test>';
const bob = 'Bob Burr <bob@member.test>';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek({ series: { chairs: [ann, bob] } });
});
afterEach(() => week.stop());

/** Whose turn it is, after the turns were given once more. */
const chairOf = () =>
  week.app.store.transaction(async (tx) => {
    const [series] = await tx.series.all();
    if (series) await takeTurns(tx, series, week.clock.now());
    const [meeting] = await tx.meetings.ofSeries(series?.id ?? '');
    return (await tx.meetings.sheet(meeting?.id ?? '')).chair;
  });

describe('regrets of whoever is to chair', () => {
  it('leave the turn where it is when nothing proves them, and the chair is told', async () => {
    await week.write({ from: ann, text: 'regrets', origin: unsigned });
    expect((await week.sheet()).attendance).toMatchObject([{ intention: 'regrets' }]);
    expect(await chairOf()).toBe('Ann Ames');
    for (const address of ['ann@member.test', 'bob@member.test'])
      expect(week.mailsTo(address).map(({ text }) => text.replace(/\s+/gu, ' '))).toContainEqual(
        expect.stringContaining('Ann Ames, who chairs on Tuesday 24 June 2014'),
      );
    await week.write({ from: bob, text: 'regrets: Ann Ames' });
    expect(await chairOf()).toBe('Bob Burr');
  });

  it('pass the turn when they are signed', async () => {
    await week.write({ from: ann, text: 'regrets' });
    expect(await chairOf()).toBe('Bob Burr');
  });
});
