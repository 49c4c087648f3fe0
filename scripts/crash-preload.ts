/**
 * Loaded before the service by `node --import`: counts every crossing between this process and a database or network,
 * and ends the process with SIGKILL at the one it is told to. It wraps the sockets of Node itself, so it knows nothing
 * of Convoke, and Convoke nothing of it.
 *
 * CRASH_AT: which crossing is the last (none: it only counts). CRASH_FILE: where it is written down.
 * CRASH_PEERS: names of the ports, as JSON. CRASH_TRACE: a file that every crossing is written to.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { Duplex } from 'node:stream';

const last = Number(process.env['CRASH_AT'] ?? Infinity);
const file = process.env['CRASH_FILE'];
const trace = process.env['CRASH_TRACE'];
const peers = JSON.parse(process.env['CRASH_PEERS'] ?? '{}') as Record<string, string>;

let crossings = 0;

/** How many there have been. */
export function countCrossings(): number {
  return crossings;
}

function cross(what: string, socket: net.Socket, bytes?: unknown): void {
  const peer = peers[String(socket.remotePort)] ?? peers[String(socket.localPort)];
  // What is neither database nor network: the pipes to the parent.
  if (peer === undefined && what !== 'connect') return;
  crossings += 1;
  if (crossings !== last && trace === undefined) return;
  const label = `${peer ?? 'network'} ${what} ${gist(bytes)}`.trim();
  if (trace !== undefined) appendFileSync(trace, `${label}\n`);
  if (crossings !== last) return;
  if (file !== undefined) writeFileSync(file, label);
  process.kill(process.pid, 'SIGKILL');
}

/** Enough of what is said to tell one crossing from another: the SQL, the command, the request. */
function gist(bytes: unknown): string {
  if (!Buffer.isBuffer(bytes) && typeof bytes !== 'string') return '';
  const text = bytes.toString('latin1').slice(0, 600);
  const sql =
    /(?:select|insert|update|delete|begin|commit|rollback|listen|with)\b[^\0]{0,60}/iu.exec(
      text,
    )?.[0];
  const request = /^(?:GET|POST|PUT|PATCH|DELETE) \S+/u.exec(text)?.[0];
  const first = sql ?? request ?? /[\x20-\x7e]{2,40}/u.exec(text)?.[0] ?? '';
  return first.replace(/\s+/gu, ' ').replace(/[0-9a-f]{8,}(?:-[0-9a-f]+)*|\d+/gu, '#');
}

type Method = (this: net.Socket, ...rest: unknown[]) => unknown;
const socket = net.Socket.prototype as unknown as Record<
  '_write' | '_writev' | 'connect' | 'push',
  Method
>;
const { _write: write, _writev: writev, connect } = socket;
const { push } = Duplex.prototype as unknown as Record<'push', Method>;

socket._write = function (...rest) {
  cross('write', this, rest[0]);
  return write.apply(this, rest);
};
socket._writev = function (...rest) {
  cross('write', this, (rest[0] as { chunk: unknown }[])[0]?.chunk);
  return writev.apply(this, rest);
};
socket.connect = function (...rest) {
  cross('connect', this);
  return connect.apply(this, rest);
};
socket.push = function (...rest) {
  if (rest[0] !== null) cross('read', this, rest[0]);
  return push.apply(this, rest);
};
