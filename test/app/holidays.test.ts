import { afterEach, describe, expect, it } from 'vitest';
import { findSeries } from '../../src/app/find-meeting.ts';
import { planSeries } from '../../src/app/plan.ts';
import type { SeriesRecord } from '../../src/app/ports.ts';
import { rehearse } from '../../src/app/rehearse.ts';
import { setHolidays } from '../../src/app/set-holidays.ts';
import { showSeries } from '../../src/app/show.ts';
import { listAddress, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

const series = (): Promise<SeriesRecord> =>
  week.app.store.transaction((tx) => findSeries(tx, 'weekly'));
const days = async () =>
  ((await series()).holidays ?? []).map(({ date, name }) => `${String(date)} ${name}`);
const coming = async (count: number) =>
  (await showSeries(week.app, 'weekly', count)).coming.map(({ start }) => start.slice(0, 16));
const local = (text: string) => Temporal.PlainDate.from(text);

/** A weekly meeting on Mondays, which many holidays are. */
const mondays = { start: '2014-06-23T16:00', rrule: 'FREQ=WEEKLY' };

describe('the holidays of a country', () => {
  it('are minded by the meetings to come', async () => {
    week = await startWeek({
      now: '2014-07-22T12:00',
      series: { ...mondays, policy: { onHoliday: 'skip' } },
    });
    const { places } = await setHolidays(week.app, 'weekly', { places: ['GB-SCT'] });
    expect(places).toMatchObject([{ code: 'GB-SCT', name: 'Scotland, United Kingdom' }]);
    // The first Monday of August is one in Scotland; in England it is the last.
    expect(await coming(3)).toEqual(['2014-07-28T16:00', '2014-08-11T16:00', '2014-08-18T16:00']);
    await setHolidays(week.app, 'weekly', { places: ['GB-ENG'] });
    expect(await coming(6)).not.toContain('2014-08-25T16:00');
    await setHolidays(week.app, 'weekly', {});
    expect(await coming(6)).toContain('2014-08-25T16:00');
    expect(await series()).not.toHaveProperty('holidaySource');
  });

  it('are left out of lead times in working days, and a call on one is sent all the same', async () => {
    week = await startWeek({
      now: '2014-07-22T12:00',
      series: { rrule: 'FREQ=WEEKLY', start: '2014-08-26T16:00', policy: { call: '1w 09:00' } },
    });
    await setHolidays(week.app, 'weekly', { places: ['GB-ENG'] });
    const steps = async () => (await showSeries(week.app, 'weekly', 1)).coming[0]?.steps ?? [];
    // Monday 25 August is the Summer bank holiday, so the last working day before is the Friday.
    expect((await steps())[0]).toMatchObject({
      step: 'call',
      at: '2014-08-22T09:00:00+01:00[Europe/London]',
    });
    await week.runTo('2014-08-22T09:00');
    expect(week.mails.filter(({ mail }) => mail.to[0]?.address === listAddress)).toHaveLength(1);
  });

  it('of several are joined, each day with whose it is', async () => {
    week = await startWeek();
    await setHolidays(week.app, 'weekly', { places: ['GB-SCT', 'DE'] });
    expect(await days()).toEqual(
      expect.arrayContaining([
        '2014-12-25 Christmas Day (GB-SCT, DE)',
        '2014-10-03 National Holiday (DE)',
        '2014-08-04 Summer bank holiday (GB-SCT)',
      ]),
    );
  });

  it('stand beside those of a calendar file, which come first', async () => {
    week = await startWeek();
    const own = [
      { date: local('2014-07-08'), name: 'Town Day' },
      { date: local('2014-12-25'), name: 'Our Christmas' },
    ];
    await setHolidays(week.app, 'weekly', { days: own, places: ['GB'] });
    expect(await days()).toEqual(
      expect.arrayContaining([
        '2014-07-08 Town Day',
        '2014-12-25 Our Christmas',
        '2014-12-26 Boxing Day',
      ]),
    );
    await planSeries(week.app, { seriesId: (await series()).id });
    expect(await days()).toContain('2014-07-08 Town Day');
  });

  it('of the years to come are there without anybody’s doing', async () => {
    week = await startWeek({ series: { ...mondays, policy: { onHoliday: 'skip' } } });
    await setHolidays(week.app, 'weekly', { places: ['GB-ENG'] });
    expect((await days()).at(-1)).toMatch(/^2016-12-2/u);
    const inThreeYears = Temporal.Instant.from('2017-03-01T12:00:00Z');
    const later = { ...week.app, clock: { ...week.app.clock, now: () => inThreeYears } };
    await planSeries(later, { seriesId: (await series()).id });
    expect((await days()).at(-1)).toMatch(/^2019-12-2/u);
    const { coming: dates } = await showSeries(later, 'weekly', 15);
    const starts = dates.map(({ start }) => start.slice(0, 10));
    expect(starts).toContain('2017-04-10');
    expect(starts).not.toContain('2017-04-17'); // Easter Monday
    expect(starts).not.toContain('2017-05-01');
  });

  it('that the library comes to know of later call off, or move, what was laid out', async () => {
    week = await startWeek({ series: { policy: { onHoliday: 'move later' } } });
    await setHolidays(week.app, 'weekly', { places: ['GB'] });
    const library = week.app.holidayLibrary;
    const newer = {
      ...week.app,
      holidayLibrary: {
        ...library,
        days: async (...asked: Parameters<typeof library.days>) => [
          ...(await library.days(...asked)),
          ...(asked[1] === 2014 ? [{ date: local('2014-07-08'), name: 'A royal wedding' }] : []),
        ],
      },
    };
    await planSeries(newer, { seriesId: (await series()).id });
    expect(await coming(2)).toEqual(['2014-06-24T16:00', '2014-07-09T16:00']);
  });

  it('are not written back over a choice made meanwhile', async () => {
    week = await startWeek();
    await setHolidays(week.app, 'weekly', { places: ['GB'] });
    const before = await series();
    await setHolidays(week.app, 'weekly', { places: ['DE'] });
    await week.app.store.transaction((tx) =>
      tx.series.renewHolidays(before.id, [], before.holidaySource ?? { places: [], types: [] }),
    );
    expect(await days()).toContain('2014-10-03 National Holiday');
    expect(await series()).toMatchObject({ holidaySource: { places: ['DE'], types: ['public'] } });
  });

  it('and types that there are not are refused', async () => {
    week = await startWeek();
    await expect(setHolidays(week.app, 'weekly', { places: ['Lodnon'] })).rejects.toThrow(
      /no holidays for “Lodnon”/u,
    );
    await expect(
      setHolidays(week.app, 'weekly', { places: ['GB'], types: ['bank', 'nice'] }),
    ).rejects.toThrow(/type “nice”.*public, bank/u);
    expect(await days()).toEqual([]);
  });
});

describe('a date far ahead', () => {
  it('that was laid out before its holiday was looked at is not called', async () => {
    week = await startWeek({
      now: '2014-06-01T12:00',
      series: {
        rrule: 'FREQ=YEARLY',
        start: '2014-12-25T16:00',
        policy: { onHoliday: 'skip' },
      },
    });
    await setHolidays(week.app, 'weekly', { places: ['GB'] });
    await week.runTo('2014-12-26T12:00');
    await week.runTo('2015-12-24T12:00');
    const { meetings } = await showSeries(week.app, 'weekly', 1);
    expect(meetings.filter(({ status }) => status === 'called')).toEqual([]);
  });
});

describe('a rehearsal', () => {
  it('shows what would happen, and leaves everything as it was', async () => {
    week = await startWeek({ series: { policy: { onHoliday: 'skip' } } });
    const shown = await rehearse(week.app, async (app) => {
      const midsummer = { date: local('2014-06-24'), name: 'Midsummer' };
      const { followed } = await setHolidays(app, 'weekly', { days: [midsummer] });
      expect(followed).toMatchObject([{ did: 'called off' }]);
      return (await showSeries(app, 'weekly', 1)).coming[0]?.start.slice(0, 16);
    });
    expect(shown).toBe('2014-07-08T16:00');
    expect(await days()).toEqual([]);
    expect(await coming(1)).toEqual(['2014-06-24T16:00']);
    await expect(
      rehearse(week.app, (app) => setHolidays(app, 'nothing', { places: ['GB'] })),
    ).rejects.toThrow(/no series "nothing"/u);
  });
});
