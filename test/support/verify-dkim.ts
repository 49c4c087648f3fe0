import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** The lower-cased names of the fields that a relaxed/relaxed rsa-sha256 signature covers (RFC 6376 §3.4), if it holds. */
export function verifyDkim(raw: string, publicKey: KeyObject): string[] {
  const end = raw.indexOf('\r\n\r\n');
  const fields = raw
    .slice(0, end)
    .split(/\r\n(?![ \t])/u)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase().trim(), line }));
  const signature = fields.find(({ name }) => name === 'dkim-signature')?.line ?? '';
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => tag.replaceAll(/\s+/gu, ''))
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  const body = raw
    .slice(end + 4)
    .replaceAll(/[ \t]+(?=\r\n)/gu, '')
    .replaceAll(/[ \t]+/gu, ' ')
    .replace(/(?:\r\n)*$/u, '\r\n');
  if (createHash('sha256').update(body).digest('base64') !== tags.get('bh')) return [];
  const names = (tags.get('h') ?? '').toLowerCase().split(':');
  const signed = names.flatMap((name) =>
    fields.filter((field) => field.name === name).map(({ line }) => line),
  );
  const withoutItself = signature.replace(/(\bb=)[^;]*$/u, '$1');
  const text = [...signed.map((line) => `${relax(line)}\r\n`), relax(withoutItself)].join('');
  const holds = createVerify('sha256')
    .update(text)
    .verify(publicKey, tags.get('b') ?? '', 'base64');
  return holds ? names : [];
}

function relax(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return `${line.slice(0, colon).toLowerCase().trim()}:${value}`;
}
