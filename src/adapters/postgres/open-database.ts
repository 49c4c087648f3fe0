import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from '../../app/ports.ts';
import { UserError } from '../../domain/user-error.ts';
import { superuser } from './embedded-cluster.ts';
import { startEmbeddedPostgres } from './embedded-server.ts';

export interface Database {
  url: string;
  /** Stops the server if it is our own and was started here. */
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** A Postgres that somebody else runs. */
  url?: string;
  /** Where our own Postgres has its data, when there is no `url`. */
  dataDir: string;
  log: Log;
  /** Use the server of a Convoke that runs on the same data directory, for a command beside the service. */
  share?: boolean;
}

/** The database of the configuration, running. Throws a UserError when the data directory is another Convoke's. */
export async function openDatabase({
  url,
  dataDir,
  log,
  share,
}: DatabaseOptions): Promise<Database> {
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const postgresDir = join(dataDir, 'postgres');
  try {
    return await startEmbeddedPostgres({ dataDir: postgresDir, log });
  } catch (error) {
    const running = share && error instanceof UserError ? await runningUrl(postgresDir) : undefined;
    if (running === undefined) throw error;
    return { url: running, stop: () => Promise.resolve() };
  }
}

/** The address of the server that runs on this directory, if one answers. */
async function runningUrl(postgresDir: string): Promise<string | undefined> {
  try {
    const password = (await readFile(join(postgresDir, 'password'), 'utf8')).trim();
    // Line 4 of postmaster.pid is the port (PostgreSQL, src/include/utils/pidfile.h).
    const port = (await readFile(join(postgresDir, 'cluster', 'postmaster.pid'), 'utf8')).split(
      '\n',
    )[3];
    const url = `postgresql://${superuser}:${password}@127.0.0.1:${port}/${superuser}`;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.end();
    return url;
  } catch {
    return undefined;
  }
}
