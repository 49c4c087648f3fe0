import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';

import type { ServerUser } from './embedded-user.ts';

export interface ServerProcess {
  /** Called with the server's last words when it ends without having been told to. */
  onDeath(report: (output: string) => void): void;
  stop(): Promise<void>;
}

/**
 * Postgres under a shell that waits for the end of its standard input, which this process holds: when that ends,
 * even by SIGKILL, Postgres is told to shut down quickly (SIGINT). It runs in a session of its own, so that
 * Ctrl-C reaches Convoke alone, which then closes its connections first.
 */
const guardian = `
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r line <&3; kill -INT $server; } 2>/dev/null &
watcher=$!
exec 3<&-
wait $server
status=$?
kill $watcher 2>/dev/null
exit $status
`;

const stopSeconds = 60;
const outputLines = 20;

/** Resolves when the server takes connections; rejects with what it said when it ends before. */
export async function startServerProcess(server: {
  command: string;
  arguments: string[];
  cwd: string;
  user: ServerUser | undefined;
}): Promise<ServerProcess> {
  const child = spawn('/bin/sh', ['-c', guardian, 'sh', server.command, ...server.arguments], {
    cwd: server.cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { LC_ALL: 'C' },
    ...server.user,
  });
  const ended = once(child, 'close');
  // Observed below; a failure to start the shell must not count as unhandled before.
  ended.catch(() => {});
  const output: string[] = [];
  const ready = new Promise<void>((resolve) =>
    createInterface({ input: child.stderr }).on('line', (line) => {
      output.push(line);
      if (output.length > outputLines) output.shift();
      if (line.includes('database system is ready to accept connections')) resolve();
    }),
  );
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(output.join('\n'))))]);

  let stopping = false;
  let report: ((output: string) => void) | undefined;
  void ended.then(() => {
    if (!stopping) report?.(output.join('\n'));
  });
  // Postgres alone doesn't keep Convoke running.
  child.unref();
  for (const stream of [child.stdin, child.stderr]) if (stream instanceof Socket) stream.unref();

  return {
    onDeath: (listener) => {
      report = listener;
    },
    stop: async () => {
      stopping = true;
      child.ref();
      child.stdin.end();
      const giveUp = setTimeout(() => killGroup(child.pid), stopSeconds * 1_000);
      await ended;
      clearTimeout(giveUp);
    },
  };
}

/** Postgres recovers from this by its log, at the next start. */
function killGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
