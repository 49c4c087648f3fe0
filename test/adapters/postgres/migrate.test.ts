import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';

import { migrate, pendingMigrations } from '../../../src/adapters/postgres/migrate.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { createTestDatabase } from '../../support/database.ts';

let url: string;
let migrationsDir: string;

beforeEach(async () => {
  const database = await createTestDatabase({ empty: true });
  url = database.url;
  migrationsDir = await mkdtemp(join(tmpdir(), 'convoke-migrations-'));
  await writeFile(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await write('20260101000000_one', 'CREATE TABLE one (id int);');
  await write('20260102000000_two', 'CREATE TABLE two (id int);\nALTER TABLE one ADD name text;');
  return async () => {
    await database.drop();
    await rm(migrationsDir, { recursive: true });
  };
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDir, name));
  await writeFile(join(migrationsDir, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('applies what is pending, in order, and nothing the second time', async () => {
  expect(await pendingMigrations(url, { migrationsDir })).toEqual([
    '20260101000000_one',
    '20260102000000_two',
  ]);
  expect(await migrate(url, { migrationsDir })).toEqual([
    '20260101000000_one',
    '20260102000000_two',
  ]);
  expect(await pendingMigrations(url, { migrationsDir })).toEqual([]);
  expect(await migrate(url, { migrationsDir })).toEqual([]);
  await write('20260103000000_three', 'CREATE TABLE three (id int);');
  expect(await migrate(url, { migrationsDir })).toEqual(['20260103000000_three']);
  expect(await query('SELECT name FROM one')).toEqual([]);
});

test('records a migration as Prisma does', async () => {
  await migrate(url, { migrationsDir });
  const sql = await readFile(join(migrationsDir, '20260101000000_one', 'migration.sql'));
  const [first] = await query('SELECT * FROM _prisma_migrations ORDER BY started_at');
  expect(first).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4/u),
    checksum: createHash('sha256').update(sql).digest('hex'),
    finished_at: expect.any(Date),
    migration_name: '20260101000000_one',
    logs: null,
    rolled_back_at: null,
    started_at: expect.any(Date),
    applied_steps_count: 1,
  });
});

test('looking for pending migrations changes nothing', async () => {
  await pendingMigrations(url, { migrationsDir });
  expect(await query(`SELECT to_regclass('_prisma_migrations') AS journal`)).toEqual([
    { journal: null },
  ]);
});

test('many processes at once apply each migration once', async () => {
  await write('20260103000000_slow', 'SELECT pg_sleep(0.2); CREATE TABLE slow (id int);');
  const applied = await Promise.all(
    Array.from({ length: 6 }, () => migrate(url, { migrationsDir })),
  );
  expect(applied.flat().toSorted()).toEqual([
    '20260101000000_one',
    '20260102000000_two',
    '20260103000000_slow',
  ]);
  expect(await query('SELECT count(*)::int AS count FROM _prisma_migrations')).toEqual([
    { count: 3 },
  ]);
});

test("waits while Prisma's own command holds its lock", async () => {
  const prisma = new pg.Client({ connectionString: url });
  await prisma.connect();
  try {
    await prisma.query('SELECT pg_advisory_lock(72707369)');
    let done = false;
    const migrating = migrate(url, { migrationsDir }).then(() => (done = true));
    const waiting = `SELECT count(*)::int AS count FROM pg_locks
                      WHERE locktype = 'advisory' AND NOT granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await expect.poll(() => query(waiting), { timeout: 10_000 }).toEqual([{ count: 1 }]);
    expect(done).toBe(false);
    await prisma.query('SELECT pg_advisory_unlock(72707369)');
    await migrating;
  } finally {
    await prisma.end();
  }
});

test('a migration that fails says why, leaves nothing, and is tried again once it is mended', async () => {
  await write(
    '20260103000000_broken',
    'CREATE TABLE broken (id int); INSERT INTO nowhere VALUES (1);',
  );
  const attempt = migrate(url, { migrationsDir });
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow(
    /20260103000000_broken failed and was undone: relation "nowhere" does not exist/u,
  );
  expect(await query(`SELECT to_regclass('broken') AS broken, to_regclass('two') AS two`)).toEqual([
    { broken: null, two: 'two' },
  ]);
  await query('CREATE TABLE nowhere (id int)');
  expect(await migrate(url, { migrationsDir })).toEqual(['20260103000000_broken']);
});

test('stops before a migration that was edited after it was applied', async () => {
  await migrate(url, { migrationsDir });
  await appendFile(join(migrationsDir, '20260101000000_one', 'migration.sql'), '-- better\n');
  await write('20260103000000_three', 'CREATE TABLE three (id int);');
  for (const attempt of [migrate, pendingMigrations])
    await expect(attempt(url, { migrationsDir })).rejects.toThrow(
      /20260101000000_one was edited after it was applied/u,
    );
  expect(await query(`SELECT to_regclass('three') AS three`)).toEqual([{ three: null }]);
});

test('stops when the database is ahead of the code', async () => {
  await migrate(url, { migrationsDir });
  await rm(join(migrationsDir, '20260102000000_two'), { recursive: true });
  await expect(migrate(url, { migrationsDir })).rejects.toThrow(
    /ahead of this version of Convoke: it has 20260102000000_two/u,
  );
});

test('stops at a migration that Prisma noted as failed, until it is resolved', async () => {
  await migrate(url, { migrationsDir });
  await query(`UPDATE _prisma_migrations SET finished_at = NULL, logs = 'out of disk'
                WHERE migration_name = '20260102000000_two'`);
  await expect(migrate(url, { migrationsDir })).rejects.toThrow(
    /20260102000000_two was begun on this database and not finished: out of disk\./u,
  );
  await query('DROP TABLE two; ALTER TABLE one DROP name');
  await query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL`);
  expect(await migrate(url, { migrationsDir })).toEqual(['20260102000000_two']);
});

test('the migrations of this repository end no transaction themselves', async () => {
  const folder = 'prisma/migrations';
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(name).toMatch(/^\d{14}_[a-z][a-z0-9_]*$/u);
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
    expect(sql).not.toMatch(/^\s*(?:BEGIN|COMMIT|ROLLBACK|END)\s*;/imu);
  }
});
