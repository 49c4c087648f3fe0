import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicPages } from '../../app/pages.ts';
import { portRefusal } from '../../app/port-refusal.ts';
import type { Log } from '../../app/ports.ts';
import { makeSite } from './site.ts';

export interface WebSettings {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Who may show our pages in a frame, as CSP's frame-ancestors takes it; nobody by default. */
  frameAncestors?: string[];
  pages: PublicPages;
  /** Rejects when the service can't do its work. */
  health?: () => Promise<unknown>;
  log: Log;
}

/** How long an answer under way has when the service stops. */
const graceMs = 2_000;

/** Serves the public pages and /health. Throws a UserError when the port is taken. */
export async function startWeb(
  settings: WebSettings,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const { host, port } = settings;
  // Without further options the adaptor makes a plain HTTP/1.1 server; TLS is the front server's.
  const server = createAdaptorServer({ fetch: makeSite(settings).fetch }) as Server;
  try {
    await listen(server, host, port);
  } catch (error) {
    const what = 'The public pages';
    throw portRefusal(error, { what, host, port, settings: 'HTTP_HOST and HTTP_PORT' });
  }
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stop(server: Server): Promise<void> {
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  // A browser keeps its connection after the last answer; those that fall idle are closed as they do.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(patience);
  clearInterval(sweep);
}
