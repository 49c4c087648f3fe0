import { parentPort, workerData } from 'node:worker_threads';
import type { OwnIdentity } from '../../understand/automatic.ts';
import type { ReaderAnswer, ReaderQuestion } from './message-reader.ts';
import { readMessage } from './read-message.ts';

/** The thread in which messages are read: it may be stopped at any moment, and nothing but an answer leaves it. */
parentPort?.on('message', ({ id, raw }: ReaderQuestion) => {
  void answer(id, raw).then((said) => parentPort?.postMessage(said, []));
});

async function answer(id: number, raw: Uint8Array): Promise<ReaderAnswer> {
  try {
    const { mail, reading } = await readMessage(Buffer.from(raw), workerData as OwnIdentity);
    const { date, ...rest } = mail;
    // An instant can't cross between threads.
    return { id, mail: rest, reading, ...(date ? { dateMs: date.epochMilliseconds } : {}) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
