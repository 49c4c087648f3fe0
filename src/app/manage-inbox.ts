import type { PlainCommand } from '../domain/command.ts';
import { UserError } from '../domain/user-error.ts';
import { findMeeting, findSeries } from './find-meeting.ts';
import { readKept, type KeptReading } from './kept-reading.ts';
import type { App, InboxEntry, InboxRecord, InboxStatus, Tx } from './ports.ts';
import type { Bounce } from './read-bounces.ts';
import { readMail } from './read-mail.ts';
import { runCommand } from './run-command.ts';

/** A message with what is kept of its reading. */
export type ShownMessage = InboxEntry & { kept: KeptReading };

export async function listInbox(
  app: App,
  which: { status?: InboxStatus; limit: number },
): Promise<ShownMessage[]> {
  const entries = await app.store.transaction((tx) => tx.inbox.list(which));
  return entries.map((entry) => ({ ...entry, kept: readKept(entry.reading) }));
}

/** A message by its id, or by however much of the beginning is its alone. */
export async function showMessage(
  app: App,
  prefix: string,
): Promise<InboxRecord & { kept: KeptReading }> {
  return app.store.transaction(async (tx) => {
    const record = await tx.inbox.take(await findId(tx, prefix));
    if (!record) throw new UserError(`There is no message ${prefix}.`);
    return { ...record, kept: readKept(record.reading) };
  });
}

/** The operator's word about a held message counts as the chair's. Returns what was done. */
export async function settleMessage(
  app: App,
  wanted: {
    id: string;
    how: 'accept' | 'dismiss';
    commands?: PlainCommand[];
    /** Where it is not known which meeting it is for. */
    series?: string;
  },
): Promise<string> {
  return app.store.transaction(async (tx) => {
    const held = await findId(tx, wanted.id);
    const { how, commands, series } = wanted;
    const entry = await tx.inbox.look(held);
    if (how === 'dismiss' && entry?.status === 'held' && entry.meetingId === undefined) {
      const at = app.clock.now();
      await tx.inbox.settle(held, { status: 'ignored', at, reason: 'dismissed by the operator' });
      return 'Dismissed.';
    }
    const meetingId = entry?.meetingId ?? (await meetingOf(tx, series));
    const answer = await runCommand(app, tx, {
      command: { name: 'settle', held, how, ...(commands ? { commands } : {}) },
      actor: { personId: nobody, name: 'the operator', proof: 'operator' },
      meetingId,
    });
    return answer.text;
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** So long the operator's own process has to read what it reopened. */
const patienceSeconds = 60;

/** Reads a message once more, as today's Convoke understands it. Returns how it stands then. */
export async function replayMessage(app: App, prefix: string): Promise<InboxEntry> {
  const inboxId = await app.store.transaction(async (tx) => {
    const id = await findId(tx, prefix);
    const record = await tx.inbox.take(id);
    if (record) assertReplayable(record);
    await tx.inbox.reopen(id);
    // Whatever becomes of this process, the service reads it.
    await tx.jobs.add({ name: 'read-mail', inboxIds: [id] }, patienceSeconds);
    return id;
  });
  await readMail(app, { inboxId });
  const after = await app.store.transaction((tx) => tx.inbox.look(inboxId));
  if (!after) throw new Error(`message ${inboxId} is gone`);
  return after;
}

/** Addresses whose mail came back within the last days, with the mail that did. */
export async function recentBounces(
  app: Pick<App, 'store' | 'clock'>,
  days: number,
): Promise<(Bounce & { at: Temporal.Instant })[]> {
  const since = app.clock.now().subtract({ hours: days * 24 });
  const entries = await app.store.transaction((tx) => tx.inbox.bounces(since, 200));
  return entries.flatMap(({ reading, receivedAt }) =>
    (reading as { bounces: Bounce[] }).bounces.map((bounce) => ({ ...bounce, at: receivedAt })),
  );
}

/** What was done once is not done again. */
function assertReplayable({ channel, status, reading }: InboxRecord): void {
  if (channel !== 'mail') throw new UserError('Only mail can be read once more.');
  if (status === 'received') throw new UserError('It has not been read yet.');
  if (readKept(reading).isPartlyDone)
    throw new UserError(
      'Some of it was done already, and would be done twice. Accept or dismiss what is left.',
    );
}

async function findId(tx: Tx, prefix: string): Promise<string> {
  if (!/^[0-9a-f-]{4,36}$/iu.test(prefix))
    throw new UserError(`"${prefix}" is no id of a message. See: convoke inbox list`);
  const [id, other] = await tx.inbox.startingWith(prefix);
  if (id === undefined) throw new UserError(`There is no message ${prefix}.`);
  if (other !== undefined)
    throw new UserError(`Several messages begin with ${prefix}; give more of the id.`);
  return id;
}

async function meetingOf(tx: Tx, series: string | undefined): Promise<string> {
  if (series === undefined)
    throw new UserError('It is not known which meeting this is for. Say it with: --series SERIES');
  return (await findMeeting(tx, await findSeries(tx, series), 'add')).id;
}
