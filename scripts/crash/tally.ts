import { again, deliveryNote, type Arrivals } from './arrivals.ts';
import type { Excuses } from './rule.ts';

/** Names of what didn't come as it does when nobody is killed; a name that lacks two stands there twice. */
export interface Tally {
  missing: string[];
  doubled: string[];
  missingByRule: string[];
  doubledByRule: string[];
}

/** @param expected what comes when nobody is killed */
export function tallyOf(expected: Arrivals, found: Arrivals, excuses: Excuses): Tally {
  const tally: Tally = { missing: [], doubled: [], missingByRule: [], doubledByRule: [] };
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    if (name === deliveryNote) continue;
    const surplus = (found.get(name) ?? 0) - (expected.get(name) ?? 0);
    const kind = surplus < 0 ? 'missing' : 'doubled';
    const count = Math.abs(surplus);
    const excused = Math.min(count, excuses[kind].get(name.replace(again, '')) ?? 0);
    tally[`${kind}ByRule`].push(...Array<string>(excused).fill(name));
    tally[kind].push(...Array<string>(count - excused).fill(name));
  }
  return tally;
}
