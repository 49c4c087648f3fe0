import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '../../src/app/clock.ts';
import { parseRaw, type RawMessage } from '../../src/sandbox/list/message.ts';
import type { StoredMessage } from '../../src/sandbox/list/mailbox.ts';
import { PostOffice, type MailEvent } from '../../src/sandbox/list/post-office.ts';
import type { ListSettings } from '../../src/sandbox/list/redistribute.ts';
import type { SandboxMember } from '../../src/sandbox/member.ts';
import { listening } from '../../src/sandbox/ports.ts';

export interface PostOptions {
  clock: Clock;
  /** Each list with the ids of those on it. */
  lists: { settings: ListSettings; subscribers: ReadonlySet<string> }[];
  members: SandboxMember[];
  convoke: string;
}

/** Mail as it lies at its receiver's, or as it went by the list. */
export interface Arrived {
  memberId: string;
  stored: StoredMessage;
  message: RawMessage;
}

/** One mail server for several lists; what members send enters here, and what Convoke sends is delivered. */
export interface Post {
  port: number;
  /** Where Convoke takes mail in: any process of it that listens. */
  readonly lmtp: Relay;
  /** What came to mailboxes since the last time it was asked. */
  arrived(): Arrived[];
  /** What the receivers and the lists did since the last time it was asked. */
  events(): MailEvent[];
  /** Brings what somebody wrote on its way. */
  submit(mail: { from: string; to: string[]; raw: Buffer }): void;
  /** Addresses that are gone: mail to them is refused. */
  readonly gone: Set<string>;
  readonly waiting: number;
  stop(): Promise<void>;
}

const host = '127.0.0.1';

export async function startPost({ clock, lists, members, convoke }: PostOptions): Promise<Post> {
  const lmtp = await startRelay();
  const fresh: Arrived[] = [];
  const events: MailEvent[] = [];
  const gone = new Set<string>();
  const offices = lists.map(({ settings, subscribers }) => {
    const office: PostOffice = new PostOffice({
      clock,
      list: settings,
      members: members.map((member) => ({ ...member, subscribed: subscribers.has(member.id) })),
      convoke: { address: convoke, lmtp: { host, port: lmtp.port } },
      onEvent: (event) => events.push(event),
      onStored: (memberId) => {
        const stored = office.mailboxes.get(memberId)?.messages.at(-1);
        if (stored) fresh.push({ memberId, stored, message: parseRaw(stored.raw) });
      },
    });
    return { office, address: settings.address };
  });
  const officeOf = (to: string) => {
    const [local = '', domain = ''] = to.toLowerCase().split('@');
    const name = `${local.replace(/-(?:bounces|request|owner|join|leave)$/u, '')}@${domain}`;
    return (offices.find(({ address }) => address === name) ?? offices[0])?.office;
  };
  const submit: Post['submit'] = ({ from, to, raw }) => {
    for (const [office, recipients] of Map.groupBy(to, officeOf))
      office?.submit({ from, to: recipients, raw });
  };
  const server = smtpServer((address) => {
    const office = officeOf(address);
    // Other hosts take what they are sent; nobody looks what becomes of it.
    if (address.endsWith('@elsewhere.example')) return true;
    return office !== undefined && office.knows(address) && !gone.has(address.toLowerCase());
  }, submit);
  const port = await listening('mail', 0, (wanted) => server.listen(wanted, host));
  const forget = clock.everyMinute(async () =>
    lmtp.targets.length > 0 && offices.some(({ office }) => office.queue.isBusy)
      ? clock.now()
      : undefined,
  );
  return {
    port,
    lmtp,
    gone,
    submit,
    arrived: () => fresh.splice(0),
    events: () => events.splice(0),
    get waiting() {
      return offices.reduce((sum, { office }) => sum + office.queue.size, 0);
    },
    stop: async () => {
      await forget();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const { office } of offices) await office.queue.stop();
      await lmtp.stop();
    },
  };
}

function smtpServer(knows: (address: string) => boolean, submit: Post['submit']): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (knows(address)) return done();
      const refusal = new Error('5.1.1 nobody here has this address');
      done(Object.assign(refusal, { responseCode: 550 }));
    },
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = rcptTo.map(({ address }) => address);
        submit({ from: mailFrom ? mailFrom.address : '', to, raw: Buffer.concat(chunks) });
        done(null, '2.0.0 accepted');
      });
    },
  });
  // A client that goes away in the middle is no news to a mail server.
  server.on('error', () => undefined);
  return server;
}

/** Brings each connection to the next in turn of those that listen; while there is none, connections wait. */
interface Relay {
  port: number;
  readonly targets: number[];
  stop(): Promise<void>;
}

async function startRelay(): Promise<Relay> {
  const targets: number[] = [];
  let turn = 0;
  const bring = async (client: Socket) => {
    client.on('error', () => client.destroy());
    while (targets.length === 0 && !client.destroyed) await sleep(5);
    const target = targets[turn++ % targets.length];
    if (target === undefined) return;
    const upstream = connect(target, host);
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  };
  const server = createServer((client) => void bring(client)).listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    stop: async () => {
      server.close();
    },
  };
}
