/**
 * Writes the migration that brings prisma/migrations to what prisma/schema.prisma says, for its author to read
 * before committing: npm run make-migration -- NAME
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmbeddedPostgres } from '../src/adapters/postgres/embedded-server.ts';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import { diffDatabase } from './schema-engine.ts';

const schemaFile = 'prisma/schema.prisma';
const migrationsDir = 'prisma/migrations';

const name = process.argv[2];
if (name === undefined || !/^[a-z][a-z0-9_]*$/u.test(name)) {
  console.error(
    'npm run make-migration -- NAME, where the name says what it does: add_item_links. Lower case, digits, underscores.',
  );
  process.exit(2);
}

const sql = await diffMigrations();
if (sql === '') console.log('The migrations already say what the schema says; nothing to write.');
else console.log(`Wrote ${await writeMigration(name, sql)}. Read it before you commit it.`);

/** The migrations so far are applied to a database of their own, which is thrown away. */
async function diffMigrations(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-migration-'));
  const log = { info: () => {}, warn: console.error, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir, log, settings: { fsync: 'off' } });
  try {
    await mkdir(migrationsDir, { recursive: true });
    await migrate(postgres.url, { migrationsDir });
    return await diffDatabase(postgres.url, schemaFile);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function writeMigration(what: string, script: string): Promise<string> {
  const stamp = new Date().toISOString().slice(0, 19).replace(/\D/gu, '');
  const folder = join(migrationsDir, `${stamp}_${what}`);
  await mkdir(folder);
  const file = join(folder, 'migration.sql');
  await writeFile(file, script);
  await writeFile(
    join(migrationsDir, 'migration_lock.toml'),
    '# Prisma\'s note of the kind of database these migrations are for.\nprovider = "postgresql"\n',
  );
  return file;
}
