import { openHolidayLibrary } from '../adapters/holidays/library.ts';
import { systemClock } from '../adapters/jobs/system-clock.ts';
import type { App } from '../app/ports.ts';
import { loadConfig } from '../config.ts';
import { identityOf } from '../identity.ts';
import { makeLog } from '../logger.ts';

/**
 * Runs a command on the database of the configuration, beside the service when that runs. Jobs that the command adds
 * are run by the service.
 */
export async function withApp<T>(use: (app: App) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const { createMailReader, openDatabase, openStore, prepareDatabase } = await loadAdapters();
  const log = makeLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const database = await openDatabase({
    ...(config.database ? { url: config.database.url } : {}),
    dataDir: config.dataDir,
    log,
    share: true,
  });
  try {
    await prepareDatabase(database.url);
    const store = openStore(database.url, { maxConnections: 2 });
    const { close: closeReader, ...reader } = createMailReader({ ...config.mail, log });
    try {
      return await use({
        clock: systemClock(log),
        store,
        log,
        identity: identityOf(config),
        ...reader,
        holidayLibrary: openHolidayLibrary(),
      });
    } finally {
      await closeReader();
      await store.close();
    }
  } finally {
    await database.stop();
  }
}

/** Only a command that runs on the database waits for the libraries to be loaded. */
async function loadAdapters() {
  const [reader, opening, preparing, store] = await Promise.all([
    import('../adapters/mail/reader.ts'),
    import('../adapters/postgres/open-database.ts'),
    import('../adapters/postgres/prepare-database.ts'),
    import('../adapters/postgres/store.ts'),
  ]);
  return { ...reader, ...opening, ...preparing, ...store };
}
