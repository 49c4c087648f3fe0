/** Where things come fast, so long is waited for more of them before the next run. */
const restMs = 10;

/**
 * Runs `work` on many things at once where they come fast: what is added while it runs waits, and goes together. What
 * is added resolves or rejects with the run that it was in. A thing that comes alone goes at once.
 */
export function gather<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const run = async () => {
    // Whether the run before failed concerns those who were in it.
    await running.catch(() => undefined);
    if (isBusy) await new Promise((resolve) => setTimeout(resolve, restMs));
    const items = waiting;
    waiting = [];
    next = undefined;
    isBusy = items.length > 1;
    running = work(items);
    await running;
  };
  return (item) => {
    waiting.push(item);
    next ??= run();
    return next;
  };
}

/** As `gather`; what the things of one run can't have together, each of them has alone. */
export function together<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  const add = gather((turns: readonly { item: Item; isAlone: boolean }[]) => {
    if (turns.length === 1) for (const turn of turns) turn.isAlone = true;
    return work(turns.map(({ item }) => item));
  });
  return async (item) => {
    const turn = { item, isAlone: false };
    try {
      await add(turn);
    } catch (error) {
      if (turn.isAlone) throw error;
      await work([item]);
    }
  };
}
