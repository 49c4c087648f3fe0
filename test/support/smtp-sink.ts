import type { AddressInfo, Socket } from 'node:net';
import { text as textOfStream } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** What a real server may do at a stage instead of agreeing. `hang`: never answers. `drop`: cuts the connection. */
export type Fault =
  | { code: number; text?: string }
  | 'hang'
  | 'drop'
  /** After the content only: it took the message, and the answer was lost. */
  | 'store-then-hang'
  | 'store-then-drop';

export type Stage = 'connect' | 'login' | 'mail' | 'rcpt' | 'data';

export interface SinkMessage {
  raw: string;
  from: string;
  to: string[];
}

export interface SmtpSink {
  port: number;
  /** In the order in which they were taken. */
  messages: SinkMessage[];
  /** How many connections were opened. */
  connections: number;
  /** Decides at each stage; changed by a test as it goes on. */
  plan: Plan;
  stop(): Promise<void>;
}

type Plan = (stage: Stage, address: string) => Fault | undefined;

/** A real SMTP server on 127.0.0.1 that keeps what it takes, and fails as it is told to. User and password: u, p. */
export async function startSmtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const sockets = new Map<string, Socket>();
  const sink: Omit<SmtpSink, 'port' | 'stop'> = {
    messages: [],
    connections: 0,
    plan: () => undefined,
  };
  const stage = (
    at: Stage,
    session: SMTPServerSession,
    address: string,
    done: (error?: Error | null) => void,
  ) => {
    answer(sink.plan(at, address), { done, drop: () => sockets.get(session.id)?.destroy() });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    rejectOversized: true,
    ...options,
    onConnect(session, done) {
      sink.connections += 1;
      const connection = [...server.connections].find(({ id }) => id === session.id);
      if (connection) sockets.set(session.id, socketOf(connection));
      stage('connect', session, session.remoteAddress, done);
    },
    onAuth({ username, password }, session, done) {
      const good = username === 'u' && password === 'p';
      if (!good) return done(smtpError({ code: 535, text: 'Bad credentials' }));
      return stage('login', session, username, (error) =>
        done(error, error ? undefined : { user: 'u' }),
      );
    },
    onMailFrom: ({ address }, session, done) => stage('mail', session, address, done),
    onRcptTo: ({ address }, session, done) => stage('rcpt', session, address, done),
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const store = (raw: string) => {
        const fault = sink.plan('data', to.join());
        if (fault === undefined || fault === 'store-then-hang' || fault === 'store-then-drop')
          sink.messages.push({ raw, from: mailFrom ? mailFrom.address : '', to });
        answer(fault, { done, drop: () => sockets.get(session.id)?.destroy() });
      };
      // A message that breaks off is none.
      void textOfStream(stream).then(store, done);
    },
  });
  // A connection that a test cuts is no news.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(sink, {
    port,
    stop: async () => {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  });
}

function answer(
  fault: Fault | undefined,
  { done, drop }: { done: (error?: Error | null) => void; drop: () => void },
): void {
  if (fault === undefined) return done();
  if (typeof fault === 'object') return done(smtpError(fault));
  if (fault === 'drop' || fault === 'store-then-drop') drop();
}

function smtpError({ code, text = 'as the test wants' }: { code: number; text?: string }): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** smtp-server keeps the socket to itself, and cutting one in the midst is what this sink is for. */
function socketOf(connection: object): Socket {
  return (connection as { _socket: Socket })._socket;
}
