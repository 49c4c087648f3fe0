import pg from 'pg';
import { openHolidayLibrary } from '../../src/adapters/holidays/library.ts';
import { readMessage } from '../../src/adapters/mail/read-message.ts';
import { openStore } from '../../src/adapters/postgres/store.ts';
import { createSeries } from '../../src/app/manage-series.ts';
import { readConfig } from '../../src/config.ts';
import { identityOf } from '../../src/identity.ts';
import { startService } from '../../src/main.ts';
import { VirtualClock } from '../../src/sandbox/clock.ts';
import { createTestDatabase } from './database.ts';
import type { MailServers } from './mail-servers.ts';
import { eventually } from './mail-servers-process.ts';
import { recordingLog, type LogEntry } from './recording-log.ts';

/** How mail comes to Convoke. */
export type WayIn = 'imap' | 'lmtp';

export interface ItemRow {
  title: string;
  details: string | null;
  name: string;
  address: string;
}

export interface InboxRow {
  status: 'received' | 'done' | 'held' | 'ignored';
  reason: string | null;
  raw: string;
}

export interface OutboxRow {
  kind: string;
  recipient: string;
  status: string;
  attempts: number;
  response: string | null;
}

/** The whole service among real mail servers, its clock virtual, its state as its database has it. */
export interface ConvokeOnServers {
  address: string;
  log: LogEntry[];
  /** To a local time of the series. */
  runTo(local: string): Promise<void>;
  /** With their authors; those carried on to another meeting once. */
  items(): Promise<ItemRow[]>;
  /** Mail taken in, whose raw text holds all of these words, in whatever case. */
  inbox(...words: string[]): Promise<InboxRow[]>;
  /** Waits until such a mail has come and was read. */
  readOf(...words: string[]): Promise<InboxRow>;
  outbox(): Promise<OutboxRow[]>;
  /** Whether mail to the address is known to come back. */
  hasBounced(address: string): Promise<boolean>;
  stop(): Promise<void>;
}

const zone = 'Europe/London';

export async function startConvokeOnServers(
  servers: MailServers,
  { way, list, smtpPort = servers.smtpPort }: { way: WayIn; list: string; smtpPort?: number },
): Promise<ConvokeOnServers> {
  const database = await createTestDatabase();
  const address = way === 'imap' ? 'agenda@example.org' : 'agenda@node.example.org';
  const { imapPort, user, pass } = servers.imap;
  const config = readConfig({
    DATABASE_URL: database.url,
    MAIL_ADDRESS: address,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    ...(way === 'imap'
      ? { IMAP_URL: `imap://${user}:${pass}@127.0.0.1:${imapPort}` }
      : { LMTP_PORT: String(servers.convokeLmtpPort) }),
  });
  const instantOf = (local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  const clock = new VirtualClock(instantOf('2014-06-22T12:00'));
  const log = recordingLog();
  const store = openStore(database.url, { maxConnections: 2 });
  const holidayLibrary = openHolidayLibrary();
  const app = {
    clock,
    store,
    log,
    identity: identityOf(config),
    readMessage,
    holidayLibrary,
  };
  await createSeries(app, seriesOf(list));
  await store.close();
  const service = await startService(config, { clock, log });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  return {
    address,
    log: log.entries,
    runTo: (local) => clock.runTo(instantOf(local)),
    ...queries(pool),
    stop: async () => {
      await service.stop();
      await pool.end();
      await database.drop();
    },
  };
}

function seriesOf(list: string): object {
  return {
    slug: 'weekly',
    name: 'MirageOS call',
    community: { slug: 'mirage', name: 'MirageOS' },
    rrule: 'FREQ=WEEKLY;INTERVAL=2',
    start: '2014-06-10T16:00',
    zone,
    durationMinutes: 60,
    listAddress: `${list}@lists.example.org`,
    chairs: ['Chair <chair@member.test>'],
    policy: {},
  };
}

type Queries = Pick<ConvokeOnServers, 'items' | 'inbox' | 'readOf' | 'outbox' | 'hasBounced'>;

function queries(pool: pg.Pool): Queries {
  const rows = async <T extends pg.QueryResultRow>(sql: string, ...values: unknown[]) =>
    (await pool.query<T>(sql, values)).rows;
  const inbox = async (...words: string[]) => {
    const all = await rows<InboxRow>(
      `SELECT status, reason, encode(raw, 'escape') AS raw FROM inbox ORDER BY received_at, id`,
    );
    const wanted = words.map((word) => word.toLowerCase());
    return all.filter(({ raw }) => wanted.every((word) => raw.toLowerCase().includes(word)));
  };
  return {
    inbox,
    readOf: (...words) =>
      eventually(`a mail with ${words.join(', ')} that was read`, async () =>
        (await inbox(...words)).find(({ status }) => status !== 'received'),
      ),
    items: () =>
      rows(
        `SELECT item.title, item.details, person.name, mail_address.address
         FROM item JOIN person ON person.id = item.proposer_id
         JOIN mail_address ON mail_address.person_id = person.id
         WHERE item.carried_from_id IS NULL
         ORDER BY item.title`,
      ),
    outbox: () =>
      rows(`SELECT kind, recipient, status, attempts, response FROM outbox ORDER BY id`),
    hasBounced: async (address) => {
      const found = await rows(
        `SELECT 1 FROM mail_address WHERE address = $1 AND bounced_at IS NOT NULL`,
        address,
      );
      return found.length > 0;
    },
  };
}
