const mostHeaderBytes = 256_000;
const mostLineBytes = 10_000;
const mostSeals = 60;

/**
 * Why a message is not verified. Verifying runs on the thread that everything else runs on, and what it costs grows
 * with the square of some lengths; no server makes messages like these (RFC 5322 §2.1.1: 998 characters a line).
 */
export function whyUnverifiable(raw: Buffer): string | undefined {
  const end = endOfHeader(raw);
  if (end > mostHeaderBytes) return 'its header is too large';
  const header = raw.subarray(0, end).toString('latin1');
  const seals = header.match(/^(?:dkim-signature|arc-[a-z-]{1,40}):/gimu)?.length ?? 0;
  if (seals > mostSeals) return 'it bears too many signatures';
  return hasLongLine(raw, end) ? 'a line of it is too long' : undefined;
}

function endOfHeader(raw: Buffer): number {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : raw.length;
}

function hasLongLine(raw: Buffer, from: number): boolean {
  for (let at = from; at < raw.length;) {
    const next = raw.indexOf(10, at);
    const end = next < 0 ? raw.length : next;
    if (end - at > mostLineBytes) return true;
    at = end + 1;
  }
  return false;
}
