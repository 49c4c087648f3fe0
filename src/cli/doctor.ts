import { Command } from 'commander';
import pg from 'pg';
import { checkMail } from '../adapters/mail/check.ts';
import { openDatabase, type Database } from '../adapters/postgres/open-database.ts';
import { missingMigrations } from '../adapters/postgres/prepare-database.ts';
import { openStore } from '../adapters/postgres/store.ts';
import type { Check } from '../app/check.ts';
import type { SeriesRecord } from '../app/ports.ts';
import { loadConfig, type Config } from '../config.ts';
import { makeLog } from '../logger.ts';
import { ExitError } from './exit-error.ts';
import { printJson, printLine } from './print.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check each connection and permission, and say how to mend what fails')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: true }) => {
      const config = loadConfig();
      const { checks, series } = await checkDatabase(config);
      checks.push(...checkTime());
      checks.push(...(await checkMail(config.mail)));
      const { checkDiscord } = await import('../adapters/discord/check.ts');
      checks.push(...(await checkDiscord(config.discord, series)));
      if (json) printJson(checks);
      else for (const check of checks) printCheck(check);
      if (checks.some(({ ok }) => !ok)) throw new ExitError(1);
    });
}

function printCheck({ name, ok, detail, mend }: Check): void {
  printLine(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(22)} ${detail}`);
  if (!ok && mend !== undefined) printLine(`      ${''.padEnd(22)} → ${mend}`);
}

/** The database, what it lacks, and the series whose channels are to be looked at. */
async function checkDatabase(config: Config): Promise<{ checks: Check[]; series: SeriesRecord[] }> {
  let database: Database | undefined;
  try {
    database = await openDatabase({
      ...(config.database ? { url: config.database.url } : {}),
      dataDir: config.dataDir,
      log: makeLog('error'),
      share: true,
    });
    return await lookInto(database.url);
  } catch (error) {
    const mend = config.database
      ? 'Check DATABASE_URL: is the server up, and the password right?'
      : 'Check that DATA_DIR can be written to and that no other Convoke has it.';
    return { checks: [{ name: 'database', ok: false, detail: textOf(error), mend }], series: [] };
  } finally {
    await database?.stop();
  }
}

async function lookInto(url: string): Promise<{ checks: Check[]; series: SeriesRecord[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ version: string; now: Date }>(
      `select current_setting('server_version') as version, now()`,
    )
    .finally(() => client.end());
  const [row] = rows;
  const aheadSeconds = row ? (Date.now() - row.now.getTime()) / 1000 : 0;
  const checks: Check[] = [
    { name: 'database', ok: true, detail: `PostgreSQL ${row?.version ?? ''}` },
  ];
  const apart = Math.abs(aheadSeconds);
  checks.push({
    name: 'clock',
    ok: apart < 30,
    detail: `${apart < 1 ? 'agrees' : `${apart.toFixed(0)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'}`} the database’s`,
    mend: 'Synchronise the clocks of both machines (NTP).',
  });
  const missing = await missingMigrations(url);
  checks.push({
    name: 'migrations',
    ok: missing.length === 0,
    detail: missing.length === 0 ? 'up to date' : `missing: ${missing.join(', ')}`,
    mend: 'Run: convoke migrate (the service does it when it starts).',
  });
  if (missing.length > 0) return { checks, series: [] };
  const store = openStore(url, { maxConnections: 1 });
  const series = await store.transaction((tx) => tx.series.all()).finally(() => store.close());
  checks.push({
    name: 'series',
    ok: series.length > 0,
    detail: series.length === 0 ? 'none yet' : series.map(({ slug }) => slug).join(', '),
    mend: 'Make one with: convoke series create --help',
  });
  return { checks, series };
}

function checkTime(): Check[] {
  const winter = Temporal.Instant.from('2026-01-15T12:00:00Z').toZonedDateTimeISO('Europe/London');
  const summer = Temporal.Instant.from('2026-07-15T12:00:00Z').toZonedDateTimeISO('Europe/London');
  const ok = winter.offset === '+00:00' && summer.offset === '+01:00';
  return [
    {
      name: 'zone data',
      ok,
      detail: `IANA ${process.versions['tz'] ?? 'unknown'}, Node ${process.versions.node}`,
      mend: 'This Node has no full time zone data; use the one that npm ci brings.',
    },
  ];
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
