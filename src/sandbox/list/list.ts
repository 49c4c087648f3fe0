import nodemailer from 'nodemailer';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../app/clock.ts';
import { listening } from '../ports.ts';
import type { SandboxMember } from '../member.ts';
import type { Mailbox } from './mailbox.ts';
import { PostOffice, type MailEvent, type Submission } from './post-office.ts';
import type { ListSettings } from './redistribute.ts';

export interface ListOptions {
  /** 0 takes any that is free. */
  port?: number;
  clock: Clock;
  list: ListSettings;
  members: SandboxMember[];
  /** Convoke's address, subscribed to the list; `agenda+anything@…` is Convoke's as well. */
  convoke: { address: string; lmtp: { host: string; port: number } };
  maxBytes?: number;
}

/** A mail server and list manager, with the mailboxes of everyone on it. */
export interface SandboxList {
  port: number;
  settings: ListSettings;
  /** By member. Those without an address have none. */
  mailboxes: ReadonlyMap<string, Mailbox>;
  /** Every message as it was submitted, oldest first. */
  submissions: readonly Submission[];
  /** Sends a member's message by SMTP and keeps a copy among the sent ones. */
  send(memberId: string, mail: OutgoingMail): Promise<void>;
  onMail(listener: (event: MailEvent) => void): () => void;
  /** Calls the listener with the member whose mailbox has something new. */
  onStored(listener: (memberId: string) => void): () => void;
  /** Messages that Convoke has not taken yet. */
  readonly waiting: number;
  stop(): Promise<void>;
}

export interface OutgoingMail {
  to: string[];
  raw: Buffer;
}

const host = '127.0.0.1';

export async function startList(options: ListOptions): Promise<SandboxList> {
  const listeners = new Set<(event: MailEvent) => void>();
  const readers = new Set<(memberId: string) => void>();
  const office = new PostOffice({
    ...options,
    onEvent: (event) => listeners.forEach((listener) => listener(event)),
    onStored: (memberId) => readers.forEach((reader) => reader(memberId)),
  });
  const server = smtpServer(office, options.maxBytes ?? 5_000_000);
  // A client that goes away in the middle is no news to a mail server.
  server.on('error', () => undefined);
  const port = await listening('mail', options.port ?? 0, (wanted) => server.listen(wanted, host));
  // The clock stands still while mail is on its way to Convoke, as it does for Convoke's own work.
  const forget = options.clock.everyMinute(async () =>
    office.queue.isBusy ? options.clock.now() : undefined,
  );
  const transport = nodemailer.createTransport({ host, port, ignoreTLS: true });
  return {
    port,
    settings: options.list,
    mailboxes: office.mailboxes,
    submissions: office.submissions,
    get waiting() {
      return office.queue.size;
    },
    async send(memberId, { to, raw }) {
      const mailbox = office.mailboxes.get(memberId);
      if (!mailbox) throw new Error(`${memberId} has no mailbox in this sandbox`);
      await transport.sendMail({ envelope: { from: mailbox.address, to }, raw });
      mailbox.add('sent', raw, options.clock.now());
    },
    onMail(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStored(reader) {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    async stop() {
      await forget();
      transport.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await office.queue.stop();
    },
  };
}

function smtpServer(office: PostOffice, maxBytes: number): SMTPServer {
  return new SMTPServer({
    banner: 'Convoke sandbox',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (office.knows(address)) return done();
      done(refusal(550, `5.1.1 <${address}>: nobody here has this address`));
    },
    onData(stream, session, done) {
      receive(stream, session, office).then(
        () => done(null, '2.0.0 accepted'),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  office: PostOffice,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw refusal(552, '5.3.4 The message is too big');
  if (office.queue.isFull) throw refusal(452, '4.3.1 Too much mail is waiting; try again later');
  const { mailFrom, rcptTo } = session.envelope;
  office.submit({
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map((recipient) => recipient.address),
    raw: Buffer.concat(chunks),
  });
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
