/**
 * Counts every crossing between this process and a database or network, and ends the process with SIGKILL at the one it
 * is told to. It wraps the sockets of Node itself, so it knows nothing of Convoke, and Convoke nothing of it.
 */
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { Duplex } from 'node:stream';

export interface Watch {
  /** The names of the ports. */
  peers: Record<string, string>;
  /** Where the process ends. */
  killAt?: Place;
  /** Where it is written down, before it ends. */
  file?: string;
}

/** The so-manieth crossing of all, or of those with a name. */
export type Place = { nth: number; name?: string };

/** How often each crossing was made, by its name: the act of the story, and what is crossed. */
export type Crossings = Record<string, number>;

/** The crossing, whatever the act. */
export function boundaryOf(name: string): string {
  return name.slice(name.indexOf(between) + between.length);
}

const between = ' · ';

let watch: Watch | undefined;
let act = '';
let count = 0;
let byName = new Map<string, number>();
let asked = new WeakMap<net.Socket, string>();

/** Begins to count, from nothing. */
export function watchCrossings(next: Watch): void {
  watch = next;
  count = 0;
  byName = new Map();
  asked = new WeakMap();
}

export function unwatchCrossings(): Crossings {
  watch = undefined;
  return Object.fromEntries(byName);
}

/** What is going on in the story. */
export function nameAct(name: string): void {
  act = name;
}

function cross(what: 'connects' | 'writes' | 'reads', socket: net.Socket, bytes?: unknown): void {
  if (!watch) return;
  const peer =
    watch.peers[String(socket.remotePort)] ?? watch.peers[String(socket.localPort)] ?? 'network';
  // What is neither database nor network: the pipes to the parent.
  if (peer === 'network' && what !== 'connects') return;
  const name = `${act}${between}${peer} ${what} ${whatIsSaid(what, peer, socket, bytes)}`.trimEnd();
  count += 1;
  const nth = (byName.get(name) ?? 0) + 1;
  byName.set(name, nth);
  const { killAt, file } = watch;
  if (!killAt) return;
  if (killAt.name === undefined ? count !== killAt.nth : name !== killAt.name || nth !== killAt.nth)
    return;
  if (file !== undefined) writeFileSync(file, name);
  process.kill(process.pid, 'SIGKILL');
}

/** An answer is named for what was asked. */
function whatIsSaid(what: string, peer: string, socket: net.Socket, bytes: unknown): string {
  if (what === 'connects') return '';
  const said = gist(peer, bytes);
  if (what === 'writes') asked.set(socket, said);
  const question = asked.get(socket);
  return what === 'reads' && question !== undefined ? `the answer to ${question}` : said;
}

/** Enough of what is said to tell one crossing from another: the SQL, the command, the request. */
function gist(peer: string, bytes: unknown): string {
  if (!Buffer.isBuffer(bytes) && typeof bytes !== 'string') return '';
  const text = bytes.toString('latin1').slice(0, 600);
  return (said[peer]?.(text) ?? firstWords(text))
    .replace(/\s+/gu, ' ')
    .replace(/[0-9a-f]{8,}(?:-[0-9a-f]+)*|\d+/gu, '#')
    .trim();
}

const said: Record<string, (text: string) => string | undefined> = {
  postgres: (text) =>
    // PasswordMessage and SASLResponse (PostgreSQL, "Message Formats") hold what is random.
    text.startsWith('p')
      ? 'password'
      : /(?:select|insert|update|delete|begin|commit|rollback|listen|with)\b[^\0]{0,60}/iu.exec(
          text,
        )?.[0],
  discord: (text) =>
    // A frame of the gateway's is masked (RFC 6455 §5.3), or compressed.
    /^(?:GET|POST|PUT|PATCH|DELETE|HTTP)\S* \S+/u
      .exec(text)?.[0]
      .replace(/(webhooks|interactions)\/\d+\/\S+/u, '$1/#') ?? 'a frame',
};

function firstWords(text: string): string {
  return /[\x20-\x7e]{2,40}/u.exec(text)?.[0] ?? (text.startsWith('.') ? 'the end of data' : '');
}

type Method = (this: net.Socket, ...rest: unknown[]) => unknown;
const socket = net.Socket.prototype as unknown as Record<
  '_write' | '_writev' | 'connect' | 'push',
  Method
>;
const { _write: write, _writev: writev, connect } = socket;
const { push } = Duplex.prototype as unknown as Record<'push', Method>;

socket._write = function (...rest) {
  cross('writes', this, rest[0]);
  return write.apply(this, rest);
};
socket._writev = function (...rest) {
  cross('writes', this, (rest[0] as { chunk: unknown }[])[0]?.chunk);
  return writev.apply(this, rest);
};
socket.connect = function (...rest) {
  cross('connects', this);
  return connect.apply(this, rest);
};
socket.push = function (...rest) {
  if (rest[0] !== null) cross('reads', this, rest[0]);
  return push.apply(this, rest);
};
