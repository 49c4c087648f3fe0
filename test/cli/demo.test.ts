import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../../src/sandbox/ports.ts';

vi.setConfig({ testTimeout: 180_000 });

let data: string;
let port: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'convoke-demo-test-'));
  port = String((await freePorts()).page);
});

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});

function demo(...args: string[]) {
  const child = spawn(process.execPath, ['src/cli.ts', 'demo', '--data', data, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  const onOutput = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);
  const ended = once(child, 'close').then(() => child.exitCode);
  const tooSoon = async () => {
    throw new Error(`it ended with ${await ended}: ${output}`);
  };
  return {
    child,
    ended,
    output: () => output,
    until: (words: string) =>
      Promise.race([vi.waitUntil(() => output.includes(words), { timeout: 120_000 }), tooSoon()]),
  };
}

/** Whether the Postgres of the demo's data directory still runs. */
async function postgresRuns(): Promise<boolean> {
  const pidFile = join(data, 'postgres', 'cluster', 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the demo', () => {
  it('plays to its end, checked, and leaves mails, agenda and minutes in a folder', async () => {
    const { ended, output } = demo('--exit', '--port', port);
    expect(await ended, output()).toBe(0);
    const folder = /are in (\S+)/u.exec(output())?.[1] ?? '';
    expect(await readFile(join(folder, 'minutes.md'), 'utf8')).toContain(
      'Attendees: Amir Chaudhry (chair)',
    );
    expect(await readFile(join(folder, 'agenda.md'), 'utf8')).toContain('ARM update');
    expect(await readFile(join(folder, 'mails', '01.eml'), 'utf8')).toContain('Message-ID: <');
    expect(output()).not.toContain('✗');
    await rm(folder, { recursive: true });
    expect(await postgresRuns()).toBe(false);
  });

  it('ends at Ctrl-C without leaving a process, and can be started again', async () => {
    for (const _ of ['once', 'again']) {
      const { child, ended, output, until } = demo('--port', port);
      await until('the call for agenda is on the mailing list');
      child.kill('SIGINT');
      expect(await ended, output()).toBe(0);
      expect(await postgresRuns()).toBe(false);
    }
  });

  it('says what is taken when two are started at once', async () => {
    const first = demo('--port', port);
    await first.until('The page:');
    const samePort = demo('--exit', '--port', port);
    expect(await samePort.ended).toBe(1);
    expect(samePort.output()).toContain(`Port ${port} on 127.0.0.1`);
    const otherPort = String((await freePorts()).page);
    const sameData = demo('--exit', '--port', otherPort);
    expect(await sameData.ended).toBe(1);
    expect(sameData.output()).toContain('is in use by process');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
  });
});
