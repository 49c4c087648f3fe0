import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { createTransport } from 'nodemailer';
import { startDovecot, type Dovecot } from './dovecot.ts';
import { eximProgram, startExim, type Exim } from './exim.ts';
import { eventually, freePort } from './mail-servers-process.ts';
import { mailmanProgram, startMailman, type Mailman } from './mailman.ts';

const needed = [eximProgram, mailmanProgram, '/usr/sbin/dovecot', '/usr/lib/dovecot/lmtp'];

/** Whether Debian's packages of the mail servers are there. A build machine must have them. */
export const hasMailServers = needed.every((path) => existsSync(path));
if (!hasMailServers) {
  const missing = needed.filter((path) => !existsSync(path)).join(', ');
  const text = `Not installed: ${missing}. The tests against real mail servers are left out. They need Debian's exim4-daemon-light, dovecot-imapd, dovecot-lmtpd and mailman3: scripts/install-mail-servers.sh`;
  if (process.env['CI']) throw new Error(text);
  console.warn(text);
}

export interface ReceivedMail extends ParsedMail {
  raw: string;
}

/** Exim in the middle, Mailman's lists, Dovecot with Convoke's mailbox, and members' mailboxes at member.test. */
export interface MailServers {
  smtpPort: number;
  imap: Pick<Dovecot, 'imapPort' | 'user' | 'pass'>;
  lists: Mailman;
  /** Where Exim hands over by LMTP what comes for agenda@node.example.org. */
  convokeLmtpPort: number;
  exim: Pick<Exim, 'addMember' | 'removeMember'>;
  /** Hands a message to Exim as a mail program does. */
  submit(mail: { raw: Buffer | string; from: string; to: string[] }): Promise<void>;
  /** A member's mail, in the order of its delivery. */
  mailOf(localPart: string): Promise<ReceivedMail[]>;
  /** Waits for it. */
  mailFor(localPart: string, wanted: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

export async function startMailServers(): Promise<MailServers> {
  const [smtp, mailman, convoke] = [await freePort(), await freePort(), await freePort()];
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const server of started.splice(0).reverse()) await server.stop();
  };
  const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    started.push(server);
    return server;
  };
  // Mailman takes seconds; it needs the others only once there is mail.
  const mailmanStarting = keep(startMailman({ lmtp: mailman, smtp }));
  try {
    const dovecot = await keep(startDovecot());
    const exim = await keep(startExim({ smtp, mailman, convoke, dovecot: dovecot.lmtpPort }));
    const lists = await mailmanStarting;
    const transport = createTransport({ host: '127.0.0.1', port: smtp, ignoreTLS: true });
    const mailOf = (localPart: string) => readMaildir(exim.mailboxOf(localPart));
    return {
      smtpPort: smtp,
      imap: dovecot,
      lists,
      convokeLmtpPort: convoke,
      exim,
      submit: async ({ raw, from, to }) =>
        void (await transport.sendMail({ envelope: { from, to }, raw })),
      mailOf,
      mailFor: (localPart, wanted) =>
        eventually(`a mail for ${localPart}`, async () => (await mailOf(localPart)).find(wanted)),
      stop,
    };
  } catch (error) {
    await mailmanStarting.catch(() => undefined);
    await stop();
    throw error;
  }
}

/** Maildir names begin with the second of delivery and, as Exim writes them, the microsecond. */
async function readMaildir(folder: string): Promise<ReceivedMail[]> {
  const names = await readdir(join(folder, 'new')).catch(() => []);
  return Promise.all(
    names
      .toSorted((left, right) => (left < right ? -1 : 1))
      .map(async (name) => {
        const raw = await readFile(join(folder, 'new', name));
        return { ...(await simpleParser(raw)), raw: raw.toString('latin1') };
      }),
  );
}

export function addressesIn(field: AddressObject | AddressObject[] | undefined): string[] {
  return [field ?? []].flat().flatMap(({ value }) => value.map(({ address = '' }) => address));
}
