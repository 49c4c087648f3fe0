import pg from 'pg';
import { openDatabase, type Database } from '../adapters/postgres/open-database.ts';
import { missingMigrations } from '../adapters/postgres/prepare-database.ts';
import { openStore } from '../adapters/postgres/store.ts';
import { systemClock } from '../adapters/jobs/system-clock.ts';
import { checkInbox } from '../app/check-inbox.ts';
import type { Check } from '../app/check.ts';
import type { SeriesRecord } from '../app/ports.ts';
import type { Config } from '../config.ts';
import { makeLog } from '../logger.ts';

export interface DatabaseFindings {
  checks: Check[];
  /** The series whose channels are to be looked at; none when the database can't tell. */
  series: SeriesRecord[];
}

/** Looks at the database, the clock beside it, and what it lacks; the checks that need an answer first come first. */
export async function checkDatabase(config: Config): Promise<DatabaseFindings> {
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
    const detail = error instanceof Error ? error.message : String(error);
    const mend = config.database
      ? 'Check DATABASE_URL: is the server up, and the password right?'
      : 'Check that DATA_DIR can be written to and that no other Convoke has it.';
    return { checks: [{ name: 'database', ok: false, detail, mend }], series: [] };
  } finally {
    await database?.stop();
  }
}

async function lookInto(url: string): Promise<DatabaseFindings> {
  const { version, now } = await greet(url);
  const missing = await missingMigrations(url);
  const checks: Check[] = [
    { name: 'database', ok: true, detail: `PostgreSQL ${version}` },
    clockCheck((Date.now() - now.getTime()) / 1000),
    {
      name: 'migrations',
      ok: missing.length === 0,
      detail: missing.length === 0 ? 'up to date' : `missing: ${missing.join(', ')}`,
      mend: 'Run: convoke migrate (the service does it when it starts).',
    },
  ];
  if (missing.length > 0) return { checks, series: [] };
  return readStore(url, checks);
}

async function greet(url: string): Promise<{ version: string; now: Date }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; now: Date }>(
      `select current_setting('server_version') as version, now()`,
    );
    return rows[0] ?? { version: 'unknown', now: new Date() };
  } finally {
    await client.end();
  }
}

function clockCheck(aheadSeconds: number): Check {
  const apart = Math.abs(aheadSeconds);
  const side = aheadSeconds > 0 ? 'ahead of' : 'behind';
  return {
    name: 'clock',
    ok: apart < 30,
    detail:
      apart < 1 ? "agrees with the database's" : `${apart.toFixed(0)} s ${side} the database's`,
    mend: 'Synchronise the clocks of both machines (NTP).',
  };
}

async function readStore(url: string, before: readonly Check[]): Promise<DatabaseFindings> {
  const store = openStore(url, { maxConnections: 1 });
  try {
    const series = await store.transaction((tx) => tx.series.all());
    const ofSeries: Check = {
      name: 'series',
      ok: series.length > 0,
      detail: series.length === 0 ? 'none yet' : series.map(({ slug }) => slug).join(', '),
      mend: 'Make one with: convoke series create --help',
    };
    const clock = systemClock(makeLog('error'));
    const ofInbox = await checkInbox({ store, clock }, series);
    return { checks: [...before, ofSeries, ...ofInbox], series };
  } finally {
    await store.close();
  }
}
