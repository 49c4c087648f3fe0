import { afterEach, expect, it } from 'vitest';
import { createSeries } from '../../src/app/manage-series.ts';
import { publicPages } from '../../src/app/pages.ts';
import { showMeeting } from '../../src/app/show.ts';
import { fortnightly, member, startWeek, type Week } from '../support/week.ts';

const weekly = { community: 'mirage', series: 'weekly' };

let week: Week;
afterEach(() => week.stop());

it('shows a series, its feed and its meetings', async () => {
  week = await startWeek();
  await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] });
  const pages = publicPages(week.app);
  expect(await pages.series(weekly)).toMatch(/(?:1|one) item/iu);
  expect(await pages.calendar(weekly)).toContain('BEGIN:VEVENT');
  expect(await pages.meeting(weekly, '2014-06-24')).toContain('ARM update');
  expect(await pages.meeting(weekly, '2014-06-25')).toBeUndefined();
  expect(await pages.series({ ...weekly, series: 'nonsense' })).toBeUndefined();
});

it('tells two communities apart whose series have one name, in addresses and in commands', async () => {
  week = await startWeek();
  const { app } = week;
  await createSeries(app, {
    ...fortnightly,
    name: 'Irmin call',
    community: { slug: 'irmin', name: 'Irmin' },
    listAddress: 'irmin@lists.example.org',
    discordChannelId: '300000000000000002',
  });
  const pages = publicPages(app);
  expect(await pages.series(weekly)).toContain('MirageOS call');
  expect(await pages.series({ ...weekly, community: 'irmin' })).toContain('Irmin call');
  const home = await pages.home();
  expect(home).toContain('href="/mirage/weekly"');
  expect(home).toContain('href="/irmin/weekly"');
  const irmin = await pages.community('irmin');
  expect(irmin).toContain('href="/irmin/weekly"');
  expect(irmin).not.toContain('mirage');
  expect(await pages.community('nobody')).toBeUndefined();
  const show = (series: string) => showMeeting(app, { series, wanted: 'agenda' });
  expect((await show('irmin/weekly')).url).toBe('https://meet.example.org/irmin/weekly/2014-06-24');
  await expect(show('weekly')).rejects.toThrow('Say which: mirage/weekly, irmin/weekly.');
  await expect(show('irmin/board')).rejects.toThrow('There is: mirage/weekly, irmin/weekly.');
});

it('reads the same for ten years of meetings as for one', async () => {
  week = await startWeek();
  const { app } = week;
  await app.store.transaction(async (tx) => {
    const [series] = await tx.series.all();
    const first = Temporal.Instant.from('2004-06-01T15:00:00Z');
    for (let index = 0; index < 300; index += 1) {
      const startsAt = first.add({ hours: 24 * 14 * index });
      await tx.meetings.insert(
        { seriesId: series?.id ?? '', occurrence: startsAt, startsAt, durationMinutes: 60 },
        app.clock.now(),
      );
    }
    const latest = await tx.meetings.latest(series?.id ?? '', 120);
    expect(latest).toHaveLength(120);
    expect(latest.at(-1)?.meeting.startsAt.toString()).toBe('2015-11-17T15:00:00Z');
  });
});
