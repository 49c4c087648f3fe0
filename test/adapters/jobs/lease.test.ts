import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdLease } from '../../../src/adapters/jobs/lease.ts';
import { openStore, type PostgresStore } from '../../../src/adapters/postgres/store.ts';
import type { Store } from '../../../src/app/ports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { recordingLog } from '../../support/recording-log.ts';

let database: TestDatabase;
let store: PostgresStore;
let client: pg.Client;
const holders = new Set<string>();
let leases: { stop(): Promise<void> }[];

beforeEach(async () => {
  database = await createTestDatabase();
  store = openStore(database.url, { maxConnections: 4 });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  holders.clear();
  leases = [];
});
afterEach(async () => {
  for (const lease of leases) await lease.stop();
  await client.end();
  await store.close();
  await database.drop();
});

/** As a process that lives does. */
async function hold(holder: string, over: Store = store) {
  await client.query(
    'insert into replica (id, started_at, seen_at) values ($1, now(), now()) on conflict do nothing',
    [holder],
  );
  const lease = await holdLease({
    name: 'gateway',
    holder,
    store: over,
    log: recordingLog(),
    timing: { leaseSeconds: 4, renewSeconds: 0.3 },
    whileHeld: () => {
      holders.add(holder);
      return Promise.resolve(() => {
        holders.delete(holder);
        return Promise.resolve();
      });
    },
  });
  leases.push(lease);
  return lease;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A store that can be cut off from its database, or hang. */
function weakStore(): { store: Store; cut(): void; mend(): void } {
  let isCut = false;
  return {
    store: {
      transaction: (work) =>
        isCut ? Promise.reject(new Error('no database')) : store.transaction(work),
    },
    cut: () => (isCut = true),
    mend: () => (isCut = false),
  };
}

describe('a lease', () => {
  it('is one process’s at a time, and the next one’s when it is given up', async () => {
    const first = await hold('one');
    await hold('two');
    expect([...holders]).toEqual(['one']);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect([...holders]).toEqual(['one']);
    await first.stop();
    await until(() => holders.has('two'));
    expect([...holders]).toEqual(['two']);
  });

  it('passes on when its holder no longer renews it, and the holder has let go before that', async () => {
    const weak = weakStore();
    await hold('one', weak.store);
    await hold('two');
    weak.cut();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, holders.size)), 1);
    await until(() => holders.has('two'));
    clearInterval(watch);
    expect([...holders]).toEqual(['two']);
    expect(most).toBe(1);
    weak.mend();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([...holders]).toEqual(['two']);
  });

  it('passes on at once when its holder is known to be dead', async () => {
    await client.query(
      `insert into lease (name, holder, expires_at) values ('gateway', 'dead', now() + interval '1 hour')`,
    );
    await hold('one');
    expect([...holders]).toEqual(['one']);
  });

  it('is taken by just one of many that ask at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((holder) => hold(holder)));
    expect(holders.size).toBe(1);
  });
});
