import { afterEach, expect, it } from 'vitest';
import { publicPages } from '../../src/app/pages.ts';
import { member, startWeek, type Week } from '../support/week.ts';

let week: Week;
afterEach(() => week.stop());

it('shows a series, its feed and its meetings', async () => {
  week = await startWeek();
  await week.say(member, { name: 'add', items: [{ title: 'ARM update' }] });
  const pages = publicPages(week.app);
  expect(await pages.series('weekly')).toMatch(/(?:1|one) item/iu);
  expect(await pages.calendar('weekly')).toContain('BEGIN:VEVENT');
  expect(await pages.meeting('weekly', '2014-06-24')).toContain('ARM update');
  expect(await pages.meeting('weekly', '2014-06-25')).toBeUndefined();
  expect(await pages.series('nonsense')).toBeUndefined();
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
