import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { UserError } from '../domain/user-error.ts';

/** The ports on 127.0.0.1 that a sandbox and its Convoke share. */
export interface SandboxPorts {
  /** The page over all of it. */
  page: number;
  /** Convoke's own public pages. */
  convoke: number;
  discord: number;
  smtp: number;
  lmtp: number;
}

export const defaultPort = 8421;

/** Five ports in a row, the page's first. */
export function portsFrom(first = defaultPort): SandboxPorts {
  return {
    page: first,
    convoke: first + 1,
    discord: first + 2,
    smtp: first + 3,
    lmtp: first + 4,
  };
}

/** Below the ports that systems give to outgoing connections: there a port that was free may be taken a moment later. */
const quietPorts = { from: 12_000, to: 32_000 } as const;

/** Five free ports in a row, for tests. Nobody holds them until they are used. */
export async function freePorts(): Promise<SandboxPorts> {
  for (;;) {
    const ports = portsFrom(5 * randomInt(quietPorts.from / 5, quietPorts.to / 5));
    if (await areFree(ports)) return ports;
  }
}

/** Starts a server and answers its port once it listens. Throws a UserError when the port is taken. */
export async function listening(
  what: string,
  port: number,
  listen: (port: number) => Pick<Server, 'once' | 'address'>,
): Promise<number> {
  const server = listen(port);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, what, port)));
  });
  return portOf(server);
}

/** Throws a UserError that names the first of these ports that somebody else holds. */
export async function checkFree(ports: SandboxPorts): Promise<void> {
  for (const [what, port] of Object.entries(ports)) {
    if (port === 0) continue;
    const probe = createServer();
    await listening(what, port, (wanted) => probe.listen(wanted, '127.0.0.1'));
    await new Promise((resolve) => probe.close(resolve));
  }
}

async function areFree(ports: SandboxPorts): Promise<boolean> {
  try {
    await checkFree(ports);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function explained(error: NodeJS.ErrnoException, what: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UserError(
      `Port ${port} on 127.0.0.1, meant for the sandbox's ${what}, is taken. ` +
        'Perhaps a demo is running already: stop it, or choose other ports with --port NUMBER.',
    );
  if (error.code === 'EACCES')
    return new UserError(
      `This user may not listen on port ${port}. Choose one above 1023 with --port NUMBER.`,
    );
  return new Error(`The sandbox's ${what} server could not start on port ${port}`, {
    cause: error,
  });
}

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}
