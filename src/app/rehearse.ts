import type { App } from './ports.ts';

/** Runs all of `use` in one transaction, which is undone at the end: it shows what would happen. */
export async function rehearse<T>(app: App, use: (rehearsing: App) => Promise<T>): Promise<T> {
  const done: T[] = [];
  try {
    await app.store.transaction(async (tx) => {
      done.push(await use({ ...app, store: { transaction: (work) => work(tx) } }));
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return done[0] as T;
}

class Undone extends Error {
  override readonly name = 'Undone';
}
