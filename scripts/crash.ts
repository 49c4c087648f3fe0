/**
 * Kills Convoke at every boundary between it and its database and networks, restarts it, and counts at the receiving
 * ends what is missing and what came twice: npm run crash -- --runs N --seed S [--replicas R] [--jobs J] [--from K]
 *
 * Two runs in which nobody is killed find the boundaries and say what should arrive. Each further run kills a process at
 * the next boundary, and may kill the restarted ones again, anywhere.
 */
import { parseArgs } from 'node:util';
import type { Arrivals } from './crash/arrivals.ts';
import { Boundaries } from './crash/boundaries.ts';
import { startProcesses } from './crash/processes.ts';
import { playRun, type RunResult } from './crash/run.ts';
import { tallyOf, type Tally } from './crash/tally.ts';
import { randomFrom, type Random } from './support/random.ts';
import { startServer } from './support/server.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    replicas: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    /** The number of the first run, to go on where another time ended. */
    from: { type: 'string', default: '0' },
    /** Kill at places alone whose name holds this. */
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
  },
});
const [runs = 0, seed = 0, replicas = 0, jobs = 0, from = 0] = [
  values.runs,
  values.seed,
  values.replicas,
  values.jobs,
  values.from,
].map(Number);
if (![runs, seed, replicas, jobs, from].every(Number.isInteger) || replicas < 1 || jobs < 1) {
  console.error(
    'npm run crash -- --runs N --seed S [--replicas R] [--jobs J] [--from K] [--only TEXT] [--list]',
  );
  process.exit(2);
}

/** Later lives are killed less often, so that each run comes to an end. */
const chanceOfAnotherKill = 0.4;
const mostLives = 4;
/** A run whose boundary was not crossed this time is played again. */
const mostTries = 4;

const totals = { kills: 0, missing: 0, doubled: 0, missingByRule: 0, doubledByRule: 0, failed: 0 };
let unkilled = 0;
let played = 0;
const boundaries = new Boundaries();
const server = await startServer();
const processes = await startProcesses();
try {
  const expected = await watchCalmRuns();
  boundaries.shuffle(randomFrom(seed), { from, only: values.only });
  if (values.list) for (const name of boundaries.places) console.error(name);
  console.error(
    `${expected.size} things arrive; ${boundaries.count} boundaries are crossed, at ${boundaries.places.length} places of the story`,
  );
  await inParallel(runs, jobs, (run) => playOne(from + run, expected));
  report();
} finally {
  await processes.stop();
  await server.stop();
}

/** What arrives when nobody is killed; the same each time, or nothing could be said of other runs. */
async function watchCalmRuns(): Promise<Arrivals> {
  const [first, second] = [await watchCalmRun(), await watchCalmRun()];
  const tally = tallyOf(first, second, { missing: new Map(), doubled: new Map() });
  if (tally.missing.length + tally.doubled.length > 0)
    throw new Error(`two calm runs differ: ${JSON.stringify(tally)}`);
  return first;
}

async function watchCalmRun(): Promise<Arrivals> {
  const calm = await playRun({ server, processes, replicas, killAt: () => undefined });
  const { failure, log, crossings, arrivals } = calm;
  if (failure) throw new Error(`without a kill: ${log}`, { cause: failure });
  if (crossings.length < replicas) throw new Error(`a process could not be ended in order: ${log}`);
  for (const counted of crossings) boundaries.add(counted);
  if (values.list) for (const [name, count] of arrivals) console.error(`${count} × ${name}`);
  return arrivals;
}

async function playOne(run: number, expected: Arrivals): Promise<void> {
  const random = randomFrom(seed * 1_000_003 + run);
  for (let tries = 0; tries < mostTries; tries++) {
    const place = boundaries.take(random, { onlyFirst: tries > 0 });
    const result = await playRun({ server, processes, replicas, killAt: killsFrom(place, random) });
    const tally = tallyOf(expected, result.arrivals, result.excuses);
    note(result, tally);
    tell(run, result, tally);
    if (result.kills.length > 0) return;
  }
  unkilled += 1;
}

function killsFrom(first: { name?: string; nth: number }, random: Random) {
  return (_replica: number, life: number) => {
    // Of several processes the first to come there ends; the others may follow it.
    if (life === 0) return first;
    if (life >= mostLives || random() > chanceOfAnotherKill) return undefined;
    // Most dangerous is the time right after the start, when what was left is taken up.
    return { nth: Math.ceil(boundaries.longest ** random()) };
  };
}

function note({ kills, failure }: RunResult, tally: Tally): void {
  totals.kills += kills.length;
  for (const name of kills) boundaries.noteKill(name);
  for (const kind of ['missing', 'doubled', 'missingByRule', 'doubledByRule'] as const)
    totals[kind] += tally[kind].length;
  if (failure) totals.failed += 1;
}

function tell(run: number, { kills, failure, log }: RunResult, tally: Tally): void {
  played += 1;
  if (played % 50 === 0) console.error(`${played} played; so far ${JSON.stringify(totals)}`);
  const isBad = failure !== undefined || tally.missing.length > 0 || tally.doubled.length > 0;
  const byRule = [...tally.missingByRule, ...tally.doubledByRule];
  if (!isBad && byRule.length === 0) return;
  console.error(`run ${run}: killed at ${kills.join(' | ') || 'no boundary'}`);
  if (byRule.length > 0) console.error(`  by the rule: ${byRule.join(', ')}`);
  if (isBad) console.error(`  ${JSON.stringify(tally)}\n${failure?.stack ?? ''}\n${log}`);
}

function report(): void {
  const { neverKilledAt, places, placesKilledAt } = boundaries;
  for (const name of neverKilledAt) console.error(`never killed at: ${name}`);
  const { kills, missing, doubled, missingByRule, doubledByRule, failed } = totals;
  console.log(
    JSON.stringify({
      runs,
      boundaries: boundaries.count,
      kills,
      missing,
      doubled,
      doubledByRule,
      missingByRule,
      neverKilledAt: neverKilledAt.length,
      places: places.length,
      placesKilledAt,
      unkilled,
      failed,
    }),
  );
  process.exitCode = missing + doubled + failed + unkilled > 0 ? 1 : 0;
}

async function inParallel(
  count: number,
  lanes: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
