import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { UserError } from '../../domain/user-error.ts';

/** Whom Postgres runs as when Convoke runs as root, which Postgres refuses to be. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const run = promisify(execFile);
const name = 'postgres';

/** Returns nothing when this process isn't root: then Postgres runs as the same user. */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return await lookUp();
  } catch {
    await makeUser();
    return lookUp();
  }
}

/**
 * The server starts in its cluster's folder. As another user it may not be allowed to walk there from the root,
 * a home of root's being closed to all others, but where it stands it may stay.
 */
export function pathForServer(user: ServerUser | undefined, folder: string): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

async function lookUp(): Promise<ServerUser> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function makeUser(): Promise<void> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', name]);
  } catch (cause) {
    throw new UserError(
      `Postgres doesn't run as root, and there is no user ${name} to run it as. ` +
        `Start Convoke as another user, make a user ${name}, or set DATABASE_URL.`,
      { cause },
    );
  }
}
