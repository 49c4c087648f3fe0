import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import { migrate, pendingMigrations } from './migrate.ts';

const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** Brings our own schema and that of the job queue up to date; returns the names of our migrations applied. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await migrate(url, { migrationsDir });
  await runMigrations({ connectionString: url });
  return applied;
}

/** Our migrations that the database lacks. */
export function missingMigrations(url: string): Promise<string[]> {
  return pendingMigrations(url, { migrationsDir });
}
