import { generateKeyPairSync } from 'node:crypto';
import type { Resolve } from '../../src/adapters/mail/resolver.ts';

export interface SigningKey {
  privateKey: string;
  /** The TXT record under `SELECTOR._domainkey.DOMAIN`. */
  record: string;
}

export function makeSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { privateKey, record: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}` };
}

export interface Zone {
  resolve: Resolve;
  /** Every name that was asked for. */
  asked: string[];
}

/** A whole DNS: `{ 'example.org TXT': ['v=spf1 -all'] }`. What it doesn't hold doesn't exist; `fails` don't answer. */
export function makeZone(
  records: Record<string, readonly unknown[]>,
  { fails = [] }: { fails?: readonly string[] } = {},
): Zone {
  const asked: string[] = [];
  const resolve = (name: string, type: string) => {
    asked.push(`${name} ${type}`);
    if (fails.includes(name)) return Promise.reject(withCode('ETIMEOUT', name));
    const found = records[`${name} ${type}`];
    if (!found) return Promise.reject(withCode('ENOTFOUND', name));
    return Promise.resolve(type === 'TXT' ? found.map((text) => [String(text)]) : found);
  };
  return { asked, resolve: resolve as Resolve };
}

function withCode(code: string, name: string): Error {
  return Object.assign(new Error(`query${code} ${name}`), { code });
}
