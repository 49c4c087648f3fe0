import { readFile } from 'node:fs/promises';

import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { diffDatabase, diffEmpty, withSchemaEngine } from '../../../scripts/schema-engine.ts';
import { migrate, pendingMigrations } from '../../../src/adapters/postgres/migrate.ts';
import { readMigrations } from '../../../src/adapters/postgres/migrations-folder.ts';
import { describeCatalog } from '../../support/catalog.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const schemaFile = 'prisma/schema.prisma';
const migrationsDir = 'prisma/migrations';
let migrated: TestDatabase;
let modelled: TestDatabase;

beforeAll(async () => {
  [migrated, modelled] = await Promise.all([
    createTestDatabase({ empty: true }),
    createTestDatabase({ empty: true }),
  ]);
  await migrate(migrated.url, { migrationsDir });
  const client = new pg.Client({ connectionString: modelled.url });
  await client.connect();
  await client.query(await diffEmpty(modelled.url, schemaFile));
  await client.end();
});

afterAll(async () => {
  await Promise.all([migrated.drop(), modelled.drop()]);
});

test('the migrations make every table, column, type, index and constraint that schema.prisma says, and no other', async () => {
  const [fromMigrations, fromModel] = await Promise.all([
    describeCatalog(migrated.url),
    describeCatalog(modelled.url),
  ]);
  expect(fromModel.length).toBeGreaterThan(250);
  expect(fromMigrations).toEqual(fromModel);
});

test("Prisma's engine finds nothing to migrate", async () => {
  expect(await diffDatabase(migrated.url, schemaFile)).toBe('');
});

test("Prisma's engine takes a database that Convoke migrated for one of its own", async () => {
  const migrationsList = await listForEngine();
  const diagnosis = await withSchemaEngine(migrated.url, await schemaFiles(), (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  );
  expect(diagnosis).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  });
});

test("Convoke takes a database that Prisma's engine migrated for one of its own", async () => {
  const migrationsList = await listForEngine();
  const database = await createTestDatabase({ empty: true });
  await withSchemaEngine(database.url, await schemaFiles(), (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  );
  expect(await pendingMigrations(database.url, { migrationsDir })).toEqual([]);
  expect(await describeCatalog(database.url)).toEqual(await describeCatalog(migrated.url));
  await database.drop();
});

const filters = { externalTables: [], externalEnums: [] };

async function schemaFiles() {
  return [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
}

async function listForEngine(): Promise<MigrationList> {
  const migrations = await readMigrations(migrationsDir);
  const lockfile = await readFile(`${migrationsDir}/migration_lock.toml`, 'utf8');
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
