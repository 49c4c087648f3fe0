import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { UserError } from '../../domain/user-error.ts';

/** A process and when it began, since numbers come round again. */
const holderSchema = z.object({
  pid: z.int().min(1),
  /** In the system's own unit; unknown where there is no /proc. */
  began: z.string().optional(),
});

type Holder = z.infer<typeof holderSchema>;

/**
 * Takes the data directory for this process until the returned function is called. Throws a UserError when a live
 * process has it; the lock of a dead one is taken over.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const lock = join(dataDir, 'convoke.lock');
  const draft = `${lock}.${process.pid}`;
  const me: Holder = { pid: process.pid, began: whenBegan(process.pid) };
  await writeFile(draft, JSON.stringify(me));
  try {
    while (!(await linkUnlessThere(draft, lock))) await clearDeadLock(lock, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  let held = true;
  return async () => {
    // Once only: by the second time the lock may be another's.
    if (held) await rm(lock, { force: true });
    held = false;
  };
}

/** Whether the process exists, as anyone's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The lock appears whole or not at all, and for one process only. */
async function linkUnlessThere(draft: string, lock: string): Promise<boolean> {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function clearDeadLock(lock: string, dataDir: string): Promise<void> {
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  refuseIfHeld(text, dataDir);
  // Two processes may find the same dead lock: only what was read is removed, never the other one's new lock.
  const aside = `${lock}.dead.${process.pid}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== text) await linkUnlessThere(aside, lock);
  await rm(aside, { force: true });
}

function refuseIfHeld(text: string, dataDir: string): void {
  const { pid, began } = readHolder(text);
  if (!isAlive(pid) || whenBegan(pid) !== began) return;
  throw new UserError(
    `The data directory ${dataDir} is in use by process ${pid}. Stop that Convoke first, or give this one ` +
      'another data directory.',
  );
}

const nobody: Holder = { pid: Number.MAX_SAFE_INTEGER, began: undefined };

/** A lock that a full disk or a power cut left unreadable is nobody's. */
function readHolder(text: string): Holder {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return nobody;
  }
}

/** Fields 3 and 22 of proc_pid_stat(5), counted after the command's name, which may hold spaces. */
function whenBegan(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
