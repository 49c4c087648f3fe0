import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';

/** Where and how to reach the server that sends our mail. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte on; otherwise by STARTTLS. */
  secure: boolean;
  /** `verify`: the certificate must be good; `any`: any will do; `off`: no STARTTLS. */
  tls: 'verify' | 'any' | 'off';
  user?: string;
  pass?: string;
}

export interface SmtpTimeouts {
  /** Until the connection stands, the greeting and TLS included. */
  connectMs: number;
  /** Without a byte from the server. RFC 5321 §4.5.3.2 grants it two to ten minutes. */
  silenceMs: number;
  /** For one message as a whole, which a server that trickles its answers can't exceed. */
  messageMs: number;
}

export const smtpTimeouts: SmtpTimeouts = {
  connectMs: 30_000,
  silenceMs: 180_000,
  messageMs: 600_000,
};

export function smtpOptions(
  server: SmtpServer,
  timeouts: SmtpTimeouts,
): SMTPPoolOptions & { pool: true } {
  const { host, port, secure, tls, user, pass } = server;
  return {
    pool: true,
    host,
    port,
    secure,
    // A password never goes out in the clear because someone took STARTTLS out of the server's greeting.
    requireTLS: !secure && tls === 'verify' && user !== undefined,
    ignoreTLS: tls === 'off',
    tls: { rejectUnauthorized: tls === 'verify' },
    ...(user !== undefined && pass !== undefined ? { auth: { user, pass } } : {}),
    dnsTimeout: timeouts.connectMs,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
    // The outbox retries; the pool may only do so when the server closed an idle connection on it.
    maxRequeues: 1,
    logger: false,
  };
}
