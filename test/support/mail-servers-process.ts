import { execFileSync, spawn } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Somebody without privileges. Root lends the servers those of `nobody`: no mail server should have more. */
export interface Owner {
  name: string;
  group: string;
  uid: number;
  gid: number;
}

/** A server's own folder, and the user it runs as. */
export interface Home {
  folder: string;
  owner: Owner;
  /** Writes a file that the owner has, its folders with it; returns its path. */
  write(name: string, text: string | Buffer): Promise<string>;
  makeFolder(name: string): Promise<string>;
  remove(): Promise<void>;
}

export interface RunningProgram {
  /** Ends it and all that it started. */
  stop(): Promise<void>;
}

export async function makeHome(prefix: string): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const owner = findOwner();
  const own = (path: string) => chownSync(path, owner.uid, owner.gid);
  own(folder);
  const makeFolder = async (name: string) => {
    const path = join(folder, name);
    await mkdir(path);
    own(path);
    return path;
  };
  return {
    folder,
    owner,
    makeFolder,
    async write(name, text) {
      const path = join(folder, name);
      await writeFile(path, text);
      own(path);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

/**
 * Starts a server and resolves once it listens on all its ports. It stands in a process group of its own, so that its children
 * end with it, and the kernel ends it when the test run is killed.
 */
export async function runServer(
  [program = '', ...args]: string[],
  { home, ports }: { home: Home; ports: number[] },
): Promise<RunningProgram> {
  const { folder, owner } = home;
  const child = spawn('setpriv', [...privileges(owner), program, ...args], {
    cwd: folder,
    detached: true,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => said.push(String(chunk)));
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    endGroup(child.pid);
    await ended;
  };
  failed.catch(() => undefined);
  try {
    const died = ended.then(() => {
      throw new Error('it ended by itself');
    });
    await Promise.race([Promise.all(ports.map(untilItListens)), died, failed]);
  } catch (error) {
    endGroup(child.pid);
    throw new Error(`${program} didn't start: ${said.join('')}${await logsIn(folder)}`, {
      cause: error,
    });
  }
  return { stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again and again, because what is waited for happens in other programs. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = 75_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await pause(40);
  }
}

/** Waits until what is counted hasn't changed for a while, and returns it. */
export async function untilQuiet(count: () => Promise<number>, quietMs = 2_500): Promise<number> {
  let last = await count();
  for (let since = performance.now(); performance.now() - since < quietMs;) {
    await pause(100);
    const now = await count();
    if (now !== last) since = performance.now();
    last = now;
  }
  return last;
}

function findOwner(): Owner {
  const who = process.getuid?.() === 0 ? 'nobody' : String(process.getuid?.());
  const id = (flag: string) => execFileSync('id', [flag, who], { encoding: 'utf8' }).trim();
  return { name: id('-un'), group: id('-gn'), uid: Number(id('-u')), gid: Number(id('-g')) };
}

function privileges({ uid, gid }: Owner): string[] {
  const change = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  return ['--pdeathsig', 'TERM', ...(process.getuid?.() === 0 ? change : [])];
}

/** At once: an orderly end takes Mailman seconds, and what is under way is thrown away anyhow. */
function endGroup(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL');
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function untilItListens(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await listens(port)) return;
    await pause(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}

async function logsIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const logs = names.filter((name) => name.endsWith('log'));
  const texts = await Promise.all(
    logs.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  return texts.join('').slice(-2_000);
}
