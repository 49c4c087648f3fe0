import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';

let database: TestDatabase;
const cli = (...args: string[]) => runCli(args, { env: { DATABASE_URL: database.url } });
const holidays = (...args: string[]) => cli('series', 'holidays', 'weekly', ...args);

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  database = await createTestDatabase();
  await cli(
    'series',
    'create',
    'weekly',
    '--community',
    'mirage',
    '--rrule',
    'FREQ=WEEKLY',
    '--start',
    '2026-01-06T16:00',
    '--tz',
    'Europe/London',
  );
}, 120_000);
afterAll(() => database.drop());

it('names holidays by country and region, shows them, and forgets them', async () => {
  expect((await holidays()).stdout).toBe('weekly minds no holidays.\n');
  const rehearsed = await holidays('--country', 'GB', '--region', 'SCT', '--dry-run');
  expect(rehearsed.stdout).toMatch(/weekly minds \d+ of GB-SCT \(public; kept up to date\)/u);
  expect(rehearsed.stderr).toContain('nothing was changed');
  expect((await holidays()).stdout).toBe('weekly minds no holidays.\n');
  const whole = await holidays(
    '--country',
    'united kingdom',
    '--country',
    'de-by',
    '--types',
    'public,bank',
  );
  expect(whole.stdout).toContain('of GB, DE-BY (public, bank; kept up to date)');
  expect(whole.stdout).toContain(
    'Only the days of all United Kingdom. With those of a region: --country GB-…',
  );
  expect((await holidays()).stdout).toMatch(/\d{4}-12-25 \w{3} {2}Christmas Day \(GB, DE-BY\)/u);
  const shown = await cli('series', 'show', 'weekly');
  expect(shown.stdout).toContain('GB, DE-BY (public, bank; kept up to date)');
  expect(shown.stdout).toContain('--on-holiday warn');
  expect((await holidays('--remove')).stdout).toContain('minds no holidays');
});

it.each([
  [['--region', 'SCT'], '--region belongs to one --country'],
  [['--country', 'GB', '--country', 'DE', '--region', 'SCT'], '--country GB-SCT'],
  [['--types', 'bank'], '--types belongs to a --country'],
  [['--country', 'GB', '--remove'], '--remove stands alone'],
])('refuses as wrong usage %j', async (args, reason) => {
  const { code, stdout, stderr } = await holidays(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
});

it.each([
  [['--country', 'Gremany'], 'Do you mean DE (Germany)?'],
  [['--country', 'GB-XYZ'], 'SCT Scotland'],
  [['--country', 'GB', '--types', 'nice'], 'observance'],
  [['/nonexistent.ics'], '/nonexistent.ics'],
])('refuses with what there is %j', async (args, reason) => {
  const { code, stdout, stderr } = await holidays(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(reason);
});
