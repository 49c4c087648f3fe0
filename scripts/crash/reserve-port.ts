import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that connections get (ip_local_port_range), so that none takes it while its process is away. */
const range = { first: 12_000, count: 18_000 };
let next = process.pid * 61;

/** A port of 127.0.0.1 that is free, and given to nobody else by this process. */
export async function reservePort(): Promise<number> {
  for (;;) {
    const port = range.first + (next++ % range.count);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}
