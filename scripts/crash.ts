/**
 * Kills Convoke at every crossing between it and its database and networks, restarts it, and counts at the receiving
 * ends what is missing and what came twice: npm run crash -- --runs N --seed S [--replicas R] [--jobs J]
 *
 * A first run in which nobody is killed counts the crossings and says what should arrive. Each further run spreads its
 * first kill over all of them, and may kill the restarted processes again.
 */
import { parseArgs } from 'node:util';
import { compare, type Arrival, type Tally } from './crash/count.ts';
import { randomFrom } from './support/random.ts';
import { playRun, type RunResult } from './crash/run.ts';
import { startServer, type Server } from './support/server.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    replicas: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    trace: { type: 'string' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const replicas = Number(values.replicas);
const jobs = Number(values.jobs);
if (![runs, seed, replicas, jobs].every(Number.isInteger)) {
  console.error('npm run crash -- --runs N --seed S [--replicas R] [--jobs J]');
  process.exit(2);
}

/** Later lives are killed less often, so that each run comes to an end. */
const chanceOfAnotherKill = 0.6;
const mostLives = 5;
const goldenRatio = 0.618_033_988_749_895;

const totals = { kills: 0, missing: 0, doubled: 0, missingByRule: 0, doubledByRule: 0, failed: 0 };
const killed = new Map<string, number>();
const server = await startServer();
try {
  const calm = await playRun({
    server,
    replicas,
    killAt: () => undefined,
    ...(values.trace === undefined ? {} : { trace: values.trace }),
  });
  if (calm.failure !== undefined)
    throw new Error(`without a kill: ${calm.log}`, { cause: calm.failure });
  const boundaries = Math.round(calm.crossings / replicas);
  console.error(
    `${calm.arrivals.length} things arrive; a process makes about ${boundaries} crossings`,
  );
  await inParallel(runs, jobs, (run) => playOne(server, run, boundaries, calm.arrivals));
  for (const [label, count] of [...killed].sort((one, other) => other[1] - one[1]).slice(0, 400))
    if (values.trace !== undefined) console.error(`${count}\t${label}`);
  console.error(`killed at ${killed.size} different crossings`);
  const { kills, missing, doubled, missingByRule, doubledByRule, failed } = totals;
  console.log(
    JSON.stringify({ runs, boundaries, kills, missing, doubled, doubledByRule, missingByRule }),
  );
  process.exitCode = missing + doubled + failed > 0 ? 1 : 0;
} finally {
  await server.stop();
}

async function playOne(
  on: Server,
  run: number,
  boundaries: number,
  expected: readonly Arrival[],
): Promise<void> {
  const random = randomFrom(seed * 1_000_003 + run);
  const killAt = (replica: number, life: number) => {
    if (life >= mostLives) return undefined;
    // The first kills of all runs together are spread evenly; the victim changes from run to run.
    if (life === 0)
      return replica === run % replicas
        ? 1 + Math.floor(((seed * goldenRatio + run * goldenRatio) % 1) * boundaries)
        : undefined;
    return random() < chanceOfAnotherKill ? 1 + Math.floor(random() * boundaries) : undefined;
  };
  const result = await playRun({ server: on, replicas, killAt });
  const tally = compare(expected, result.arrivals);
  for (const kind of ['missing', 'doubled', 'missingByRule', 'doubledByRule'] as const)
    totals[kind] += tally[kind].length;
  totals.kills += result.kills.length;
  for (const label of result.kills) killed.set(label, (killed.get(label) ?? 0) + 1);
  tell(run, result, tally);
}

function tell(run: number, { kills, failure, log }: RunResult, tally: Tally): void {
  const isBad = failure !== undefined || tally.missing.length > 0 || tally.doubled.length > 0;
  if (failure !== undefined) totals.failed += 1;
  const byRule = [...tally.missingByRule, ...tally.doubledByRule];
  if (!isBad && byRule.length === 0 && run % 25 !== 0) return;
  console.error(`run ${run}: killed at ${kills.join(' | ') || 'no crossing'}`);
  if (byRule.length > 0) console.error(`  by the rule: ${JSON.stringify(tally)}`);
  if (isBad) console.error(`  ${JSON.stringify(tally)}\n${failure?.stack ?? ''}\n${log}`);
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
