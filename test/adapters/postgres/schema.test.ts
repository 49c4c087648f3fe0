import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { diffDatabase, diffEmpty } from '../../../scripts/schema-engine.ts';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { describeCatalog } from '../../support/catalog.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const schemaFile = 'prisma/schema.prisma';
let migrated: TestDatabase;
let modelled: TestDatabase;

beforeAll(async () => {
  [migrated, modelled] = await Promise.all([
    createTestDatabase({ empty: true }),
    createTestDatabase({ empty: true }),
  ]);
  await migrate(migrated.url, { migrationsDir: 'prisma/migrations' });
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
