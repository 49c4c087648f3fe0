import { ImapFlow } from 'imapflow';
import type { Check } from '../../app/check.ts';
import { checkFailure } from './check-failure.ts';
import { imapOptions, type ImapServer } from './imap-options.ts';

export interface ImapToCheck {
  server: ImapServer;
  mailbox: string;
  after: { kind: 'flag' } | { kind: 'move'; folder: string };
}

/** Logs in and opens the folder for reading only. */
export async function checkImap({ server, mailbox, after }: ImapToCheck): Promise<Check> {
  const name = 'IMAP';
  const client = new ImapFlow(imapOptions(server, { connectMs: 10_000, silenceMs: 10_000 }));
  // An operation under way rejects with the same error.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { exists } = await client.mailboxOpen(mailbox, { readOnly: true });
    const folders = new Set((await client.list()).map(({ path }) => path));
    const detail = [
      `${server.host}:${server.port}`,
      client.secureConnection ? 'encrypted' : 'not encrypted',
      `${mailbox} has ${exists} messages`,
      client.capabilities.has('IDLE') ? 'new ones are told at once' : 'looked at every minute',
      ...(after.kind === 'move' && !folders.has(after.folder)
        ? [`${after.folder} will be made`]
        : []),
    ];
    return { name, ok: true, detail: detail.join(', ') };
  } catch (error) {
    return checkFailure(name, 'IMAP', error);
  } finally {
    client.close();
  }
}
