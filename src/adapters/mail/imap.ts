import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlowError } from 'imapflow';
import type { Log } from '../../app/ports.ts';
import { imapTiming } from './imap-options.ts';
import { watchMailbox } from './imap-session.ts';
import type { ImapSettings, ImapStatus, Progress } from './imap-settings.ts';

export interface ImapReader {
  status(): ImapStatus;
  stop(): Promise<void>;
}

/** Reads a mailbox until it is stopped: at once by IDLE, and every minute anyway. A lost connection is made again. */
export function startImap(settings: ImapSettings): ImapReader {
  const stopping = new AbortController();
  const progress: Progress = { failures: 0, tries: new Map(), status: { state: 'connecting' } };
  const done = keepWatching(settings, progress, stopping.signal);
  return {
    status: () => progress.status,
    async stop() {
      stopping.abort();
      await done;
      progress.status = { state: 'stopped' };
    },
  };
}

async function keepWatching(
  settings: ImapSettings,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { log, mailbox, timing = imapTiming } = settings;
  while (!signal.aborted) {
    try {
      await watchMailbox(settings, progress, signal);
    } catch (error) {
      if (signal.aborted) return;
      report(log, mailbox, progress, error as ImapFlowError);
    }
    progress.failures += 1;
    const retryMs = Math.min(
      timing.firstRetryMs * 2 ** (progress.failures - 1),
      timing.longestRetryMs,
    );
    // Replicas that lost the same server don't come back together.
    await pause(retryMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** What the operator must mend is an error, told once; the rest heals itself. */
function report(log: Log, mailbox: string, progress: Progress, error: ImapFlowError): void {
  const text = [error.message, error.responseText].filter(Boolean).join(': ');
  const known = progress.status.error === text;
  progress.status = { state: 'connecting', error: text };
  const facts = { mailbox, error: text, failures: progress.failures + 1 };
  if (error.authenticationFailed === true || error.mailboxMissing === true) {
    if (!known) log.error(facts, 'the mailbox can’t be opened; check IMAP_URL and IMAP_MAILBOX');
  } else log.warn(facts, 'reading the mailbox was broken off; it goes on soon');
}
