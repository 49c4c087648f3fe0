import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate for localhost that nobody vouches for, and its key, written into `folder`. */
export async function makeCertificate(
  folder: string,
): Promise<{ certFile: string; keyFile: string }> {
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const altNames = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ] as const;
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  });
  await writeFile(certFile, made.cert);
  await writeFile(keyFile, made.private);
  return { certFile, keyFile };
}
