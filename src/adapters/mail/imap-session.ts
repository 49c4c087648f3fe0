import { ImapFlow } from 'imapflow';
import type { Log } from '../../app/ports.ts';
import { imapOptions, imapTiming } from './imap-options.ts';
import { readNewMail } from './imap-read.ts';
import type { ImapSettings, Progress } from './imap-settings.ts';

/** How long a message that is being read has when the service stops. */
const graceMs = 2_000;

/** One connection, from login to its end. Resolves when it was told to stop; rejects with what ended it otherwise. */
export async function watchMailbox(
  settings: ImapSettings,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { server, mailbox, after, log, maxBytes, timing = imapTiming } = settings;
  const client = new ImapFlow({
    ...imapOptions(server, timing),
    // Should a server announce a smaller message than it sends, it is not let into memory.
    maxLiteralSize: maxBytes + 1_000_000,
    maxResponseSize: maxBytes + 2_000_000,
  });
  const bell = makeBell();
  const lost: { error?: Error } = {};
  client.on('error', (error: Error) => {
    lost.error = error;
  });
  client.on('close', () => bell.ring());
  client.on('exists', () => bell.ring());
  const release = closeWhenStopped(client, bell, signal);
  try {
    await client.connect();
    if (after.kind === 'move') await ensureFolder(client, after.folder, log);
    await client.mailboxOpen(mailbox);
    progress.status = { state: 'watching' };
    while (!signal.aborted) {
      if (!client.usable) throw lost.error ?? new Error('the server closed the connection');
      await readNewMail(client, settings, progress, signal);
      progress.failures = 0;
      // Any later command ends IDLE. When it ends otherwise the bell rings, or the poll finds out.
      void client.idle().catch((error: unknown) => log.warn({ err: error }, 'IDLE ended'));
      await bell.wait(timing.pollMs);
    }
    await client.logout();
  } catch (error) {
    throw lost.error ?? error;
  } finally {
    release();
    client.close();
  }
}

/** Where the server doesn't let us make it, each message that can't be moved is told of. */
async function ensureFolder(client: ImapFlow, folder: string, log: Log): Promise<void> {
  try {
    await client.mailboxCreate(folder);
  } catch (error) {
    log.warn({ err: error, folder }, 'the folder for read messages could not be made');
  }
}

/** A login that hangs is cut at once; a standing connection gets time for the message in hand. */
function closeWhenStopped(client: ImapFlow, bell: Bell, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    bell.ring();
    if (client.usable) timer = setTimeout(() => client.close(), graceMs);
    else client.close();
  };
  signal.addEventListener('abort', stop, { once: true });
  return () => {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  };
}

interface Bell {
  ring(): void;
  /** Until it is rung, or was since the last wait; `ms` at most. */
  wait(ms: number): Promise<void>;
}

function makeBell(): Bell {
  let rung = Promise.withResolvers<void>();
  return {
    ring: () => rung.resolve(),
    async wait(ms) {
      const timer = setTimeout(() => rung.resolve(), ms);
      await rung.promise;
      clearTimeout(timer);
      rung = Promise.withResolvers();
    },
  };
}
