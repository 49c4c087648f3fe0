import { UserError } from '../domain/user-error.ts';

/** What the operator is told when an address of this machine can't be listened on. */
export function portRefusal(
  error: unknown,
  { what, host, port, settings }: { what: string; host: string; port: number; settings: string },
): UserError {
  return new UserError(
    `${what} can't be served on ${host}:${port}: ${reasonOf(error)}. Set ${settings} to an address and a free port of this machine.`,
    { cause: error },
  );
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return 'another program has the port (another Convoke?)';
    case 'EACCES':
      return 'this user may not open the port';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address';
    default:
      return String(error);
  }
}
