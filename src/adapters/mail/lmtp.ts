import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { portRefusal } from '../../app/port-refusal.ts';
import type { Log } from '../../app/ports.ts';
import type { IncomingMail } from '../../app/receive-mail.ts';
import { readLmtpTls, type LmtpTls } from './lmtp-tls.ts';

export interface LmtpSettings {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** For STARTTLS, in PEM. */
  tls?: LmtpTls;
  maxBytes: number;
  isOurs: (address: string) => boolean | Promise<boolean>;
  /** Resolves once the message is safe: only then is it acknowledged. */
  receive: (mail: IncomingMail) => Promise<void>;
  log: Log;
}

/**
 * Takes mail from an MTA by LMTP (RFC 2033), with a verdict for each recipient. Whoever reaches the port is believed, as
 * an MTA is. Throws a UserError when the port is taken or the certificate can't be read.
 */
export async function startLmtp(
  settings: LmtpSettings,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const { host, port, tls, maxBytes, log } = settings;
  const underWay = new Set<Promise<unknown>>();
  const server = new SMTPServer({
    lmtp: true,
    banner: 'Convoke',
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(tls ? readLmtpTls(tls) : {}),
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    disableReverseLookup: true,
    size: maxBytes,
    rejectOversized: true,
    maxClients: 50,
    maxRecipients: 100,
    socketTimeout: 120_000,
    closeTimeout: 2_000,
    onRcptTo: ({ address }, _session, done) => void judge(settings, address).then(done),
    onData: (stream, session, done) => {
      const taking = take(settings, stream, session).then(done);
      underWay.add(taking);
      void taking.finally(() => underWay.delete(taking));
    },
  });
  server.on('error', (error) => log.warn({ err: error }, 'a client of the LMTP port broke off'));
  await listen(server, host, port);
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    stop: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled(underWay);
    },
  };
}

/** What is answered to RCPT TO; nothing when the recipient is ours. */
async function judge({ isOurs, log }: LmtpSettings, address: string): Promise<Error | undefined> {
  try {
    return (await isOurs(address)) ? undefined : verdict(550, 'No such mailbox here');
  } catch (error) {
    log.warn({ err: error }, 'a recipient could not be looked up; the MTA tries again');
    return verdict(451, 'Try again later');
  }
}

/** What is answered to the message; nothing when it is safe. */
async function take(
  { receive, log }: LmtpSettings,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<Error | undefined> {
  try {
    const raw = await readWithin(stream);
    if (!raw) {
      log.warn({ bytes: stream.byteLength }, 'a message over MAIL_MAX_BYTES was refused');
      return verdict(552, 'The message is too large');
    }
    const from = envelope.mailFrom ? envelope.mailFrom.address : '';
    const to = envelope.rcptTo.map(({ address }) => address);
    // Final delivery names the sender of the envelope (RFC 5321, section 4.4): `<>` is how a machine's mail is known.
    const returned = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\n`), raw]);
    await receive({ raw: returned, envelope: { via: 'lmtp', from, to } });
    return undefined;
  } catch (error) {
    log.warn({ err: error }, 'a message could not be stored; the MTA tries again');
    return verdict(451, 'Try again later');
  }
}

/** Nothing for a message over the limit, which is read to its end but not kept. */
async function readWithin(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  async function* kept(): AsyncGenerator<Buffer> {
    for await (const chunk of stream) if (!stream.sizeExceeded) yield chunk as Buffer;
  }
  const raw = await buffer(kept());
  return stream.sizeExceeded ? undefined : raw;
}

function verdict(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

async function listen(server: SMTPServer, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, host, () => {
        server.server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw portRefusal(error, { what: 'LMTP', host, port, settings: 'LMTP_HOST and LMTP_PORT' });
  }
}
