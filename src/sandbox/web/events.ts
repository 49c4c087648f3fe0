import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { PageEvents } from './shapes.ts';

type Topic = keyof PageEvents;

interface Reader {
  /** The newest word on each matter that hasn't been sent. */
  pending: Map<string, { topic: Topic; data: unknown }>;
  awake: () => void;
}

const gatherMs = 40;
const keepAliveMs = 15_000;

/** Tells every open page what has changed, the newest state only, by server-sent events. */
export class Events {
  readonly #readers = new Set<Reader>();
  #closed = false;

  /** `matter` tells apart what may not replace one another: mail of two members, say. */
  tell<T extends Topic>(topic: T, data: PageEvents[T], matter = ''): void {
    for (const reader of this.#readers) {
      reader.pending.set(`${topic} ${matter}`, { topic, data });
      reader.awake();
    }
  }

  stream(context: Context): Response {
    return streamSSE(context, async (stream) => {
      const reader: Reader = { pending: new Map(), awake: () => undefined };
      this.#readers.add(reader);
      stream.onAbort(() => {
        this.#readers.delete(reader);
        reader.awake();
      });
      await stream.writeSSE({ event: 'hello', data: '{}' });
      while (this.#readers.has(reader) && !this.#closed) {
        // A page redraws once for all that happens in a moment.
        await stream.sleep(gatherMs);
        const batch = [...reader.pending.values()];
        reader.pending.clear();
        for (const { topic, data } of batch)
          await stream.writeSSE({ event: topic, data: JSON.stringify(data) });
        if (reader.pending.size === 0) await this.#news(reader);
        if (reader.pending.size === 0 && this.#readers.has(reader) && !this.#closed)
          await stream.write(': still here\n\n');
      }
    });
  }

  close(): void {
    this.#closed = true;
    for (const reader of this.#readers) reader.awake();
    this.#readers.clear();
  }

  async #news(reader: Reader): Promise<void> {
    if (this.#closed || !this.#readers.has(reader)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    reader.awake = resolve;
    const timer = setTimeout(resolve, keepAliveMs);
    await promise;
    clearTimeout(timer);
  }
}
