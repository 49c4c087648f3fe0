import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { UnreadableMail } from '../app/ports.ts';
import { receiveMail } from '../app/receive-mail.ts';
import { readMail } from '../app/read-mail.ts';
import { UserError } from '../domain/user-error.ts';
import { loadConfig } from '../config.ts';
import { understandMail } from '../understand/read-mail.ts';
import { ExitError } from './exit-error.ts';
import { printJson, printLine } from './print.ts';
import { withApp } from './with-app.ts';

/** sysexits(3), as MTAs read them. */
const sysexits = { dataError: 65, noInput: 66, tempFail: 75 } as const;

export function mailCommands(): Command {
  const mail = new Command('mail').description('mail, read and taken in');
  mail
    .command('parse')
    .description('print what is understood of messages; needs no database and changes nothing')
    .argument('<file...>', 'messages (.eml)')
    .option('--jsonl', 'print one JSON object a line')
    .action(async (files: string[], { jsonl }: { jsonl?: true }) => {
      for (const file of files) {
        const result = await parseFile(file);
        if (jsonl) process.stdout.write(`${JSON.stringify(result)}\n`);
        else printJson(result);
      }
    });
  mail
    .command('ingest')
    .description(
      'take one message from a pipe into the inbox; exit codes follow sysexits (75: try again)',
    )
    .argument('[file]', 'the message; left out: standard input')
    .action(async (file?: string) => {
      const raw = await readInput(file).catch((cause: unknown) => {
        throw new ExitError(
          sysexits.noInput,
          `The message ${file ?? 'on standard input'} can't be read: ${String(cause)}`,
        );
      });
      refuseOversized(raw);
      try {
        await withApp(async (app) => {
          const { inboxId, fresh } = await receiveMail(app, { raw, envelope: { via: 'pipe' } });
          if (fresh) await readMail(app, { inboxId });
          const record = await app.store.transaction((tx) => tx.inbox.take(inboxId));
          printLine(`${record?.status ?? 'received'}${fresh ? '' : ' (it came before)'}`);
        });
      } catch (error) {
        if (error instanceof ExitError) throw error;
        throw new ExitError(
          sysexits.tempFail,
          `The message was not taken in; try again: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    });
  return mail;
}

/** As LMTP and IMAP refuse it; trying again would not make it smaller. */
function refuseOversized({ byteLength }: Buffer): void {
  const maxBytes = loadConfig().mail?.maxBytes ?? Infinity;
  if (byteLength > maxBytes)
    throw new ExitError(
      sysexits.dataError,
      `The message has ${byteLength} bytes, and MAIL_MAX_BYTES takes in at most ${maxBytes}.`,
    );
}

function readInput(file: string | undefined): Promise<Buffer> {
  return file === undefined ? buffer(process.stdin) : readFile(file);
}

async function parseFile(file: string): Promise<object> {
  const raw = await readFile(file).catch((cause: unknown) => {
    throw new UserError(`The message ${file} can't be read.`, { cause });
  });
  const { parseMime } = await import('../adapters/mail/parse-mime.ts');
  try {
    const mail = await parseMime(raw);
    const { author, ...reading } = understandMail(mail, {});
    return { file, messageId: mail.messageId, from: author, ...reading };
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    return {
      file,
      reply: '',
      segments: [],
      items: [],
      commands: [],
      disposition: 'held',
      reason: error.message,
    };
  }
}
