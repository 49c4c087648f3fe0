import { ImapFlow } from 'imapflow';
import type { MailEvidence } from '../../app/ports.ts';
import { imapOptions, imapTiming, type ImapServer, type ImapTiming } from './imap-options.ts';
import type { ImapSettings } from './imap-settings.ts';

export interface SentSearch {
  server: ImapServer;
  mailbox: string;
  after: ImapSettings['after'];
  timing?: Pick<ImapTiming, 'connectMs' | 'silenceMs'>;
}

/**
 * Looks into our own mailbox for a mail that came back through a list, or that the server kept a copy of. The reader
 * finds it there too, but it may be behind, or be another process's.
 */
export function createMailEvidence({ server, mailbox, after, timing }: SentSearch): MailEvidence {
  const folders = after.kind === 'move' ? [mailbox, after.folder] : [mailbox];
  return {
    isThere: async (messageId) => {
      const client = new ImapFlow(imapOptions(server, timing ?? imapTiming));
      const lost = Promise.withResolvers<never>();
      client.on('error', (error: Error) => lost.reject(error));
      lost.promise.catch(() => undefined);
      try {
        return await Promise.race([searchFolders(client, folders, messageId), lost.promise]);
      } finally {
        client.close();
      }
    },
  };
}

async function searchFolders(
  client: ImapFlow,
  folders: readonly string[],
  messageId: string,
): Promise<boolean> {
  await client.connect();
  for (const folder of folders) {
    await client.mailboxOpen(folder, { readOnly: true });
    const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
    if (!found) throw new Error(`the server refused to search ${folder}`);
    if (found.length > 0) return true;
  }
  return false;
}
