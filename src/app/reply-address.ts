import type { App, Tx } from './ports.ts';

/** `agenda+TOKEN@example.org` (RFC 5233). */
export function replyAddress(own: string, token: string): string {
  const at = own.lastIndexOf('@');
  return `${own.slice(0, at)}+${token}${own.slice(at)}`;
}

/** The address at which this person alone answers what this meeting's mail says; nothing when Convoke has no mail. */
export async function personalReplyTo(
  { app, tx, now }: { app: App; tx: Tx; now: Temporal.Instant },
  to: { meetingId: string; personId: string; heldId?: string },
): Promise<string | undefined> {
  const { address } = app.identity;
  return address === undefined
    ? undefined
    : replyAddress(address, await tx.tokens.personal(to, now));
}
