import { Command } from 'commander';
import { systemClock } from '../adapters/jobs/system-clock.ts';
import { isConfigured, loadConfig } from '../config.ts';
import { makeLog } from '../logger.ts';
import { printLine } from './print.ts';
import { stopSignal } from './stop-signal.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the service until it is stopped (npm start)')
    .action(async () => {
      const config = loadConfig();
      if (!isConfigured(config)) {
        printLine(nothingConfigured);
        // A container that ended here would be started again for ever; with pages to serve it waits.
        if (!config.web) return;
      }
      const log = makeLog(config.logLevel);
      const { startService } = await import('../main.ts');
      const stopped = stopSignal();
      // A library's stray promise must not take the meeting down; someone has to look at it.
      process.on('unhandledRejection', (error) =>
        log.error({ err: error }, 'a failure nobody handled'),
      );
      const service = await startService(config, { clock: systemClock(log), log });
      log.info({ publicUrl: service.publicUrl }, 'Convoke is running');
      const signal = await stopped;
      log.info({ signal }, 'stopping');
      await service.stop();
      // discord.js may still be trying to reach a gateway that is away.
      process.exit(0);
    });
}

const nothingConfigured = `Convoke has nothing to do yet: no mail and no Discord is configured.

To see what it does, with no account anywhere:
  npm run demo

To run it for your community, put these into the file .env (.env.example explains each):
  MAIL_ADDRESS=agenda@example.org        the mailbox that is Convoke's own
  SMTP_URL=smtps://user:password@host    how its mail goes out
  IMAP_URL=imaps://user:password@host    how mail comes in, or LMTP_PORT=8024 from your MTA
  DISCORD_TOKEN=...                      the bot token of your Discord application
  PUBLIC_URL=https://meet.example.org    where its pages are, with HTTP_PORT=8080 (optional)

Then:
  npm run -s convoke -- doctor                  checks each of them
  npm run -s convoke -- series create --help    makes your first series
  npm start                                     runs it`;
