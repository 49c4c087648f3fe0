import type { ImapFlowOptions } from 'imapflow';

/** Where and how to reach a mailbox. */
export interface ImapServer {
  host: string;
  port: number;
  /** TLS from the first byte on; otherwise by STARTTLS. */
  secure: boolean;
  /** `verify`: the certificate must be good; `any`: any will do; `off`: no STARTTLS. */
  tls: 'verify' | 'any' | 'off';
  user?: string;
  pass?: string;
}

export interface ImapTiming {
  /** IDLE may miss what it is for, and not every server has it. */
  pollMs: number;
  /** Without a byte from the server while it owes an answer. */
  silenceMs: number;
  connectMs: number;
  /** The pause after a first failure; it doubles up to the longest. */
  firstRetryMs: number;
  longestRetryMs: number;
}

export const imapTiming: ImapTiming = {
  pollMs: 60_000,
  silenceMs: 120_000,
  connectMs: 30_000,
  firstRetryMs: 1_000,
  longestRetryMs: 120_000,
};

export function imapOptions(
  server: ImapServer,
  { connectMs, silenceMs }: Pick<ImapTiming, 'connectMs' | 'silenceMs'>,
): ImapFlowOptions {
  const { host, port, secure, tls, user, pass } = server;
  // Undefined: by STARTTLS where the server has it.
  const startTls = { verify: true, any: undefined, off: false }[tls];
  return {
    host,
    port,
    secure,
    ...(secure || startTls === undefined ? {} : { doSTARTTLS: startTls }),
    tls: { rejectUnauthorized: tls === 'verify' },
    ...(user !== undefined && pass !== undefined ? { auth: { user, pass } } : {}),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableAutoIdle: true,
    logger: false,
  };
}
