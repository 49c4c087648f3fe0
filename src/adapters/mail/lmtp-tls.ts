import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { UserError } from '../../domain/user-error.ts';

/** Files in PEM. */
export interface LmtpTls {
  certFile: string;
  keyFile: string;
}

/** Throws a UserError when a file can't be read, or the two don't belong together. */
export function readLmtpTls({ certFile, keyFile }: LmtpTls): { cert: string; key: string } {
  const pair = { cert: readPem('CERT', certFile), key: readPem('KEY', keyFile) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new UserError(
      `LMTP_TLS_CERT_FILE (${certFile}) and LMTP_TLS_KEY_FILE (${keyFile}) are no certificate and its key in PEM: ${String(error)}`,
      { cause: error },
    );
  }
  return pair;
}

function readPem(which: 'CERT' | 'KEY', file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`LMTP_TLS_${which}_FILE (${file}) can't be read: ${String(error)}`, {
      cause: error,
    });
  }
}
