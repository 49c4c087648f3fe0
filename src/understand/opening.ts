import type { Mail } from './reading.ts';

/** The local part of the address that a message is from, in lower case. */
export function localPart(mail: Mail): string {
  const address = mail.from[0]?.address.toLowerCase() ?? '';
  return address.slice(0, Math.max(0, address.lastIndexOf('@')));
}

/** The first words of the first body, without its markup: enough for a notice, whichever way it was sent. */
export function openingOf(mail: Mail): string {
  const body = mail.bodies[0];
  if (!body) return '';
  const text = body.text.slice(0, 6000);
  return body.type === 'text/html'
    ? text.replace(/<[^<>]{0,1000}>/gu, ' ').replace(/\s+/gu, ' ')
    : text;
}

/** Without a list's own tag: "[Board] …". */
export function unprefixed(subject: string): string {
  return subject
    .trim()
    .replace(/^(?:\[[^\]]{1,60}\]\s*)+/u, '')
    .trim();
}
