import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { UserError } from '../../domain/user-error.ts';
import { ensureJournal, readJournal } from './migrations-journal.ts';
import { readMigrations } from './migrations-folder.ts';
import type { Migration } from './migrations-folder.ts';
import { findPending } from './migrations-pending.ts';

/** The key of the advisory lock that `prisma migrate` takes: the two keep out of each other's way. */
const lockKey = 72_707_369;

/** How long to wait for another process that migrates the same database. */
const lockTimeoutSeconds = 120;

/**
 * Brings the schema up to date and returns the names of the migrations applied. Each is applied and recorded in one
 * transaction, so one that fails leaves nothing behind and is tried again at the next start. Throws a UserError
 * when the database's history and the folder's disagree.
 */
export async function migrate(
  url: string,
  { migrationsDir }: { migrationsDir: string },
): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  return withClient(url, async (client) => {
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === undefined) return applied;
      applied.push(name);
    }
  });
}

/** The names of the migrations that the database lacks. Throws the UserErrors that `migrate` would. */
export async function pendingMigrations(
  url: string,
  { migrationsDir }: { migrationsDir: string },
): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  return withClient(url, async (client) =>
    findPending(migrations, await readJournal(client)).map(({ name }) => name),
  );
}

/**
 * Applies the first pending migration. The lock lasts as long as the transaction, not the session: behind a pooler
 * the session is shared.
 */
async function applyNext(
  client: pg.ClientBase,
  migrations: Migration[],
): Promise<string | undefined> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = '${lockTimeoutSeconds}s'`);
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await client.query('SET LOCAL lock_timeout = DEFAULT');
    await ensureJournal(client);
    const [next] = findPending(migrations, await readJournal(client));
    if (next) await apply(client, next);
    await client.query('COMMIT');
    return next?.name;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      // The connection is gone, and the transaction with it; the first error tells why.
    });
    throw error;
  }
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
     VALUES ($1, $2, $3, clock_timestamp())`,
    [id, migration.checksum, migration.name],
  );
  try {
    await client.query(migration.sql);
  } catch (cause) {
    throw new UserError(
      `The migration ${migration.name} failed and was undone: ${describe(cause)}. ` +
        'The database is as it was before. Mend what it names and start Convoke again.',
      { cause },
    );
  }
  await client.query(
    `UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1`,
    [id],
  );
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A connection lost between two queries is reported by the next query.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
