import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';

/** Messages that real list managers and mail servers made, kept beside the checkout where there is one. */
const folder = '../shared/data/mail';

const outcomes: Record<string, string> = {
  'mailman-munged-text.eml': 'done',
  'mailman-munged-alt-ics.eml': 'done',
  'mailman-plain.eml': 'done',
  'mlmmj-post.eml': 'done',
  'exim-dsn.eml': 'ignored',
  'postfix-dsn.eml': 'ignored',
  'mailman-held-notice.eml': 'ignored',
  'mailman-join-confirm.eml': 'ignored',
};

describe.runIf(existsSync(folder))('mail that real servers made', () => {
  let database: TestDatabase;
  const cli = (...args: string[]) => runCli(args, { env: { DATABASE_URL: database.url } });
  const lists = {
    board: 'board@lists.example.org',
    plain: 'plain@lists.example.org',
    ml: 'board@ml.example.org',
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const [slug, address] of Object.entries(lists))
      await cli(
        'series',
        'create',
        slug,
        '--community',
        slug,
        '--rrule',
        'FREQ=WEEKLY',
        '--tz',
        'Europe/London',
        '--start',
        '2026-01-06T16:00',
        '--list',
        address,
        '--chair',
        'Amir <amir@member.test>',
      );
  });
  afterAll(() => database.drop());

  it('becomes items of its real authors, and machines’ mail none', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
    expect(files.toSorted()).toEqual(Object.keys(outcomes).toSorted());
    for (const file of files) {
      const { code, stdout } = await cli('mail', 'ingest', join(folder, file));
      expect({ file, code, outcome: stdout.trim() }).toEqual({
        file,
        code: 0,
        outcome: outcomes[file],
      });
    }
    const agenda = async (series: string) => {
      const { stdout } = await cli('agenda', 'show', series, '--format', 'json');
      const { items } = JSON.parse(stdout) as { items: { title: string; proposer: string }[] };
      return items.map(({ title, proposer }) => `${title}: ${proposer}`);
    };
    expect(await agenda('board')).toEqual(['budget: Alice A', 'budget: Alice A']);
    expect(await agenda('plain')).toEqual(['budget: Alice A']);
    expect(await agenda('ml')).toEqual(['budget: Alice']);
  }, 240_000);
});
