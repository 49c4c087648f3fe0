import { createHash } from 'node:crypto';
import { randomFrom, type Random } from '../support/random.ts';

/** What a seed decides. */
export interface Dice {
  /** A whole number from 0, smaller than `limit`. */
  below(limit: number): number;
  pick<Thing>(from: readonly Thing[]): Thing;
  /** So many different ones, or all there are. */
  some<Thing>(from: readonly Thing[], count: number): Thing[];
  /** True in `percent` of a hundred. */
  chance(percent: number): boolean;
}

/** Each name has dice of its own, so that what one person does changes nothing for the others. */
export function diceFor(seed: number, ...names: (string | number)[]): Dice {
  const hash = createHash('sha256')
    .update([seed, ...names].join('\n'))
    .digest();
  const random: Random = randomFrom(hash.readUInt32LE());
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Thing>(from: readonly Thing[]): Thing => {
    const thing = from[below(from.length)];
    if (thing === undefined) throw new Error('there is nothing to pick from');
    return thing;
  };
  return {
    below,
    pick,
    some: (from, count) => {
      const left = [...from];
      const taken: (typeof left)[number][] = [];
      while (taken.length < count && left.length > 0)
        taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
    chance: (percent) => random() * 100 < percent,
  };
}
