import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';

let database: TestDatabase;
let folder: string;
const cli = (...args: string[]) =>
  runCli(args, { env: { DATABASE_URL: database.url, MAIL_ADDRESS: 'agenda@convoke.example' } });

/** A stranger's message, as a mail server hands it over. */
const letter = (id: string, text: string) =>
  [
    'Return-Path: <eve@elsewhere.test>',
    'From: Eve <eve@elsewhere.test>',
    'To: agenda@convoke.example',
    `Message-ID: <${id}@elsewhere.test>`,
    'Subject: for the call',
    '',
    text,
    '',
  ].join('\r\n');

const ingest = async (id: string, text: string) => {
  const file = join(folder, `${id}.eml`);
  await writeFile(file, letter(id, text));
  return (await cli('mail', 'ingest', file)).stdout.trim();
};

interface Listed {
  id: string;
  subject: string;
  status: string;
  author: { address: string };
}

const list = async (...args: string[]) =>
  JSON.parse((await cli('inbox', 'list', '--json', ...args)).stdout) as Listed[];
const titles = async () => {
  const { stdout } = await cli('agenda', 'show', 'weekly', '--format', 'json');
  return (JSON.parse(stdout) as { items: { title: string }[] }).items.map(({ title }) => title);
};

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'convoke-inbox-'));
  await cli(
    'series',
    'create',
    'weekly',
    '--community',
    'test',
    '--rrule',
    'FREQ=WEEKLY',
    '--tz',
    'Europe/London',
    '--start',
    '2026-01-06T16:00',
    '--chair',
    'Amir <amir@member.test>',
  );
}, 180_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

describe('convoke inbox', () => {
  it('lists what waits, shows it, and accepts it in its writer’s name', async () => {
    expect(await ingest('one', '- Budget (10 min)')).toBe('held');
    const [message] = await list();
    expect(message).toMatchObject({ subject: 'for the call', status: 'held' });
    const id = message?.id ?? '';
    const { stdout } = await cli('inbox', 'show', id);
    expect(stdout).toContain('Accepted, it would do:\n- Budget (10 min)');
    expect((await cli('inbox', 'show', '--raw', id)).stdout).toBe(
      letter('one', '- Budget (10 min)'),
    );
    expect((await cli('inbox', 'accept', id)).code).toBe(0);
    expect(await titles()).toEqual(['Budget']);
    expect(await list()).toEqual([]);
    expect((await list('--status', 'done')).map(({ id: one }) => one)).toEqual([id]);
  }, 180_000);

  it('accepts other items instead, or dismisses', async () => {
    await ingest('two', '- Relase');
    const [second] = await list();
    await cli('inbox', 'accept', second?.id ?? '', '--items', '- Release');
    expect(await titles()).toEqual(['Budget', 'Release']);
    await ingest('three', '- Spam');
    const [third] = await list();
    expect((await cli('inbox', 'dismiss', third?.id ?? '')).code).toBe(0);
    expect(await titles()).toEqual(['Budget', 'Release']);
    const again = await cli('inbox', 'accept', third?.id ?? '');
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain('settled already');
  }, 180_000);

  it('reads a message once more', async () => {
    await ingest('four', '- Minutes');
    const [message] = await list();
    const { stdout, code } = await cli('inbox', 'replay', message?.id ?? '');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'held: nothing proves that it is from its sender\n',
    });
  }, 180_000);

  it('says what is wrong with an id', async () => {
    expect((await cli('inbox', 'show', 'xyz')).stderr).toContain('is no id');
    expect((await cli('inbox', 'show', 'ffffffff')).stderr).toContain('There is no message');
    expect((await cli('inbox', 'list', '--status', 'odd')).code).toBe(1);
    expect((await cli('inbox', 'list', '--status', 'bounces')).stdout).toContain(
      'No mail came back',
    );
  }, 180_000);
});
