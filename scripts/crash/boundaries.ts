import type { Random } from '../support/random.ts';
import { boundaryOf, type Crossings, type Place } from './crossings.ts';

/**
 * What is crossed when nobody is killed: found by watching, not by a list. A boundary is what is crossed, a statement or
 * a request on its way out or its answer on its way in; a place is a boundary in one act of the story.
 */
export class Boundaries {
  /** How often each place is crossed. */
  readonly #times = new Map<string, number>();
  readonly #killedAt = new Set<string>();
  #order: string[] = [];
  #next = 0;
  /** How many crossings a process makes from its start to its end. */
  longest = 0;

  add(crossings: Crossings): void {
    let sum = 0;
    for (const [name, times] of Object.entries(crossings)) {
      this.#times.set(name, Math.max(times, this.#times.get(name) ?? 0));
      sum += times;
    }
    this.longest = Math.max(this.longest, sum);
  }

  get places(): string[] {
    return [...this.#times.keys()].sort();
  }

  get count(): number {
    return new Set(this.places.map(boundaryOf)).size;
  }

  /**
   * In which order they are taken: each boundary once, each in another act, and so on until each place had its turn.
   *
   * @param from the so-manieth is the first
   * @param only what the names of those that are taken hold
   */
  shuffle(random: Random, { from, only }: { from: number; only: string }): void {
    this.#next = from;
    const keyed = this.places
      .filter((name) => name.includes(only))
      .map((name) => ({ name, key: random(), round: 0 }));
    if (keyed.length === 0) throw new Error(`no place holds "${only}"; --list shows all`);
    for (const places of Map.groupBy(keyed, ({ name }) => boundaryOf(name)).values())
      for (const [round, place] of places.sort((one, other) => one.key - other.key).entries())
        place.round = round;
    this.#order = keyed
      .sort((one, other) => one.round - other.round || one.key - other.key)
      .map(({ name }) => name);
  }

  /** The next one in turn: the first time that it is crossed, or a later one; not every run comes so far. */
  take(random: Random, { onlyFirst = false } = {}): Place {
    const name = this.#order[this.#next++ % this.#order.length] ?? '';
    const times = this.#times.get(name) ?? 1;
    return { name, nth: onlyFirst || random() < 0.5 ? 1 : 1 + Math.floor(random() * times) };
  }

  /** A process was killed there. Others than these may be crossed after a kill. */
  noteKill(place: string): void {
    this.#killedAt.add(place);
  }

  /** How many places a process was killed at. */
  get placesKilledAt(): number {
    return this.places.filter((name) => this.#killedAt.has(name)).length;
  }

  get neverKilledAt(): string[] {
    const killedAt = new Set([...this.#killedAt].map(boundaryOf));
    return [...new Set(this.places.map(boundaryOf))].filter((name) => !killedAt.has(name));
  }
}
