import type { ClientBase } from 'pg';

/** What a row of Prisma's table of migrations says of one. */
export interface JournalEntry {
  name: string;
  checksum: string;
  status: 'applied' | 'failed';
  /** What went wrong, where Prisma noted it. */
  logs: string | null;
}

/** Prisma's own table, column by column, so that `prisma migrate deploy` and Convoke agree on what is applied. */
export async function ensureJournal(client: ClientBase): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id                  VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum            VARCHAR(64) NOT NULL,
      finished_at         TIMESTAMPTZ,
      migration_name      VARCHAR(255) NOT NULL,
      logs                TEXT,
      rolled_back_at      TIMESTAMPTZ,
      started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`);
}

/** Leaves out what was rolled back; empty where the database has never been migrated. */
export async function readJournal(client: ClientBase): Promise<JournalEntry[]> {
  const { rows: tables } = await client.query<{ known: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known`,
  );
  if (!tables[0]?.known) return [];
  const { rows } = await client.query<JournalEntry>(
    `SELECT migration_name AS name, checksum, logs,
            CASE WHEN finished_at IS NULL THEN 'failed' ELSE 'applied' END AS status
       FROM _prisma_migrations
      WHERE rolled_back_at IS NULL
      ORDER BY started_at`,
  );
  return rows;
}
