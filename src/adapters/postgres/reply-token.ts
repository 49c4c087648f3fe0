import { randomInt } from 'node:crypto';

/** 16 letters and digits (82 bits) that survive mail servers which fold an address to lower case. */
export function makeReplyToken(): string {
  const alphabet = 'abcdefghijkmnopqrstuvwxyz23456789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
