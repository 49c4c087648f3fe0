/**
 * Lives through a year of a community with five series and 60 people, in virtual time, and holds the service to every
 * promise of the design at each step: npm run simulate -- [--days 365] [--seed S]
 *
 * What is broken is told on stderr as it is found; the last line is JSON. Exit 0: every promise was kept; 1: not; 2:
 * wrong usage.
 */
import { parseArgs } from 'node:util';
import type { Breach } from './simulate/court.ts';
import { liveThrough } from './simulate/year.ts';
import { startServer } from './support/server.ts';

const usage = `npm run simulate -- [--days N] [--seed S] [--trace]

  --days N   days to live through, 1 to 3650; 365 if nothing is said
  --seed S   a whole number that decides everything by chance; a random one, which is printed, if nothing is said
  --trace    says on stderr who does what when
  --help     shows this`;

const options = readOptions();
const { days, seed } = options;
console.error(`seed ${seed}`);
const server = await startServer();
try {
  const result = await liveThrough({
    server,
    days,
    seed,
    onBreach: tell,
    onMonth: (line) => console.error(line),
    ...(options.trace ? { trace: (line: string) => console.error(line) } : {}),
  });
  console.log(JSON.stringify({ days, seed, ...result }));
  process.exitCode = result.broken === 0 ? 0 : 1;
} finally {
  await server.stop();
}

function tell({ promise, at, what, facts }: Breach): void {
  console.error(`BROKEN ${promise}\n  at ${at}, seed ${seed}: ${what}\n  ${JSON.stringify(facts)}`);
}

function readOptions(): { days: number; seed: number; trace: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        days: { type: 'string', default: '365' },
        seed: { type: 'string' },
        trace: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return {
      days: whole('--days', values.days, { from: 1, to: 3650 }),
      seed:
        values.seed === undefined
          ? Math.floor(Math.random() * 2 ** 31)
          : whole('--seed', values.seed, { from: 0, to: 2 ** 31 - 1 }),
      trace: values.trace,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function whole(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const number = Number(text);
  if (!/^\d{1,10}$/u.test(text) || number < from || number > to)
    throw new Error(`${name} takes a whole number from ${from} to ${to}, not "${text}".`);
  return number;
}
