import type { Labels } from './labels.ts';

const dash = 45;
const maxHeaderLines = 6;

/** Marks what PGP puts around or after a text: the header of a signed one, signatures, keys, encrypted blocks. */
export function markArmour(labels: Labels): void {
  const { lines } = labels;
  for (let line = 0; line < labels.readTo; line++) {
    if (lines.firstChar(line) !== dash || !labels.isOpen(line)) continue;
    const name = /^-----BEGIN PGP ([A-Z ]{4,40})-----$/u.exec(lines.trimmed(line, 80))?.[1];
    if (name === undefined) continue;
    const end =
      name === 'SIGNED MESSAGE' ? headersEnd(labels, line + 1) : blockEnd(labels, line, name);
    labels.mark(line, end, 'armour');
    line = end - 1;
  }
}

function headersEnd(labels: Labels, first: number): number {
  const { lines } = labels;
  let line = first;
  while (
    line < Math.min(lines.count, first + maxHeaderLines) &&
    /^(?:Hash|NotDashEscaped|Charset|Version|Comment):/u.test(lines.text(line, 40))
  )
    line++;
  return line;
}

function blockEnd(labels: Labels, first: number, name: string): number {
  const { lines } = labels;
  for (let line = first + 1; line < lines.count; line++)
    if (lines.firstChar(line) === dash && lines.trimmed(line, 80) === `-----END PGP ${name}-----`)
      return line + 1;
  return lines.count;
}

/** Takes the dash escapes (RFC 9580 §7.2) out of clear-signed stretches of a body. */
export function withoutDashEscapes(body: string): string {
  if (!body.includes('-----BEGIN PGP SIGNED MESSAGE-----')) return body;
  let signed = false;
  return body
    .split('\n')
    .map((line) => {
      if (line.startsWith('-----BEGIN PGP '))
        signed = line.startsWith('-----BEGIN PGP SIGNED MESSAGE-----');
      return signed && line.startsWith('- ') ? line.slice(2) : line;
    })
    .join('\n');
}
