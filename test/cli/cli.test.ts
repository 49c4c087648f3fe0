import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';

let database: TestDatabase;
const cli = (...args: string[]) => runCli(args, { env: { DATABASE_URL: database.url } });

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const create = [
  'series',
  'create',
  'weekly',
  '--community',
  'mirage',
  '--name',
  'MirageOS call',
  '--rrule',
  'FREQ=WEEKLY;INTERVAL=2',
  '--start',
  '2026-01-06T16:00',
  '--tz',
  'Europe/London',
  '--list',
  'board@lists.example.org',
  '--chair',
  'Amir Chaudhry <amir@member.test>',
];

describe('help', () => {
  it('ends well, and names every command', async () => {
    const { code, stdout } = await cli('help');
    expect(code).toBe(0);
    for (const name of [
      'serve',
      'demo',
      'doctor',
      'migrate',
      'series',
      'schedule',
      'agenda',
      'minutes',
      'mail',
    ])
      expect(stdout).toContain(name);
  });

  it('describes each command and each option', () => {
    const silent: string[] = [];
    const look = (command: ReturnType<typeof makeProgram>, path: string) => {
      if (command.description() === '') silent.push(path);
      for (const option of command.options)
        if (option.description === '') silent.push(`${path} ${option.flags}`);
      for (const child of command.commands) look(child, `${path} ${child.name()}`);
    };
    look(makeProgram(), 'convoke');
    expect(silent).toEqual([]);
  });
});

describe('exit codes', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown option', ['series', 'list', '--nonsense']],
    ['a missing argument', ['series', 'show']],
    ['a missing option', ['schedule', 'preview']],
    ['a format that there is not', ['agenda', 'show', 'weekly', '--format', 'pdf']],
  ])('are 2 for %s', async (_, args) => {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('error:');
    expect(stderr).toContain('(add --help for what it takes)');
  });

  it.each([
    ['an unknown series', ['series', 'show', 'nonsense'], 'There is no series "nonsense"'],
    ['a file that is not there', ['mail', 'parse', '/nonexistent.eml'], '/nonexistent.eml'],
  ])('are 1 for %s, with the reason on stderr', async (_, args, reason) => {
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('series', () => {
  it('is created, listed, shown with its dates and steps, edited, paused and resumed', async () => {
    const made = await cli(...create, '--json');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'weekly', zone: 'Europe/London' });
    expect((await cli('series', 'list')).stdout).toContain('MirageOS call');
    const shown = JSON.parse((await cli('series', 'show', 'weekly', '--json')).stdout) as {
      coming: { start: string; steps: { step: string }[] }[];
    };
    expect(shown.coming).toHaveLength(3);
    expect(shown.coming[0]?.steps.map(({ step }) => step)).toContain('confirm');
    expect((await cli('series', 'edit', 'weekly', '--duration', '90')).stdout).toContain('90 min');
    expect((await cli('series', 'pause', 'weekly')).stdout).toContain('(paused)');
    expect((await cli('series', 'resume', 'weekly')).stdout).not.toContain('(paused)');
    const agenda = await cli('agenda', 'show', 'weekly', '--format', 'json');
    expect(JSON.parse(agenda.stdout)).toMatchObject({ items: [] });
  });

  it('is refused with every wrong field named, and nothing is left behind', async () => {
    const { code, stderr } = await cli(
      'series',
      'create',
      'bad',
      '--community',
      'other',
      '--rrule',
      'FREQ=WEEKLY',
      '--start',
      'soon',
      '--tz',
      'Europe/London',
      '--duration',
      '-1',
      '--list',
      'nowhere',
      '--chair',
      'Amir',
    );
    expect(code).toBe(2);
    for (const flag of ['--start', '--duration', '--list', '--chair'])
      expect(stderr).toContain(`error: ${flag}: `);
    expect((await cli('series', 'list')).stdout).not.toContain('bad');
  });

  it('says when a meeting that was asked for does not exist', async () => {
    const { code, stderr } = await cli('agenda', 'show', 'weekly', '--meeting', '2026-02-30');
    expect(code).toBe(1);
    expect(stderr).toContain('2026-02-30');
  });
});

describe('a mail from a pipe', () => {
  const mail = (lines: string[]) => lines.join('\r\n');
  const ingest = (input: string) =>
    runCli(['mail', 'ingest'], {
      env: { DATABASE_URL: database.url, MAIL_ADDRESS: 'agenda@convoke.example' },
      input,
    });

  it('ends with 75 when the database is away, so that the MTA tries again', async () => {
    const { code } = await runCli(['mail', 'ingest'], {
      env: {
        DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
        MAIL_ADDRESS: 'agenda@convoke.example',
      },
      input: 'Subject: x\r\n\r\nx\r\n',
    });
    expect(code).toBe(75);
  });

  it('is for Convoke, although that was told of no address', async () => {
    const { code, stdout } = await runCli(['mail', 'ingest'], {
      env: { DATABASE_URL: database.url },
      input: mail([
        'From: Ann <ann@member.test>',
        'To: calls@example.org',
        '',
        '- Budget (10 min)',
      ]),
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'held\n' });
  });

  it('over MAIL_MAX_BYTES is refused for good', async () => {
    const env = {
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
      MAIL_ADDRESS: 'agenda@convoke.example',
      MAIL_MAX_BYTES: '1KB',
    };
    const input = `Subject: x\r\n\r\n${'x'.repeat(2000)}`;
    const { code, stderr } = await runCli(['mail', 'ingest'], { env, input });
    expect(code).toBe(65);
    expect(stderr).toContain('MAIL_MAX_BYTES');
  });

  it.each([
    ['an empty message', ''],
    ['one without Message-ID or From', mail(['Subject: hello', '', 'add this: budget'])],
    ['one of headers only', mail(['From: Ann <ann@member.test>', 'Message-ID: <1@member.test>'])],
  ])('is taken in, and makes no item: %s', async (_, input) => {
    const { code } = await ingest(input);
    expect(code).toBe(0);
  });
});
