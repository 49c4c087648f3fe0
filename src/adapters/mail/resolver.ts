import { Resolver } from 'node:dns/promises';

/** Looks up records of a name; rejects with a code such as ENOTFOUND, as node:dns does. */
export type Resolve = (name: string, type: string) => Promise<string[] | string[][]>;

/**
 * Names that are never in the DNS (RFC 2606, RFC 6761, RFC 6762, RFC 8375): asking for them only tells others what is
 * spoken of here.
 */
const reserved = /(?:^|\.)(?:test|example|invalid|localhost|local|internal|home\.arpa|onion)\.?$/iu;

/** The DNS of this machine, asked for little time. Each answer is asked for once. */
export function createResolver({ timeoutMs = 2_000, tries = 2 } = {}): Resolve {
  const dns = new Resolver({ timeout: timeoutMs, tries });
  return withoutReserved(
    async (name, type) => (await dns.resolve(name, type)) as string[] | string[][],
  );
}

export function withoutReserved(resolve: Resolve): Resolve {
  return (name, type) =>
    reserved.test(name)
      ? Promise.reject(
          Object.assign(new Error(`${name} is never in the DNS`), { code: 'ENOTFOUND' }),
        )
      : resolve(name, type);
}
