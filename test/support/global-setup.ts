import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded-server.ts';
import type { EmbeddedPostgres } from '../../src/adapters/postgres/embedded-server.ts';
import { prepareDatabase } from '../../src/adapters/postgres/prepare-database.ts';
import { templateDatabase } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the run's Postgres, which it starts when first asked. */
    postgresStarter: string;
  }
}

let starting: Promise<EmbeddedPostgres> | undefined;
const dataDir = join(tmpdir(), `convoke-test-${process.pid}`);
const starter = createServer((_, response) => {
  starting ??= startWithTemplate();
  starting.then(
    ({ url }) => response.end(url),
    (error: unknown) => response.writeHead(500).end(describe(error)),
  );
});

/** One Postgres serves the whole run; a run that needs none doesn't wait for it. */
export async function setup(project: TestProject): Promise<void> {
  await new Promise<void>((listening) => starter.listen(0, '127.0.0.1', listening));
  const address = starter.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the starter');
  project.provide('postgresStarter', `http://127.0.0.1:${address.port}/`);
}

export async function teardown(): Promise<void> {
  starter.close();
  const postgres = await starting?.catch(() => undefined);
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** A database with the schema of Convoke and of its job queue, which each test's own is a copy of. */
async function startWithTemplate(): Promise<EmbeddedPostgres> {
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    // What is lost when the machine stops is lost anyway.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
    },
  });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateDatabase}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${templateDatabase}`;
  await prepareDatabase(url.href);
  return postgres;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
