import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded-server.ts';
import { findServerUser } from '../../src/adapters/postgres/embedded-user.ts';
import { prepareDatabase } from '../../src/adapters/postgres/prepare-database.ts';
import { startFaultyProxy } from './faulty-proxy.ts';

/** A Postgres that a test may mistreat, with one migrated database, at an address that stays. */
export interface OwnPostgres {
  url: string;
  /** Stops it in the midst of whatever it does, and starts it again. */
  restart(): Promise<void>;
  /** No file of it may grow beyond so many bytes: what a full disk or a quota does to whoever writes. */
  limitFiles(bytes: number): Promise<void>;
  unlimitFiles(): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const log = { info: () => {}, warn: console.warn, error: console.error };

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-own-'));
  const settings = { fsync: 'off', full_page_writes: 'off' };
  let server = await startEmbeddedPostgres({ dataDir, log, settings });
  const proxy = await startFaultyProxy(portOf(server.url));
  const url = new URL(server.url);
  url.port = String(proxy.port);
  await prepareDatabase(url.href);
  const user = await findServerUser();
  // prlimit(1) sets the soft limit alone, so that the same user may raise it again.
  const limit = async (bytes: string) => {
    for (const pid of await processes(dataDir, url.href))
      await run('prlimit', ['--pid', pid, `--fsize=${bytes}:`], { ...user }).catch(
        (error: unknown) => {
          // Some may have ended since they were listed.
          if (!String(error).includes('No such process')) throw error;
        },
      );
  };
  return {
    url: url.href,
    restart: async () => {
      proxy.cut();
      await server.stop();
      server = await startEmbeddedPostgres({ dataDir, log, settings });
      proxy.aimAt(portOf(server.url));
    },
    limitFiles: (bytes) => limit(String(bytes)),
    unlimitFiles: () => limit('unlimited'),
    stop: async () => {
      await proxy.stop();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The server that clients' processes come from, and those that are there. */
async function processes(dataDir: string, url: string): Promise<string[]> {
  const pidFile = await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  await client.end();
  return [pidFile.split('\n')[0] ?? '', ...rows.map(({ pid }) => String(pid))];
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
