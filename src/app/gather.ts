/** Where things come fast, so long is waited for more of them before the next run. */
const restMs = 10;

/**
 * Runs `work` on many things at once where they come fast: what is added while it runs waits, and goes together, at most
 * `most` at a time. What is added resolves or rejects with the run that it was in. A thing that comes alone goes at once.
 */
export function gather<Item>(
  work: (items: readonly Item[]) => Promise<void>,
  most = Infinity,
): (item: Item) => Promise<void> {
  let open: { items: Item[]; done: Promise<void> } | undefined;
  let last: Promise<void> = Promise.resolve();
  let isBusy = false;
  const run = async (items: Item[], before: Promise<void>) => {
    // Whether the run before failed concerns those who were in it.
    await before.catch(() => undefined);
    if (isBusy) await new Promise((resolve) => setTimeout(resolve, restMs));
    if (open?.items === items) open = undefined;
    isBusy = items.length > 1;
    await work(items);
  };
  return (item) => {
    if (open === undefined || open.items.length >= most) {
      const items: Item[] = [];
      last = run(items, last);
      open = { items, done: last };
    }
    open.items.push(item);
    return open.done;
  };
}

/** More would hold the locks of too many for too long. */
const mostTogether = 20;

/** As `gather`; what the things of one run can't have together, each of them has alone, one after the other. */
export function together<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let alone: Promise<void> = Promise.resolve();
  const add = gather((turns: readonly { item: Item; isAlone: boolean }[]) => {
    if (turns.length === 1) for (const turn of turns) turn.isAlone = true;
    return work(turns.map(({ item }) => item));
  }, mostTogether);
  return async (item) => {
    const turn = { item, isAlone: false };
    try {
      await add(turn);
    } catch (error) {
      if (turn.isAlone) throw error;
      alone = alone.catch(() => undefined).then(() => work([item]));
      await alone;
    }
  };
}
