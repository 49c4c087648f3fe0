import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Log } from '../../app/ports.ts';
import { isAlive } from './embedded-lock.ts';

/**
 * Ends what a Convoke that was killed may have left in a cluster: a server that still shuts down, or runs on
 * because its guardian was killed as well, or the pid file of a dead one, whose number another process may bear
 * by now. Called with the data directory locked.
 */
export async function stopOrphan(cluster: string, log: Log): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!(await servesCluster(pid, cluster))) {
    await rm(pidFile, { force: true });
    return;
  }
  log.warn({ pid, cluster }, 'stopping the Postgres of a Convoke that ended without doing so');
  for (const [signal, seconds] of shutdown) {
    signalIfAlive(pid, signal);
    if (await endsWithin({ pid, cluster, seconds })) return;
  }
  throw new Error(`Postgres, process ${pid}, on ${cluster} does not end`);
}

/** Fast, immediate, by force; https://www.postgresql.org/docs/18/server-shutdown.html */
const shutdown = [
  ['SIGINT', 30],
  ['SIGQUIT', 10],
  ['SIGKILL', 5],
] as const;

/** A server's working directory is its cluster. Where there is no /proc, a live process named there counts as it. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster;
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (isAlive(pid)) throw new Error(`ending Postgres, process ${pid}`, { cause: error });
  }
}

async function endsWithin(server: {
  pid: number;
  cluster: string;
  seconds: number;
}): Promise<boolean> {
  const pauseMs = 50;
  for (let waited = 0; waited < server.seconds * 1_000; waited += pauseMs) {
    if (!(await servesCluster(server.pid, server.cluster))) return true;
    await new Promise((wake) => setTimeout(wake, pauseMs));
  }
  return false;
}
