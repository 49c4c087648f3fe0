import { createHmac } from 'node:crypto';
import type { App, Store, Tx } from './ports.ts';

/** What makes an outgoing message that message and no other. */
export interface OutboxKey {
  /** The meeting's id. */
  meeting: string;
  /** The step, or the command, that says it; with a count where it may be said again. */
  what: string;
  channel: 'mail' | 'discord';
  /** An address, or a channel's id with the part of a long post. */
  recipient: string;
}

export function keyText({ meeting, what, channel, recipient }: OutboxKey): string {
  return [meeting, what, channel, recipient].join(':');
}

interface Names {
  app: App;
  tx: Tx;
}

/** RFC 5322 Message-ID that this key always has. */
export async function messageIdOf(names: Names, key: string, domain: string): Promise<string> {
  return `<${await digest(names, `message ${key}`, 32)}@${domain}>`;
}

/** Whether a Message-ID could be one of ours; it may still be another's. */
export function isOwnMessageId(messageId: string): boolean {
  return /^<[0-9a-f]{32}@[^<>\s@]+>$/u.test(messageId);
}

/** Discord nonce (at most 25 characters) that this key always has. */
export function nonceOf(names: Names, key: string): Promise<string> {
  return digest(names, `nonce ${key}`, 25);
}

/** What a mail says in X-Convoke of what it is about, and nobody else can read. */
export function traceOf(names: Names, about: string): Promise<string> {
  return digest(names, `trace ${about}`, 32);
}

/** The migrations made it, so it is never that of a transaction that is undone. */
const secrets = new WeakMap<Store, string>();

/** Keyed: who could compute the name of a message could forge its bounce, or its coming back, before it is sent. */
async function digest({ app, tx }: Names, text: string, chars: number): Promise<string> {
  const secret = secrets.get(app.store) ?? (await tx.settings.get('outgoing-secret'));
  if (typeof secret !== 'string') throw new Error('the setting outgoing-secret is missing');
  secrets.set(app.store, secret);
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, chars);
}
