import { parentPort } from 'node:worker_threads';
import { parseMime } from './parse-mime.ts';
import type { MimeAnswer, MimeQuestion } from './parse-mime-stoppable.ts';

/** The thread in which messages are read: it may be stopped at any moment, and nothing but an answer leaves it. */
parentPort?.on('message', ({ id, raw }: MimeQuestion) => {
  void answer(id, raw).then((said) => parentPort?.postMessage(said, []));
});

async function answer(id: number, raw: Uint8Array): Promise<MimeAnswer> {
  try {
    const { date, ...mail } = await parseMime(Buffer.from(raw));
    // An instant can't cross between threads.
    return { id, mail, ...(date ? { dateMs: date.epochMilliseconds } : {}) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
