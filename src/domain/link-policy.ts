/** How codes are given that join a mail address and an account. */
export const linkPolicy = {
  validMinutes: 30,
  /** Wrong codes after which the right one doesn't count any more. */
  attempts: 5,
  /** Codes an hour that one person may ask for, and that may be sent to one address. */
  codesPerHour: 3,
  codeChars: 8,
} as const;

/** Letters and digits that nobody mistakes for one another, spoken or written. */
export const codeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** As a person types it: in any case, with spaces or hyphens for the eye. */
export function normalCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]+/gu, '');
}

/** `ABCD-2345` */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
