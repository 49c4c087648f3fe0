/** Something that somebody does at its time. Returns how it is seen, once all has come to rest, that it worked. */
export type Deed = () => Promise<(() => Promise<void>) | void>;

interface Entry {
  at: Temporal.Instant;
  nth: number;
  what: string;
  deed: Deed;
}

/** Who is going to do what when. */
export class Diary {
  readonly #entries: Entry[] = [];
  #count = 0;

  note(at: Temporal.Instant, what: string, deed: Deed): void {
    const entry = { at, nth: this.#count++, what, deed };
    let index = this.#entries.length;
    while (index > 0 && Temporal.Instant.compare(this.#entries[index - 1]?.at ?? at, at) > 0)
      index -= 1;
    this.#entries.splice(index, 0, entry);
  }

  get next(): Temporal.Instant | undefined {
    return this.#entries[0]?.at;
  }

  /** Everything that is due. */
  take(now: Temporal.Instant): { what: string; deed: Deed }[] {
    let due = 0;
    while (due < this.#entries.length && isDue(this.#entries[due], now)) due += 1;
    return this.#entries.splice(0, due);
  }
}

function isDue(entry: Entry | undefined, now: Temporal.Instant): boolean {
  return entry !== undefined && Temporal.Instant.compare(entry.at, now) <= 0;
}
