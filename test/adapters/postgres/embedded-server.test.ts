import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import pg from 'pg';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';

import { startEmbeddedPostgres } from '../../../src/adapters/postgres/embedded-server.ts';
import { UserError } from '../../../src/domain/user-error.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const settings = { fsync: 'off' };
let parent: string;
let dataDir: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'convoke-embedded-'));
  dataDir = join(parent, 'data');
});
afterAll(() => rm(parent, { recursive: true, force: true }));
beforeEach(() => vi.clearAllMocks());

async function start() {
  const server = await startEmbeddedPostgres({ dataDir, log, settings });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await server.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { url: server.url, stop };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('makes a database in UTF-8 with a locale of its own, and finds the data again', async () => {
  const first = await start();
  await query(first.url, `CREATE TABLE kept (name text); INSERT INTO kept VALUES ('Zoë')`);
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'SELECT upper(name) AS name FROM kept')).toEqual([
    { name: 'ZOË' },
  ]);
  const locale = `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
                    FROM pg_database WHERE datname = current_database()`;
  expect(await query(second.url, locale)).toEqual([
    { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' },
  ]);
});

test('listens on this machine only, and lets nobody in without the password', async () => {
  const { url } = await start();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const stranger = new URL(url);
  stranger.password = 'guess';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/u);
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
});

test('refuses a data directory that this process has already', async () => {
  await start();
  const again = startEmbeddedPostgres({ dataDir, log, settings });
  await expect(again).rejects.toThrow(UserError);
  await expect(again).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`);
});

test('refuses a data directory that another process has, and takes it when that one has stopped', async () => {
  const other = await startProgram();
  const attempt = startEmbeddedPostgres({ dataDir, log, settings });
  await expect(attempt).rejects.toThrow(`${dataDir} is in use by process ${other.pid}`);
  other.process.kill('SIGINT');
  await once(other.process, 'exit');
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('takes over the lock that a dead process left, whatever bears its number now', async () => {
  await writeFile(join(dataDir, 'convoke.lock'), JSON.stringify({ pid: 1, began: '-1' }));
  await (await start()).stop();
  await writeFile(join(dataDir, 'convoke.lock'), '');
  await (await start()).stop();
  expect(await readdir(dataDir)).not.toContain('convoke.lock');
});

test('starts beside a pid file whose number belongs to another process by now', async () => {
  const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
  await writeFile(pidFile, `${process.pid}\n${join(dataDir, 'cluster')}\n`);
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('does not use a cluster that was only half made', async () => {
  const other = join(parent, 'half');
  await mkdir(join(other, 'cluster.new', 'base'), { recursive: true });
  const server = await startEmbeddedPostgres({ dataDir: other, log, settings });
  await server.stop();
  expect(await readdir(other)).toEqual(['cluster', 'password']);
});

test('says whose the cluster is when it is of another version', async () => {
  const other = join(parent, 'old');
  await mkdir(join(other, 'cluster'), { recursive: true });
  await writeFile(join(other, 'cluster', 'PG_VERSION'), '17\n');
  await expect(startEmbeddedPostgres({ dataDir: other, log, settings })).rejects.toThrow(
    /belongs to PostgreSQL 17, and this Convoke brings PostgreSQL 18/u,
  );
  expect(await readdir(other)).not.toContain('convoke.lock');
});

test('runs below a folder that is closed to all other users', async () => {
  const closed = join(parent, 'closed');
  await mkdir(closed, { mode: 0o700 });
  await chmod(closed, 0o700);
  const server = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), log, settings });
  onTestFinished(() => server.stop());
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

describe('when Convoke is killed', () => {
  test('Postgres ends by itself, and the next start finds what was committed', async () => {
    const killed = await startProgram();
    await query(killed.url, `CREATE TABLE committed AS SELECT 'yes' AS there`);
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    await waitForEnd(killed.postmaster);
    const { url } = await start();
    expect(await query(url, 'SELECT there FROM committed')).toEqual([{ there: 'yes' }]);
  });

  test('a start at once waits for the old Postgres', async () => {
    const killed = await startProgram();
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isAlive(killed.postmaster)).toBe(false);
  });

  test('a Postgres whose guardian was killed as well is stopped by the next start', async () => {
    const killed = await startProgram();
    for (const pid of guardians(killed.postmaster)) process.kill(pid, 'SIGKILL');
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    expect(isAlive(killed.postmaster)).toBe(true);
    const { url } = await start();
    expect(isAlive(killed.postmaster)).toBe(false);
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ pid: killed.postmaster }),
      expect.stringContaining('stopping the Postgres'),
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test("Ctrl-C in Convoke's terminal does not reach Postgres, which Convoke stops when it is ready to", async () => {
  const other = await startProgram();
  expect(sessionOf(other.postmaster)).not.toBe(sessionOf(other.pid));
  process.kill(-other.pid, 'SIGINT');
  const [code] = (await once(other.process, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(isAlive(other.postmaster)).toBe(false);
  expect(await readdir(dataDir)).not.toContain('convoke.lock');
});

test('tells the operator when Postgres ends by itself', async () => {
  await start();
  process.kill(await readPostmaster(), 'SIGQUIT');
  await vi.waitFor(() => expect(log.error).toHaveBeenCalledOnce(), { timeout: 10_000 });
  expect(log.error.mock.calls[0]?.[1]).toMatch(/Postgres ended unexpectedly/u);
});

test('importing the server leaves the signals of the process alone', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit', 'beforeExit'])
    expect(
      process
        .listeners(signal as NodeJS.Signals)
        .map(String)
        .join(),
    ).not.toMatch(/exit-?hook/iu);
});

interface Program {
  process: ChildProcessByStdio<null, Readable, null>;
  pid: number;
  url: string;
  postmaster: number;
}

async function startProgram(): Promise<Program> {
  const program = spawn(process.execPath, ['test/support/embedded-program.ts', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  onTestFinished(() => {
    program.kill('SIGKILL');
  });
  const [url] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
  if (program.pid === undefined) throw new Error('the program did not start');
  return { process: program, pid: program.pid, url, postmaster: await readPostmaster() };
}

async function readPostmaster(): Promise<number> {
  const text = await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n', 1)[0]);
}

/** The guardian shell and the subshell that waits for the end of Convoke: all of the server's session but itself. */
function guardians(postmaster: number): number[] {
  const shell = Number(statFields(postmaster)[1]);
  const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8');
  const others = children.trim().split(' ').map(Number);
  return [...others.filter((pid) => pid !== postmaster), shell];
}

function sessionOf(pid: number): string | undefined {
  return statFields(pid)[3];
}

/** State, parent, group, session, … of proc_pid_stat(5). */
function statFields(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function waitForEnd(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
}

function isAlive(pid: number): boolean {
  try {
    return statFields(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}
