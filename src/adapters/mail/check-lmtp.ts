import { connect, createServer } from 'node:net';
import type { Check } from '../../app/check.ts';
import { portRefusal } from '../../app/port-refusal.ts';
import { readLmtpTls, type LmtpTls } from './lmtp-tls.ts';

export interface LmtpToCheck {
  host: string;
  port: number;
  tls?: LmtpTls;
}

const settings = 'LMTP_HOST and LMTP_PORT';

/** The port must be free, or a running Convoke's. */
export async function checkLmtp({ host, port, tls }: LmtpToCheck): Promise<Check> {
  const name = 'LMTP';
  const where = `${host}:${port}`;
  try {
    if (tls) readLmtpTls(tls);
    const greeting = await readGreeting(host, port);
    if (greeting === undefined) {
      await tryToListen(host, port);
      return { name, ok: true, detail: `${where} is free; no Convoke runs on it` };
    }
    if (/LMTP Convoke/u.test(greeting))
      return { name, ok: true, detail: `${where}, Convoke answers` };
    const mend = `Stop the other program, or set ${settings} to a free port.`;
    return { name, ok: false, detail: `${where} is another program's: ${greeting.trim()}`, mend };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      name,
      ok: false,
      detail,
      mend: 'Set LMTP_HOST, LMTP_PORT and LMTP_TLS_… to what is there.',
    };
  }
}

/** What answers on the port; nothing when nobody does. */
function readGreeting(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const settle = (greeting?: string) => {
      socket.destroy();
      resolve(greeting);
    };
    socket.once('data', (data) => settle(data.toString('latin1').slice(0, 200)));
    socket.once('timeout', () => settle('it says nothing'));
    socket.once('error', () => settle());
  });
}

async function tryToListen(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw portRefusal(error, { what: 'LMTP', host, port, settings });
  }
  await new Promise((resolve) => server.close(resolve));
}
