import { authenticate, type AuthenticateResult, type DKIMResult } from 'mailauth';
import type { Log, VerifyMail } from '../../app/ports.ts';
import { unknownOrigin, type MailOrigin } from '../../domain/mail-origin.ts';
import { isPrivateAddress } from './private-address.ts';
import type { Resolve } from './resolver.ts';
import { sealedDomains } from './sealed-domains.ts';
import { whyUnverifiable } from './verifiable.ts';

export interface VerifierSettings {
  resolve: Resolve;
  /** Domains whose ARC seals are believed. */
  arcSealers: readonly string[];
  log: Log;
  /** For one message, however many names it makes us look up. */
  timeoutMs?: number;
}

/**
 * Verifies where mail came from: DKIM (RFC 6376), DMARC's alignment (RFC 9989), ARC (RFC 8617), and SPF (RFC 7208) for
 * the host that handed it to our server. Never rejects: what can't be found out counts for nothing.
 */
export function createVerifier(settings: VerifierSettings): VerifyMail {
  const { log, timeoutMs = 10_000 } = settings;
  return async (raw, how) => {
    const why = whyUnverifiable(raw);
    if (why !== undefined) {
      log.warn({ why }, 'a message is not verified, and counts as forged');
      return { ...unknownOrigin, isForbidden: true };
    }
    const late = new AbortController();
    const timeout = AbortSignal.any([AbortSignal.timeout(timeoutMs), late.signal]);
    try {
      return await Promise.race([verify(settings, raw, how), rejectAt(timeout)]);
    } catch (error) {
      log.warn({ err: error }, 'where a message came from could not be found out');
      return { ...unknownOrigin, isUnsure: true };
    } finally {
      late.abort();
    }
  };
}

function rejectAt(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the DNS took too long')));
  });
}

async function verify(
  { resolve, arcSealers }: VerifierSettings,
  raw: Buffer,
  { receivedAt, envelopeFrom }: Parameters<VerifyMail>[1],
): Promise<MailOrigin> {
  const result = await authenticate(raw, {
    strict: true,
    // The topmost Received is our own server's, and so is the address in it.
    trustReceived: true,
    disableBimi: true,
    resolver: resolve,
    mta: 'convoke',
    ...(envelopeFrom ? { sender: envelopeFrom } : {}),
  });
  const { dkim, dmarc, arc } = result;
  const good = isFresh(result, receivedAt) ? dkim.results.filter(coversAll) : [];
  const isAligned = good.some(({ status }) => status.aligned);
  const fromDomain = authorDomain(result);
  const isDmarcFailure = dmarc !== false && dmarc.status.result === 'fail';
  return {
    signedBy: good.flatMap(({ signingDomain }) => signingDomain?.toLowerCase() ?? []),
    ...(isAligned && fromDomain !== undefined ? { alignedDomain: fromDomain } : {}),
    isForbidden: isDmarcFailure && dmarc.policy !== 'none',
    sealedDomains: arc === false ? [] : sealedDomains(arc, arcSealers),
    hop: hopOf(result),
    isUnsure: [...dkim.results, dmarc, arc].some(
      (part) => part !== false && part.status.result === 'temperror',
    ),
  };
}

/** A message may have one author, named in one From: RFC 5322 wants it, and a second one could be the one that is shown. */
function authorDomain({ dkim }: AuthenticateResult): string | undefined {
  const [from, ...others] = dkim.headerFrom;
  if (dkim.fromFields !== 1 || from === undefined || others.length > 0) return undefined;
  return from.slice(from.lastIndexOf('@') + 1).toLowerCase();
}

/** Without these a signed message could be sent once more, as another one, or with other words below. */
const neededHeaders = ['from', 'date', 'message-id'];

function coversAll({ status, signingHeaders }: DKIMResult): boolean {
  if (status.result !== 'pass' || status.testing || (status.underSized ?? 0) > 0) return false;
  const signed = (signingHeaders?.keys ?? '').toLowerCase().split(/[\s:]+/u);
  return neededHeaders.every((name) => signed.includes(name));
}

const freshDays = 3;

/** An old message doesn't become a new one because someone sends it again. */
function isFresh({ dkim }: AuthenticateResult, receivedAt: Temporal.Instant): boolean {
  const field = dkim.headers?.parsed.find(({ key }) => key === 'date')?.line.toString() ?? '';
  const sentMs = Date.parse(field.slice(field.indexOf(':') + 1).trim());
  const ageHours = (receivedAt.epochMilliseconds - sentMs) / 3_600_000;
  return ageHours <= freshDays * 24 && ageHours >= -24;
}

/** Of a host inside our own network nothing can be said: who sent to it is not in the topmost Received. */
function hopOf({ spf }: AuthenticateResult): MailOrigin['hop'] {
  if (spf === false || !spf['client-ip'] || isPrivateAddress(spf['client-ip'])) return 'unknown';
  switch (spf.status.result) {
    case 'pass':
      return 'allowed';
    case 'fail':
    case 'softfail':
      return 'denied';
    default:
      return 'unknown';
  }
}
