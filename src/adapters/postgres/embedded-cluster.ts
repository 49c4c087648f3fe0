import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Log } from '../../app/ports.ts';
import { UserError } from '../../domain/user-error.ts';
import { majorVersion } from './embedded-binaries.ts';
import type { Binaries } from './embedded-binaries.ts';
import { pathForServer } from './embedded-user.ts';
import type { ServerUser } from './embedded-user.ts';

/** Where one embedded server keeps its things, and as whom it runs. */
export interface Place {
  dataDir: string;
  cluster: string;
  passwordFile: string;
  binaries: Binaries;
  user: ServerUser | undefined;
  /** False where what the machine loses at a power cut doesn't matter. */
  durable: boolean;
}

/** The role that owns everything, and the name of its database. */
export const superuser = 'convoke';

/** Returns the password of the cluster, which is made where there is none. */
export async function ensureCluster(place: Place, log: Log): Promise<string> {
  const version = await readIfThere(join(place.cluster, 'PG_VERSION'));
  if (version === undefined) return makeCluster(place, log);
  if (version !== majorVersion)
    throw new UserError(
      `${place.cluster} belongs to PostgreSQL ${version}, and this Convoke brings PostgreSQL ${majorVersion}. ` +
        'Start the Convoke that made it and export the data, or choose another data directory.',
    );
  const password = await readIfThere(place.passwordFile);
  if (password === undefined)
    throw new UserError(
      `${place.passwordFile} is missing, and the database in ${place.cluster} can't be opened without it. Put it back from a backup.`,
    );
  return password;
}

async function makeCluster(place: Place, log: Log): Promise<string> {
  log.info({ dataDir: place.dataDir }, 'making a new Postgres database');
  const password = randomBytes(24).toString('base64url');
  await writeFile(place.passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user) await chown(place.passwordFile, place.user.uid, place.user.gid);
  // Made beside its place and moved there, so that one half made is never taken for a whole one.
  const draft = join(place.dataDir, 'cluster.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (place.user) await chown(draft, place.user.uid, place.user.gid);
  await runInitdb(place, draft);
  await rename(draft, place.cluster);
  return password;
}

async function runInitdb(place: Place, directory: string): Promise<void> {
  const passwordFile = await open(place.passwordFile);
  try {
    const initdb = spawn(
      place.binaries.initdb,
      [
        `--pgdata=${pathForServer(place.user, directory)}`,
        `--username=${superuser}`,
        '--pwfile=/dev/stdin',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Postgres' own locale, so the same on every machine.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(place.durable ? [] : ['--no-sync']),
      ],
      {
        cwd: directory,
        stdio: [passwordFile.fd, 'pipe', 'pipe'],
        env: { LC_ALL: 'C' },
        ...place.user,
      },
    );
    let output = '';
    for (const stream of [initdb.stdout, initdb.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = await once(initdb, 'close');
    if (code !== 0) throw new Error(`initdb failed on ${directory}: ${output.trim()}`);
  } finally {
    await passwordFile.close();
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
