import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';

let database: TestDatabase;
const cli = (...args: string[]) => runCli(args, { env: { DATABASE_URL: database.url } });
const edit = (...args: string[]) => cli('series', 'edit', 'weekly', ...args);
const shown = async () => (await cli('series', 'show', 'weekly', '--count', '1')).stdout;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Every optional field with a value, and what `series show` says of it. */
const optional: [flag: string, value: string, row: RegExp][] = [
  ['--slot', 'FREQ=WEEKLY;INTERVAL=4 from 2026-01-08T21:00', /and +FREQ=WEEKLY;INTERVAL=4/u],
  ['--list', 'board@lists.example.org', /list +board@/u],
  ['--list-id', 'board.example.org', /list id +board\.example\.org/u],
  ['--channel', '300000000000000001', /channel +300000000000000001/u],
  ['--voice-channel', '300000000000000002', /voice +300000000000000002/u],
  ['--chair', 'Ann <ann@member.test>', /chairs +Ann/u],
  ['--scribe', 'Bob <bob@member.test>', /scribes +Bob/u],
  ['--standing', 'Actions', /standing +Actions/u],
  ['--min-people', '3', /--min-people 3/u],
  ['--items-until', '1 17:00', /--items-until "1 17:00"/u],
  ['--needs-chair', 'yes', /--needs-chair yes/u],
  ['--when-silent', 'ask until 0 12:00 then confirm', /--when-silent "ask until 0 12:00 then/u],
  ['--quorum', '4', /--quorum 4/u],
  ['--on-holiday', 'move earlier 3', /--on-holiday "move earlier 3"/u],
];

const start = ['--start', '2026-01-06T16:00', '--tz', 'Europe/London'];

beforeAll(async () => {
  database = await createTestDatabase();
  const flags = optional.flatMap(([flag, value]) => [flag, value]);
  const rule = ['--rrule', 'FREQ=WEEKLY', ...start];
  await cli('series', 'create', 'weekly', '--community', 'mirage', ...rule, ...flags);
});
afterAll(() => database.drop());

describe('series edit', () => {
  it('empties each field that may be empty with the word "none"', async () => {
    const before = await shown();
    for (const [, , row] of optional) expect(before).toMatch(row);
    const { code, stderr } = await edit(...optional.flatMap(([flag]) => [flag, 'none']));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const after = await shown();
    for (const [, , row] of optional) expect(after).not.toMatch(row);
    await edit('--rrule', 'none');
    expect(await shown()).toMatch(/rule +ad hoc/u);
    await edit('--rrule', 'FREQ=WEEKLY');
  });

  it('says in its help which fields those are', async () => {
    const { stdout } = await edit('--help');
    const options = stdout.split(/\n(?= {2}-)/u);
    for (const flag of ['--rrule', '--guild', ...optional.map(([name]) => name)]) {
      const help = options.find((option) => option.trim().startsWith(`${flag} `));
      expect(help, flag).toMatch(/"none"|like --chair/u);
    }
  });

  it('names each flag that is wrong, not a field of the program', async () => {
    const wrong: [flag: string, value: string, reason: RegExp][] = [
      ['--start', 'soon', /--start: .*2026-10-27T16:00/u],
      ['--slot', 'sometimes', /--slot: /u],
      ['--duration', 'long', /--duration: write a whole number from 5 to 1440/u],
      ['--list', 'nowhere', /--list: not a mail address/u],
      ['--channel', '12', /--channel: a Discord id/u],
      ['--chair', 'Ann', /--chair: “Ann”: write/u],
      ['--call', 'early', /--call: write days before/u],
      ['--min-items', '-1', /--min-items: write a whole number/u],
      ['--on-holiday', 'dance', /--on-holiday: say "skip"/u],
      ['--guild', 'x', /--guild: a Discord id/u],
    ];
    const { code, stdout, stderr } = await edit(...wrong.flatMap(([flag, value]) => [flag, value]));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const [, , reason] of wrong) expect(stderr).toMatch(reason);
    expect(stderr.match(/^error: /gmu)).toHaveLength(wrong.length);
  });

  it.each([
    ['--tz', 'Europe/Lodnon', /--tz: .*Europe\/London/u],
    ['--rrule', 'FREQ=HOURLY', /--rrule: FREQ=HOURLY/u],
  ])('names the flag %s when its dates can’t be', async (flag, value, reason) => {
    const { code, stderr } = await edit(flag, value);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });

  it('wants to be told what to change', async () => {
    expect(await edit()).toMatchObject({ code: 2, stdout: '' });
  });

  it('with --dry-run shows the dates and steps there would be, and changes nothing', async () => {
    const before = await shown();
    const { stdout, stderr } = await edit(
      '--start',
      '2026-01-07T09:00',
      '--call',
      '2 08:00',
      '--dry-run',
    );
    expect(stdout).toMatch(/T09:00:00[^\n]*\n {2}call +\d{4}-\d\d-\d\dT08:00/u);
    expect(stderr).toContain('nothing was changed');
    expect(await shown()).toBe(before);
  });
});

describe('series create', () => {
  it('with --dry-run shows the series and its dates, and makes none', async () => {
    const args = ['series', 'create', 'monthly', '--community', 'other', '--json', '--dry-run'];
    const { code, stdout } = await cli(...args, '--rrule', 'FREQ=MONTHLY;BYDAY=2TU', ...start);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { coming: object[] }).coming).toHaveLength(3);
    expect((await cli('series', 'list')).stdout).not.toContain('monthly');
  });

  it('wants a start and a zone', async () => {
    const { code, stderr } = await cli('series', 'create', 'monthly', '--community', 'other');
    expect(code).toBe(2);
    expect(stderr).toContain('--start');
  });
});

describe('series change', () => {
  const change = (...args: string[]) => cli('series', 'change', 'weekly', '--from', ...args);

  it('is taken back with --remove', async () => {
    await change('2199-01-01', '--tz', 'Europe/Berlin');
    expect(await shown()).toMatch(/2199-01-01 FREQ=WEEKLY/u);
    expect((await change('2199-01-02', '--remove')).stderr).toContain('begin on: 2199-01-01');
    expect((await change('2199-01-01', '--remove')).stdout).not.toContain('2199');
  });

  it.each([
    [['soon', '--tz', 'Europe/Berlin'], 2, '--from: “soon” is no date'],
    [['2199-01-01', '--tz', 'Europe/Berln'], 2, '--tz: There is no time zone'],
    [['2199-01-01'], 1, 'Say what changes'],
  ])('refuses %j', async (args, code, reason) => {
    const refused = await change(...args);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(reason);
  });
});
