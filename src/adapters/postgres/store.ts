import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/prisma/client.ts';
import type { Store, Tx } from '../../app/ports.ts';
import type { Client } from './client.ts';
import { communities } from './community-store.ts';
import { cursors } from './cursor-store.ts';
import { inbox } from './inbox-store.ts';
import { items } from './item-store.ts';
import { jobs } from './job-store.ts';
import { leases } from './lease-store.ts';
import { links } from './link-store.ts';
import { meetings } from './meeting-store.ts';
import { minutes } from './minutes-store.ts';
import { outbox } from './outbox-store.ts';
import { people } from './person-store.ts';
import { receipts } from './receipt-store.ts';
import { savepoint } from './savepoint.ts';
import { series } from './series-store.ts';
import { settings } from './setting-store.ts';
import { steps } from './step-store.ts';
import { tokens } from './token-store.ts';

export interface PostgresStore extends Store {
  close(): Promise<void>;
}

/** Opens a pool on a migrated database. */
export function openStore(url: string, { maxConnections = 10 } = {}): PostgresStore {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections });
  // Whoever works on a connection that is cut hears of it; pg ends the process when nobody listens besides.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
  return {
    transaction: (work) =>
      prisma.$transaction((client) => work(makeTx(client)), { maxWait: 30_000, timeout: 60_000 }),
    close: () => prisma.$disconnect(),
  };
}

function makeTx(client: Client): Tx {
  return {
    savepoint: (work) => savepoint(client, work),
    communities: communities(client),
    people: people(client),
    series: series(client),
    meetings: meetings(client),
    items: items(client),
    minutes: minutes(client),
    tokens: tokens(client),
    receipts: receipts(client),
    links: links(client),
    steps: steps(client),
    inbox: inbox(client),
    outbox: outbox(client),
    settings: settings(client),
    cursors: cursors(client),
    leases: leases(client),
    jobs: jobs(client),
  };
}
