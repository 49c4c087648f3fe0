import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded-server.ts';
import { prepareDatabase } from '../../src/adapters/postgres/prepare-database.ts';

/** A Postgres that makes migrated databases in a moment, and is gone afterwards. */
export interface Server {
  port: number;
  create(): Promise<{ url: string; drop(): Promise<void> }>;
  stop(): Promise<void>;
}

const template = 'convoke_template';

export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-scratch-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: { info: () => {}, warn: console.error, error: console.error },
    // Processes are killed here, the machine isn't: nothing is lost that Postgres was told to keep.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200', ...settings },
  });
  const run = (sql: string) => query(postgres.url, sql);
  const urlOf = (name: string) => {
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  await run(`create database ${template}`);
  await prepareDatabase(urlOf(template));
  let count = 0;
  return {
    port: Number(new URL(postgres.url).port),
    create: async () => {
      const name = `run_${++count}`;
      await run(`create database ${name} template ${template}`);
      return { url: urlOf(name), drop: () => run(`drop database ${name} with (force)`) };
    },
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
