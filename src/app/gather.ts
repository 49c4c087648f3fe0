/**
 * Runs `work` on many things at once where they come fast: what is added while it runs waits, and goes together. What
 * is added resolves or rejects with the run that it was in.
 */
export function gather<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    // Whether the run before failed concerns those who were in it.
    await running.catch(() => undefined);
    const items = waiting;
    waiting = [];
    next = undefined;
    running = work(items);
    await running;
  };
  return (item) => {
    waiting.push(item);
    next ??= run();
    return next;
  };
}
