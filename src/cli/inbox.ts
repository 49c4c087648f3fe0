import { Command } from 'commander';
import {
  listInbox,
  recentBounces,
  replayMessage,
  settleMessage,
  showMessage,
  type ShownMessage,
} from '../app/manage-inbox.ts';
import type { InboxStatus } from '../app/ports.ts';
import { UserError } from '../domain/user-error.ts';
import { pendingLines } from '../render/held.ts';
import { readCorrection } from '../understand/correction.ts';
import { printAnswer, printJson, printLine } from './print.ts';
import { withApp } from './with-app.ts';

const statuses: readonly InboxStatus[] = ['received', 'done', 'held', 'ignored'];
const bounceDays = 30;

export function inboxCommands(): Command {
  const inbox = new Command('inbox').description(
    'every message received: what waits, and what became of the others',
  );
  inbox
    .command('list')
    .description('the newest messages; those that wait, unless another status is asked for')
    .option('--status <status>', `one of: all, bounces, ${statuses.join(', ')}`, 'held')
    .option('--limit <count>', 'how many at most', '50')
    .option('--json', 'print one JSON document')
    .action(list);
  inbox
    .command('show')
    .description(
      'a message: what was understood, and what would be done; --raw prints it as it came',
    )
    .argument('<id>', 'its id, or the beginning of it')
    .option('--raw', 'the message as it came')
    .option('--json', 'print one JSON document')
    .action(show);
  inbox
    .command('accept')
    .description('do what a held message asks for, in its writer’s name')
    .argument('<id>', 'its id, or the beginning of it')
    .option(
      '--items <lines>',
      'the items it becomes instead, one a line, each beginning with a dash',
    )
    .option('--series <series>', 'where it is not known which series it is for')
    .action(async (id: string, { items, series }: { items?: string; series?: string }) =>
      settle(id, 'accept', { items, series }),
    );
  inbox
    .command('dismiss')
    .description('leave a held message alone; it stays in the inbox')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string) => settle(id, 'dismiss', {}));
  inbox
    .command('replay')
    .description('read a message once more, as this version understands it')
    .argument('<id>', 'its id, or the beginning of it')
    .action(async (id: string) => {
      const { status, reason } = await withApp((app) => replayMessage(app, id));
      printLine(reason === undefined ? status : `${status}: ${reason}`);
    });
  return inbox;
}

async function list(options: { status: string; limit: string; json?: true }): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new UserError('--limit takes a number from 1 to 10000.');
  if (options.status === 'bounces') return listBounces(options.json);
  const status = readStatus(options.status);
  const messages = await withApp((app) =>
    listInbox(app, { limit, ...(status === undefined ? {} : { status }) }),
  );
  if (options.json) return printJson(messages.map(toJson));
  if (messages.length === 0) printLine(status === 'held' ? 'Nothing waits.' : 'There is nothing.');
  for (const message of messages) printMessage(message);
}

function readStatus(text: string): InboxStatus | undefined {
  if (text === 'all') return undefined;
  const status = statuses.find((known) => known === text);
  if (status === undefined)
    throw new UserError(`--status is one of: all, bounces, ${statuses.join(', ')}.`);
  return status;
}

async function listBounces(json: true | undefined): Promise<void> {
  const bounces = await withApp((app) => recentBounces(app, bounceDays));
  if (json) return printJson(bounces.map((bounce) => ({ ...bounce, at: bounce.at.toString() })));
  if (bounces.length === 0) printLine(`No mail came back in ${bounceDays} days.`);
  for (const { at, recipient, kind, why } of bounces)
    printLine(`${timeOf(at)}  ${recipient}  (${kind})${why === undefined ? '' : `  ${why}`}`);
}

async function show(id: string, { raw, json }: { raw?: true; json?: true }): Promise<void> {
  const message = await withApp((app) => showMessage(app, id));
  if (raw) process.stdout.write(message.raw);
  else if (json) printJson({ ...toJson(message), envelope: message.envelope });
  else {
    printMessage(message);
    const { reply, pending } = message.kept;
    if (reply !== '') printLine(`\n${reply}`);
    if (pending.length > 0) printLine(`\nAccepted, it would do:\n${pendingLines(pending)}`);
  }
}

async function settle(
  id: string,
  how: 'accept' | 'dismiss',
  { items: lines, series }: { items?: string | undefined; series?: string | undefined },
): Promise<void> {
  const commands = lines === undefined ? undefined : readCorrection(lines);
  const text = await withApp((app) =>
    settleMessage(app, {
      id,
      how,
      ...(commands ? { commands } : {}),
      ...(series === undefined ? {} : { series }),
    }),
  );
  printAnswer(text);
}

function printMessage({ id, receivedAt, status, reason, kept, channel }: ShownMessage): void {
  const from = kept.author?.name ?? kept.author?.address ?? channel;
  printLine(`${id}  ${timeOf(receivedAt)}  ${status}  ${from}  ${kept.subject}`.trimEnd());
  if (reason !== undefined) printLine(`${' '.repeat(38)}${reason}`);
}

function toJson({ id, channel, status, reason, attempts, ...more }: ShownMessage): object {
  const { meetingId, receivedAt, kept } = more;
  const received = receivedAt.toString();
  return { id, channel, receivedAt: received, status, reason, attempts, meetingId, ...kept };
}

function timeOf(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'minute' });
}
