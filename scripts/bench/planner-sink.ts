import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** An SMTP server in a process of its own, which takes everything and keeps nothing but the count. */
export interface Sink {
  port: number;
  count(): Promise<number>;
  stop(): void;
}

export async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(import.meta.url), ['serve'], { stdio: 'inherit' });
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    count: async () => {
      child.send('count');
      const [taken] = (await once(child, 'message')) as [number];
      return taken;
    },
    stop: () => void child.kill(),
  };
}

let taken = 0;

/** Just enough of RFC 5321 for a client that waits for each answer. */
function serve(socket: Socket): void {
  let isContent = false;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 sink');
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    rest += bytes.toString('latin1');
    if (isContent) {
      if (!rest.endsWith('\r\n.\r\n')) {
        // The end may lie across two pieces; nothing else of the content is kept.
        rest = rest.slice(-5);
        return;
      }
      isContent = false;
      rest = '';
      taken += 1;
      say('250 taken');
      return;
    }
    for (let end = rest.indexOf('\r\n'); end >= 0 && !isContent; end = rest.indexOf('\r\n')) {
      const command = rest.slice(0, 4).toUpperCase();
      rest = rest.slice(end + 2);
      isContent = command === 'DATA';
      say(isContent ? '354 go on' : command === 'QUIT' ? '221 bye' : '250 sink');
    }
  });
}

if (process.argv[2] === 'serve' && process.send) {
  const server = createServer(serve).listen(0, '127.0.0.1', () => {
    process.send?.((server.address() as AddressInfo).port);
  });
  process.on('message', () => process.send?.(taken));
  process.on('disconnect', () => process.exit(0));
}
