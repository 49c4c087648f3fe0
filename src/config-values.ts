import { z } from 'zod';

/** What is done to a message of the mailbox once Convoke has it. */
export type AfterReading = { kind: 'flag' } | { kind: 'move'; folder: string };

export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte on; otherwise by STARTTLS. */
  secure: boolean;
  /** `verify`: the certificate must be good; `any`: any will do; `off`: no STARTTLS. */
  tls: (typeof tlsModes)[number];
  user?: string;
  pass?: string;
}

export const tlsModes = ['verify', 'any', 'off'] as const;

export const port = z
  .string()
  .regex(/^\d{1,5}$/u, 'expected a port number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'expected a port number from 0 to 65535');

export const host = z.string().regex(/^[\w.:[\]-]+$/u, 'expected a host name or an IP address');

export const httpUrl = z
  .string()
  .refine(
    (value) => isUrl(value, ['http:', 'https:']),
    'expected an address that begins with https:// or http://',
  )
  .transform((value) => value.replace(/\/+$/u, ''));

type Context = z.core.$RefinementCtx;

function refuse(context: Context, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Reads `scheme://user:password@host:port`. On this very machine any certificate will do. */
export function serverReader(
  defaultPorts: Record<string, number>,
): (text: string, context: Context) => MailServer {
  const [plain = '', secure = ''] = Object.keys(defaultPorts);
  const expected = `expected ${secure}://user:password@host or ${plain}://user:password@host:port, special characters of the password percent-encoded`;
  return (text, context) => {
    const url = URL.parse(text);
    const scheme = url?.protocol.slice(0, -1) ?? '';
    const [user, pass] = [url?.username, url?.password].map(decode);
    if (
      !url?.hostname ||
      !(scheme in defaultPorts) ||
      !/^\/?$/u.test(url.pathname) ||
      url.search ||
      url.hash
    )
      return refuse(context, expected);
    if (user === undefined || pass === undefined || Boolean(user) !== Boolean(pass))
      return refuse(context, expected);
    return {
      host: url.hostname.replace(/^\[|\]$/gu, ''),
      port: Number(url.port) || (defaultPorts[scheme] ?? 0),
      secure: scheme === secure,
      tls: isLoopback(url.hostname) ? 'any' : 'verify',
      ...(user ? { user, pass } : {}),
    };
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function decode(text: string | undefined): string | undefined {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return undefined; // A stray percent sign; the caller says what is expected.
  }
}

export function readBytes(text: string, context: Context): number {
  const [, digits, unit = ''] = /^(\d{1,12})\s*(k|M)?B?$/iu.exec(text) ?? [];
  const bytes = Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1);
  return bytes >= 1_000
    ? bytes
    : refuse(context, 'expected a size of at least 1 kB, such as 10MB or 500kB');
}

/** `lists.example.org example.net`, parted by spaces or commas. */
export function readDomains(text: string, context: Context): string[] {
  const domains = text.toLowerCase().split(/[\s,]+/u);
  const isDomain = (name: string) =>
    /^(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u.test(name);
  return domains.every(isDomain)
    ? domains
    : refuse(context, 'expected domains with spaces between, such as lists.example.org');
}

export function readAfter(text: string, context: Context): AfterReading {
  if (text === 'flag') return { kind: 'flag' };
  const folder = /^move:\s*(\S.*)$/u.exec(text)?.[1];
  return folder === undefined
    ? refuse(context, 'expected flag, or move:FOLDER')
    : { kind: 'move', folder };
}

/** The keywords may stand without their quotes, which an .env file would take away. */
export function readFrameAncestors(text: string, context: Context): string[] {
  const sources = text.split(/\s+/u).map((word) => word.replace(/^'?(self|none)'?$/u, "'$1'"));
  const known = sources.every((word) => /^(?:'self'|'none'|https?:\/\/[\w.*:-]+)$/u.test(word));
  if (known && (sources.length === 1 || !sources.includes("'none'"))) return sources;
  return refuse(
    context,
    'expected none, self or addresses such as https://example.org, with spaces between',
  );
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `expected one of: ${values.join(', ')}`);
}

export function isUrl(text: string, schemes: string[]): boolean {
  const url = URL.parse(text);
  return url !== null && schemes.includes(url.protocol);
}
