import { createPublicKey } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';
import type { Check } from '../../app/check.ts';
import { readDkimKey, type DkimSettings } from './dkim.ts';

/** The key file must be readable, its domain that of our address, and the key that the domain publishes its other half. */
export async function checkDkim(
  dkim: DkimSettings,
  address: string,
  resolve: (name: string) => Promise<string[][]> = resolveTxt,
): Promise<Check> {
  const name = 'DKIM';
  const record = `${dkim.selector}._domainkey.${dkim.domain}`;
  try {
    const own = publicKeyOf(readDkimKey(dkim).privateKey);
    const mend = `Publish at ${record} the TXT record: v=DKIM1; k=rsa; p=${own}`;
    const published = await keysAt(record, resolve);
    if (!published.includes(own)) {
      const detail =
        published.length > 0 ? `${record} holds another key` : `${record} holds no key`;
      return { name, ok: false, detail, mend };
    }
    return {
      name,
      ok: true,
      detail: [`signs for ${dkim.domain}`, ...misaligned(dkim, address)].join(', '),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      name,
      ok: false,
      detail,
      mend: 'Set DKIM_KEY_FILE to the private key, an RSA key in PEM.',
    };
  }
}

/** DMARC (RFC 7489 §3.1.1) gives no credit for a signature of another domain than the sender's. */
function misaligned({ domain }: DkimSettings, address: string): string[] {
  const sender = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const own = domain.toLowerCase();
  const aligned = sender === own || sender.endsWith(`.${own}`) || own.endsWith(`.${sender}`);
  return aligned ? [] : [`which is not the domain of ${address}: DMARC will not count it`];
}

function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
}

/** RFC 6376 §3.6.1; a record comes in pieces. */
async function keysAt(
  record: string,
  resolve: (name: string) => Promise<string[][]>,
): Promise<string[]> {
  const found = await resolve(record).catch(() => []); // Not found, or no resolver: either way no key was seen.
  return found.flatMap((pieces) => {
    const key = /(?:^|;)\s*p=([^;]*)/u.exec(pieces.join(''))?.[1]?.replaceAll(/\s+/gu, '');
    return key ? [key] : [];
  });
}
