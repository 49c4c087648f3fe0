import Holidays from 'date-holidays';
import { describe, expect, it, test } from 'vitest';
import { openHolidayLibrary } from '../../../src/adapters/holidays/library.ts';

const library = openHolidayLibrary();

const daysOf = async (
  place: string,
  year: number,
  types: Parameters<typeof library.days>[2] = ['public'],
) => (await library.days(place, year, types)).map(({ date, name }) => `${String(date)} ${name}`);

describe('the holidays of a place', () => {
  it('are those of its region, with their substitute days', async () => {
    const scotland = await daysOf('GB-SCT', 2026);
    expect(scotland).toEqual(
      expect.arrayContaining([
        '2026-01-02 January 2nd',
        '2026-11-30 St Andrew’s Day',
        '2026-12-26 Boxing Day',
        '2026-12-28 Boxing Day (substitute day)',
      ]),
    );
    expect(scotland).not.toContain('2026-04-05 Easter Sunday');
    expect(await daysOf('GB', 2026)).not.toContain('2026-11-30 St Andrew’s Day');
  });

  it('are public ones, others only when they are asked for', async () => {
    const carnival = '2026-02-17 Carnival';
    expect(await daysOf('BR', 2026)).not.toContain(carnival);
    expect(await daysOf('BR', 2026, ['public', 'bank'])).toContain(carnival);
  });

  it('have English names where there are any', async () => {
    expect(await daysOf('JP', 2026)).toContain('2026-05-05 Children’s Day'.replace('’', "'"));
    expect(await daysOf('DE-BY', 2026)).toContain('2026-06-04 Corpus Christi');
  });

  it('that last several days are each of them', async () => {
    const spring = (await daysOf('RU', 2026)).filter((day) => day.endsWith('New Year Holiday'));
    expect(spring.map((day) => day.slice(0, 10))).toEqual([
      '2026-01-02',
      '2026-01-03',
      '2026-01-04',
      '2026-01-05',
      '2026-01-06',
      '2026-01-08',
    ]);
  });

  it('that begin at sunset are the civil day after it', async () => {
    // 5787 began on the evening of Friday 11 September 2026.
    expect(await daysOf('IL', 2026)).toContain('2026-09-12 Rosh Hashanah (Yom Teruah)');
    expect((await daysOf('IL', 2026)).join('\n')).not.toContain('2026-09-11');
  });

  it('that are half days are left out, and the half at the end of a long one', async () => {
    expect((await daysOf('CN', 2026)).join('\n')).not.toContain("International Women's Day");
    const eid = (await daysOf('TR', 2026)).filter((day) => day.includes('al-Fitr'));
    expect(eid.map((day) => day.slice(0, 10))).toEqual(['2026-03-20', '2026-03-21', '2026-03-22']);
  });

  it('on which the clocks change are one whole day', async () => {
    expect(await daysOf('AT', 2025)).toContain('2025-10-26 National Holiday');
    expect(await daysOf('DK', 2027)).toContain('2027-03-28 Easter Sunday');
  });

  it('are the same on a machine in another zone', async () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    try {
      const elsewhere = await openHolidayLibrary().days('GB-SCT', 2026, ['public']);
      expect(elsewhere.map(({ date, name }) => `${String(date)} ${name}`)).toEqual(
        await daysOf('GB-SCT', 2026),
      );
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('a place', () => {
  it.each([
    ['GB', 'GB', 'United Kingdom'],
    ['uk', 'GB', 'United Kingdom'],
    ['Germany', 'DE', 'Germany'],
    ['Guinea-Bissau', 'GW', 'Guinea-Bissau'],
    ['gb-sct', 'GB-SCT', 'Scotland, United Kingdom'],
    ['GB-Scotland', 'GB-SCT', 'Scotland, United Kingdom'],
    ['de-by-a', 'DE-BY-A', 'Stadt Augsburg, Bayern, Germany'],
  ])('may be called %s', async (said, code, name) => {
    expect(await library.find(said)).toMatchObject({ code, name });
  });

  it('names its regions', async () => {
    expect((await library.find('GB')).regions).toContain('SCT Scotland');
    expect((await library.find('GB-SCT')).regions).toEqual([]);
  });

  it.each([
    ['Gremany', /no holidays for “Gremany”\. Do you mean DE \(Germany\)\? .*AD Andorra, .*GB-SCT/u],
    ['XX', /no holidays for “XX”\. The countries are/u],
    ['', /no holidays for/u],
    ['GB-Scotlnd', /no region “Scotlnd”\. Do you mean SCT \(Scotland\)\? .*WLS Wales/u],
    ['GB-SCT-X', /Scotland, United Kingdom has no regions/u],
    ['GB-SCT-X-Y', /no holidays for/u],
  ])('that is none is refused with what there is: %j', async (said, reason) => {
    await expect(library.find(said)).rejects.toThrow(reason);
  });

  test('every country and region of the library is found by its code, and has days of its own', async () => {
    const all = new Holidays();
    const codes = Object.keys(all.getCountries()).flatMap((country) => [
      country,
      ...Object.keys(all.getStates(country) ?? {}).flatMap((state) => [
        `${country}-${state}`,
        ...Object.keys(all.getRegions(country, state) ?? {}).map(
          (region) => `${country}-${state}-${region}`,
        ),
      ]),
    ]);
    expect(codes.length).toBeGreaterThan(500);
    for (const code of codes) expect((await library.find(code)).code).toBe(code);
    for (const code of codes.filter((_, index) => index % 40 === 0))
      expect((await library.days(code, 2026, ['public'])).length, code).toBeGreaterThan(0);
  });
});
