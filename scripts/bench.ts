import { parseArgs } from 'node:util';
import type { Row } from './bench/row.ts';

/**
 * Measures Convoke beside something comparable, both in one run.
 *
 *   npm run bench -- [--only NAME] [--json]
 */
const benches: Record<string, () => Promise<Row[]>> = {
  mail: async () => (await import('./bench/mail.ts')).benchMail(),
  planner: async () => (await import('./bench/planner.ts')).benchPlanner(),
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const names = values.only === undefined ? Object.keys(benches) : [values.only];
const rows: Row[] = [];
for (const name of names) {
  const bench = benches[name];
  if (!bench) {
    console.error(
      `There is no benchmark "${name}"; there are: ${Object.keys(benches).join(', ')}.`,
    );
    process.exit(2);
  }
  rows.push(...(await bench()));
}
if (values.json) console.log(JSON.stringify(rows, null, 2));
else console.table(rows.map((row) => ({ ...row, ...rounded(row) })));

function rounded({ value, baselineValue, ratio }: Row) {
  return {
    value: Math.round(value * 100) / 100,
    baselineValue: Math.round(baselineValue * 100) / 100,
    ratio: Math.round(ratio * 100) / 100,
  };
}
