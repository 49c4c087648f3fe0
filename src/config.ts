import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import {
  host,
  httpUrl,
  isUrl,
  oneOf,
  port,
  readAfter,
  readBytes,
  readDomains,
  readFrameAncestors,
  serverReader,
  tlsModes,
  type AfterReading,
  type MailServer,
} from './config-values.ts';
import { UserError } from './domain/user-error.ts';

/** What the operator has set. A part that isn't configured is absent. */
export interface Config {
  /** Where Convoke keeps what it owns: the database it starts itself, when no other is named. */
  dataDir: string;
  logLevel: (typeof logLevels)[number];
  database?: { url: string };
  mail?: MailConfig;
  discord?: { token: string; apiUrl?: string };
  web?: { host: string; port: number; frameAncestors: string[] };
  /** Where the public pages are, without a trailing slash. */
  publicUrl?: string;
}

export interface MailConfig {
  address: string;
  name: string;
  /** The largest message taken in. */
  maxBytes: number;
  /** Domains whose ARC seals are believed. */
  arcSealers?: string[];
  smtp?: MailServer;
  dkim?: { domain: string; selector: string; keyFile: string };
  imap?: { server: MailServer; mailbox: string; after: AfterReading };
  lmtp?: { host: string; port: number; tls?: { certFile: string; keyFile: string } };
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** Reads the environment, beneath it the file `.env` where there is one. Throws a UserError that lists all that is wrong. */
export function loadConfig(file = '.env'): Config {
  return readConfig({ ...readEnvFile(file), ...process.env });
}

/** Throws a UserError that lists every wrong setting with what is expected. Values are never shown: some are secret. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  ) as Record<string, string>;
  const read = settings.safeParse(given);
  const wrong = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const lines = [...wrong, ...findMissing(given)];
  if (read.success && lines.length === 0) return group(read.data);
  throw new UserError(
    `Some settings are wrong (.env.example explains each):\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** Whether there is anything to do: a way for mail or chat to go. */
export function isConfigured({ mail, discord }: Config): boolean {
  return discord !== undefined || [mail?.smtp, mail?.imap, mail?.lmtp].some(Boolean);
}

function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new UserError(`The file ${file} can't be read: ${String(error)}`, { cause: error });
  }
}

const shape = {
  /** A PostgreSQL of your own. Not set: Convoke starts one in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .refine(
      (value) => isUrl(value, ['postgres:', 'postgresql:']),
      'expected postgresql://user:password@host:5432/database',
    )
    .optional(),
  /** Where Convoke keeps what it owns. */
  DATA_DIR: z.string().default('./data'),

  /** Convoke's own address; replies with agenda items come to it, and to agenda+anything@ the same host. */
  MAIL_ADDRESS: z.email('expected one mail address, such as agenda@example.org').optional(),
  /** The name beside that address. */
  MAIL_NAME: z
    .string()
    .regex(
      /^[^\p{Cc}<>"]{1,100}$/u,
      'expected a name of at most 100 characters without quotes or <>',
    )
    .default('Convoke'),
  /** The largest message taken in. */
  MAIL_MAX_BYTES: z.string().default('10MB').transform(readBytes),
  /** Servers whose word on a sender counts, where they seal what they pass on (RFC 8617). */
  ARC_SEALERS: z.string().transform(readDomains).optional(),
  /** The server that sends our mail. */
  SMTP_URL: z
    .string()
    .transform(serverReader({ smtp: 587, smtps: 465 }))
    .optional(),
  /** Whether the SMTP server's certificate must be good. */
  SMTP_TLS: oneOf(tlsModes).optional(),
  /** The domain that signs our mail (RFC 6376), where the SMTP server doesn't sign it itself. */
  DKIM_DOMAIN: host.optional(),
  /** The selector under which the domain publishes the key. */
  DKIM_SELECTOR: host.optional(),
  /** The file with the private key, in PEM. */
  DKIM_KEY_FILE: z.string().optional(),
  /** The mailbox that receives our mail. */
  IMAP_URL: z
    .string()
    .transform(serverReader({ imap: 143, imaps: 993 }))
    .refine(
      (server) => server.user !== undefined,
      'expected a user and a password: imaps://user:password@host',
    )
    .optional(),
  /** Whether the IMAP server's certificate must be good. */
  IMAP_TLS: oneOf(tlsModes).optional(),
  /** The folder to read. */
  IMAP_MAILBOX: z.string().default('INBOX'),
  /** What happens to a message once Convoke has it. */
  IMAP_AFTER: z.string().default('flag').transform(readAfter),
  /** Where an MTA on this machine hands mail over by LMTP (RFC 2033). */
  LMTP_HOST: host.default('127.0.0.1'),
  /** Not set: no LMTP. */
  LMTP_PORT: port.optional(),
  /** The certificate for STARTTLS on LMTP, in PEM. */
  LMTP_TLS_CERT_FILE: z.string().optional(),
  /** Its private key, in PEM. */
  LMTP_TLS_KEY_FILE: z.string().optional(),

  /** The bot token of the Discord application. */
  DISCORD_TOKEN: z.string().regex(/^\S+$/u, 'expected the bot token, without spaces').optional(),
  /** Another Discord than discord.com, for tests. */
  DISCORD_API_URL: httpUrl.optional(),

  /** Where the public pages are served. */
  HTTP_HOST: host.default('127.0.0.1'),
  /** Not set: no pages. */
  HTTP_PORT: port.optional(),
  /** The address under which the world sees those pages; links in mails begin with it. */
  PUBLIC_URL: httpUrl.optional(),
  /** Sites that may show our pages in a frame. */
  FRAME_ANCESTORS: z.string().default('none').transform(readFrameAncestors),

  /** How much is logged. */
  LOG_LEVEL: oneOf(logLevels).default('info'),
};

const settings = z.object(shape);

/** Which settings others need beside them. */
const companions: [name: keyof typeof shape, needs: keyof typeof shape][] = [
  ['SMTP_URL', 'MAIL_ADDRESS'],
  ['IMAP_URL', 'MAIL_ADDRESS'],
  ['LMTP_PORT', 'MAIL_ADDRESS'],
  ['DKIM_DOMAIN', 'DKIM_SELECTOR'],
  ['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
  ['DKIM_KEY_FILE', 'DKIM_DOMAIN'],
  ['LMTP_TLS_CERT_FILE', 'LMTP_TLS_KEY_FILE'],
  ['LMTP_TLS_KEY_FILE', 'LMTP_TLS_CERT_FILE'],
];

function findMissing(given: Record<string, string>): string[] {
  return companions
    .filter(([name, needs]) => given[name] !== undefined && given[needs] === undefined)
    .map(([name, needs]) => `${needs}: is needed too, because ${name} is set`);
}

type Settings = z.output<typeof settings>;

/** Every setting there is. */
export const settingNames: string[] = Object.keys(shape);

function group(given: Settings): Config {
  const mail = groupMail(given);
  return {
    dataDir: given.DATA_DIR,
    logLevel: given.LOG_LEVEL,
    ...(given.DATABASE_URL ? { database: { url: given.DATABASE_URL } } : {}),
    ...(mail ? { mail } : {}),
    ...(given.DISCORD_TOKEN
      ? {
          discord: {
            token: given.DISCORD_TOKEN,
            ...(given.DISCORD_API_URL ? { apiUrl: given.DISCORD_API_URL } : {}),
          },
        }
      : {}),
    ...(given.HTTP_PORT === undefined
      ? {}
      : {
          web: {
            host: given.HTTP_HOST,
            port: given.HTTP_PORT,
            frameAncestors: given.FRAME_ANCESTORS,
          },
        }),
    ...(given.PUBLIC_URL ? { publicUrl: given.PUBLIC_URL } : {}),
  };
}

function groupMail(given: Settings): MailConfig | undefined {
  if (given.MAIL_ADDRESS === undefined) return undefined;
  const { SMTP_URL: smtp, IMAP_URL: imap, LMTP_PORT: lmtpPort } = given;
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = given;
  const { LMTP_TLS_CERT_FILE: certFile, LMTP_TLS_KEY_FILE: tlsKeyFile } = given;
  const tls = certFile && tlsKeyFile ? { tls: { certFile, keyFile: tlsKeyFile } } : {};
  return {
    address: given.MAIL_ADDRESS,
    name: given.MAIL_NAME,
    maxBytes: given.MAIL_MAX_BYTES,
    ...(given.ARC_SEALERS ? { arcSealers: given.ARC_SEALERS } : {}),
    ...(smtp ? { smtp: { ...smtp, ...(given.SMTP_TLS ? { tls: given.SMTP_TLS } : {}) } } : {}),
    ...(domain && selector && keyFile ? { dkim: { domain, selector, keyFile } } : {}),
    ...(imap
      ? {
          imap: {
            server: { ...imap, ...(given.IMAP_TLS ? { tls: given.IMAP_TLS } : {}) },
            mailbox: given.IMAP_MAILBOX,
            after: given.IMAP_AFTER,
          },
        }
      : {}),
    ...(lmtpPort === undefined ? {} : { lmtp: { host: given.LMTP_HOST, port: lmtpPort, ...tls } }),
  };
}
