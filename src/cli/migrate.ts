import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { makeLog } from '../logger.ts';
import { printLine } from './print.ts';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database schema up to date (the service does so itself when it starts)')
    .action(async () => {
      const config = loadConfig();
      const { openDatabase } = await import('../adapters/postgres/open-database.ts');
      const { prepareDatabase } = await import('../adapters/postgres/prepare-database.ts');
      const database = await openDatabase({
        ...(config.database ? { url: config.database.url } : {}),
        dataDir: config.dataDir,
        log: makeLog('warn'),
        share: true,
      });
      try {
        const applied = await prepareDatabase(database.url);
        printLine(
          applied.length === 0
            ? 'The schema is up to date.'
            : applied.map((name) => `applied ${name}`).join('\n'),
        );
      } finally {
        await database.stop();
      }
    });
}
