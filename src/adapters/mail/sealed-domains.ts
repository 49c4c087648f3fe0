import type { ARCResult } from 'mailauth';

/**
 * Domains that a configured sealer found authenticated when the message came to it. The whole chain must verify
 * (RFC 8617 §5.2); of its sets those count that configured sealers made, from the newest down to the first by anyone
 * else.
 */
export function sealedDomains(arc: ARCResult, sealers: readonly string[]): string[] {
  if (arc.status.result !== 'pass') return [];
  const chain = arc.chain?.toReversed() ?? [];
  const isTrusted = (entry: (typeof chain)[number]) =>
    sealers.includes(String(entry['arc-seal']?.parsed?.d?.value ?? '').toLowerCase());
  const firstOther = chain.findIndex((entry) => !isTrusted(entry));
  const trusted = firstOther < 0 ? chain : chain.slice(0, firstOther);
  return [
    ...new Set(
      trusted.flatMap((entry) =>
        // As it stood in the message, in bytes.
        authenticatedDomains(
          Buffer.from(entry['arc-authentication-results']?.original ?? '').toString('latin1'),
        ),
      ),
    ),
  ];
}

/** The domains that an Authentication-Results value (RFC 8601) says passed DMARC or DKIM. */
export function authenticatedDomains(results: string): string[] {
  return withoutComments(results)
    .split(';')
    .flatMap((result) => {
      const method = /^\s*(dmarc|dkim)\s*=\s*pass\b/iu.exec(result)?.[1]?.toLowerCase();
      const property =
        method === 'dmarc' ? /header\.from\s*=\s*"?(\S+)/iu : /header\.d\s*=\s*"?(\S+)/iu;
      const domain = method === undefined ? undefined : property.exec(result)?.[1];
      return domain === undefined
        ? []
        : [domain.replace(/"$/u, '').replace(/^.*@/u, '').toLowerCase()];
    });
}

/** Comments may hold anything, a semicolon and "dmarc=pass" among it. */
function withoutComments(text: string): string {
  let depth = 0;
  let kept = '';
  for (const char of text.slice(0, 20_000)) {
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += char;
  }
  return kept;
}
