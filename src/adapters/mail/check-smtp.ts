import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Check } from '../../app/check.ts';
import { checkFailure } from './check-failure.ts';
import { smtpOptions, type SmtpServer } from './smtp-options.ts';

const timeouts = { connectMs: 10_000, silenceMs: 10_000, messageMs: 10_000 };

/** Connects, encrypts and logs in as sending does, and sends nothing. */
export async function checkSmtp(server: SmtpServer): Promise<Check> {
  const name = 'SMTP';
  const connection = new SMTPConnection(smtpOptions(server, timeouts));
  // Whatever comes after the answer, to our leaving for one, is no news.
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    await login(connection, server);
    const detail = [
      `${server.host}:${server.port}`,
      connection.secure ? 'encrypted' : 'not encrypted',
      server.user === undefined ? 'without a login' : 'logged in',
    ];
    connection.quit();
    return { name, ok: true, detail: detail.join(', ') };
  } catch (error) {
    connection.close();
    return checkFailure(name, 'SMTP', error);
  }
}

async function login(connection: SMTPConnection, { user, pass }: SmtpServer): Promise<void> {
  if (user === undefined || pass === undefined) return;
  if (!connection.allowsAuth)
    throw new Error('the server takes no login here; leave user and password out of SMTP_URL');
  await new Promise<void>((resolve, reject) => {
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
  });
}
