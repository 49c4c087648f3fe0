import type { App } from './ports.ts';

/** The same app, each of whose transactions is undone once it is over: it shows what would happen. */
export function rehearse(app: App): App {
  return {
    ...app,
    store: {
      transaction: async (work) => {
        const done: { result: Awaited<ReturnType<typeof work>> }[] = [];
        try {
          await app.store.transaction(async (tx) => {
            done.push({ result: await work(tx) });
            throw new Undone();
          });
        } catch (error) {
          if (!(error instanceof Undone)) throw error;
        }
        const [first] = done;
        if (!first) throw new Error('a rehearsed transaction ended without a result');
        return first.result;
      },
    },
  };
}

class Undone extends Error {
  override readonly name = 'Undone';
}
