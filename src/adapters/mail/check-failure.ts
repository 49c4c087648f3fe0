import type { Check } from '../../app/check.ts';

/** A check of a mail server that failed, and how to mend it. `prefix`: of the settings, SMTP or IMAP. */
export function checkFailure(name: string, prefix: 'SMTP' | 'IMAP', error: unknown): Check {
  const { code = '', message, responseText } = describe(error);
  const detail = [message, responseText].filter(Boolean).join(': ').replaceAll(/\s+/gu, ' ');
  return { name, ok: false, detail, mend: mendFor(prefix, `${code} ${detail}`, error) };
}

function describe(error: unknown): { code?: string; message: string; responseText?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return error;
}

function mendFor(prefix: string, text: string, error: unknown): string {
  const refused = error instanceof Error && 'authenticationFailed' in error;
  if (refused || /EAUTH|\b535\b/u.test(text))
    return `Check the user and the password in ${prefix}_URL; special characters must be percent-encoded (@ is %40). Some providers want an app password.`;
  if (/certificate|self.signed|altnames|CERT_/iu.test(text))
    return `Mend the server's certificate, use the name that it is made out to in ${prefix}_URL, or set ${prefix}_TLS=any to accept it as it is.`;
  if (/TLS/u.test(text))
    return `The server doesn't encrypt as ${prefix}_URL asks: try ${prefix.toLowerCase()}s://, another port, or ${prefix}_TLS=off.`;
  if (/mailbox|EXIST/iu.test(text))
    return 'Make the folder, or set IMAP_MAILBOX to one that is there.';
  return `Check host and port in ${prefix}_URL, and that no firewall stands between.`;
}
