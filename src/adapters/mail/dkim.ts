import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserError } from '../../domain/user-error.ts';

export interface DkimSettings {
  domain: string;
  selector: string;
  /** Private RSA key in PEM. */
  keyFile: string;
}

/** The key that signs our mail (RFC 6376). Throws a UserError when the file holds none. */
export function readDkimKey({ domain, selector, keyFile }: DkimSettings): DkimKey {
  const privateKey = readKeyFile(keyFile);
  const isRsa = parseKey(privateKey, keyFile).asymmetricKeyType === 'rsa';
  if (!isRsa)
    throw new UserError(`DKIM_KEY_FILE (${keyFile}) must hold an RSA key; it holds another kind.`);
  return { domainName: domain, keySelector: selector, privateKey, headerFieldNames };
}

export interface DkimKey {
  domainName: string;
  keySelector: string;
  privateKey: string;
  headerFieldNames: string;
}

/**
 * What is signed: RFC 6376 §5.4.1, and the fields by which others decide what to do with a mail of ours. RFC 8058 §4
 * wants both List-Unsubscribe fields signed; without Auto-Submitted someone could turn our mail into a loop's fuel.
 * Fields that lists rewrite or add (Sender, List-Id, List-Post) are left out, lest the list break the signature.
 */
const headerFieldNames = [
  'From',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'Cc',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'X-Convoke',
].join(':');

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`DKIM_KEY_FILE (${file}) can't be read: ${String(error)}`, {
      cause: error,
    });
  }
}

function parseKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new UserError(`DKIM_KEY_FILE (${file}) holds no private key in PEM.`, { cause: error });
  }
}
