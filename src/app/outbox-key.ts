import { createHash } from 'node:crypto';

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

/** RFC 5322 Message-ID that this key always has. */
export function messageIdOf(key: string, domain: string): string {
  return `<${digest(key, 32)}@${domain}>`;
}

/** Discord nonce (at most 25 characters) that this key always has. */
export function nonceOf(key: string): string {
  return digest(key, 25);
}

function digest(key: string, chars: number): string {
  return createHash('sha256').update(key).digest('hex').slice(0, chars);
}
