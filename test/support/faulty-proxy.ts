import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FaultyProxy {
  port: number;
  /** How many connections are open. */
  open(): number;
  /** Connections are made to this port from now on. */
  aimAt(port: number): void;
  /** Cuts all that are open. */
  cut(): void;
  /** Lets no byte through any more, either way, and says nothing of it: what a dead router does. */
  freeze(): void;
  thaw(): void;
  /** Leaves out the server's lines that hold this; nothing: none. */
  hide(text?: string): void;
  /** Cuts a connection as soon as the server's bytes hold this; nothing: no more. */
  cutOn(text?: string): void;
  stop(): Promise<void>;
}

/** Stands between a client and a server on 127.0.0.1, and fails as networks do. */
export async function startFaultyProxy(target: number): Promise<FaultyProxy> {
  let port = target;
  const pairs = new Set<[Socket, Socket]>();
  let frozen = false;
  let trigger: string | undefined;
  let hidden: string | undefined;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const cut = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', cut).on('close', cut);
    client.on('data', (chunk) => frozen || upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      if (frozen) return;
      if (trigger !== undefined && chunk.includes(trigger)) cut();
      else client.write(hidden === undefined ? chunk : withoutLines(chunk, hidden));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    open: () => pairs.size,
    aimAt: (next) => (port = next),
    cut: cutAll,
    freeze: () => (frozen = true),
    thaw: () => (frozen = false),
    hide: (text) => (hidden = text),
    cutOn: (text) => (trigger = text),
    stop: async () => {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function withoutLines(chunk: Buffer, text: string): Buffer {
  const lines = chunk.toString('latin1').split(/(?<=\r\n)/u);
  return Buffer.from(lines.filter((line) => !line.includes(text)).join(''), 'latin1');
}
