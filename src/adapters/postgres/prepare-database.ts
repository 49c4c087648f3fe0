import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { migrate, pendingMigrations } from './migrate.ts';

const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** Brings our own schema and that of the job queue up to date; returns the names of our migrations applied. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await migrate(url, { migrationsDir });
  await migrateQueue(url);
  return applied;
}

/** Our migrations that the database lacks. */
export function missingMigrations(url: string): Promise<string[]> {
  return pendingMigrations(url, { migrationsDir });
}

/** With a pool of our own: the queue's own ends later than its promise, and a server that is stopped then is an error. */
async function migrateQueue(url: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: url, max: 1 });
  const cut = new Promise<never>((_, reject) => {
    pgPool.on('error', reject);
    pgPool.on('connect', (client) => client.on('error', reject));
  });
  cut.catch(() => undefined);
  try {
    await Promise.race([runMigrations({ pgPool }), cut]);
  } finally {
    await pgPool.end();
  }
}
