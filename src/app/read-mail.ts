import { createHash } from 'node:crypto';
import type { Command } from '../domain/command.ts';
import { mayComeByMail } from '../domain/permission.ts';
import { UserError } from '../domain/user-error.ts';
import { understandMail, type MailReading } from '../understand/read-mail.ts';
import type { Mail } from '../understand/reading.ts';
import { loadMeeting } from './context.ts';
import { routeMail, type Route } from './route-mail.ts';
import { UnreadableMail, type App, type InboxRecord, type Person, type Tx } from './ports.ts';
import { runCommand } from './run-command.ts';
import { settleByEvidence } from './settle-by-evidence.ts';
import { tellChair } from './tell-chair.ts';

/** Reads a stored message once, and does what its writer asked for. */
export async function readMail(app: App, { inboxId }: { inboxId: string }): Promise<void> {
  const record = await app.store.transaction((tx) => tx.inbox.take(inboxId));
  if (record?.status !== 'received') return;
  const mail = await parse(app, record);
  if (mail instanceof UnreadableMail) {
    await hold(app, inboxId, mail.message);
    return;
  }
  const reading = understandMail(
    mail,
    app.identity.address === undefined ? {} : { ownAddress: app.identity.address },
  );
  try {
    await app.store.transaction((tx) => act(app, tx, { record, mail, reading }));
  } catch (error) {
    // What the writer asked for can't be done as they said it; the chair sees it, and nothing is half done.
    if (!(error instanceof UserError)) throw error;
    await hold(app, inboxId, error.message, { mail, reading });
  }
}

interface Understood {
  record: InboxRecord;
  mail: Mail;
  reading: MailReading;
}

async function parse(app: App, { raw }: InboxRecord): Promise<Mail | UnreadableMail> {
  try {
    return await app.parseMail(raw);
  } catch (error) {
    if (error instanceof UnreadableMail) return error;
    throw error;
  }
}

async function act(app: App, tx: Tx, understood: Understood): Promise<void> {
  const { record, mail, reading } = understood;
  const fresh = await tx.inbox.take(record.id);
  if (fresh?.status !== 'received') return;
  const at = app.clock.now();
  if (mail.messageId !== undefined) await settleByEvidence(app, tx, mail.messageId);
  const ignore = (reason: string) =>
    tx.inbox.settle(record.id, { status: 'ignored', at, reason, reading: summary(reading) });
  for (const address of reading.bounced) await tx.people.markBounced(address, at);
  if (reading.disposition === 'ignored') {
    await ignore(reading.reason ?? 'not written by a person');
    return;
  }
  const saidKey = keyOf(mail, reading);
  if (await tx.inbox.wasSaid(saidKey)) {
    await ignore('the same message came before');
    return;
  }
  const route = await routeMail(tx, { record, mail, reading });
  const reason = whyNothing(reading, route);
  if (reason !== undefined) {
    await tx.inbox.settle(record.id, {
      status: 'done',
      at,
      reason,
      reading: summary(reading),
      saidKey,
    });
    return;
  }
  const problem = whyHeld(reading, route);
  if (problem !== undefined || route.meeting === undefined || reading.author === undefined) {
    await holdIn(app, tx, record.id, {
      reason: problem ?? 'it is not clear who wrote it',
      understood,
      route,
    });
    return;
  }
  const person = await findPerson(app, tx, route.communityId, reading.author);
  const actor = { personId: person.id, name: person.name, proof: route.proof };
  for (const command of commandsOf(reading))
    await runCommand(app, tx, { command, actor, meetingId: route.meeting.id, inboxId: record.id });
  await tx.inbox.settle(record.id, {
    status: 'done',
    at,
    reading: summary(reading),
    saidKey,
    meetingId: route.meeting.id,
    personId: person.id,
  });
}

/** A list's ordinary traffic is nobody's agenda item. */
function whyNothing(reading: MailReading, route: Route): string | undefined {
  if (reading.disposition === 'nothing') return reading.reason ?? 'it asks for nothing';
  if (!route.addressed && !reading.explicit) return "it is list mail outside a meeting's thread";
  return undefined;
}

function whyHeld(reading: MailReading, route: Route): string | undefined {
  if (reading.disposition === 'held') return reading.reason ?? 'it is not clear what it asks for';
  if (!route.meeting) return 'it is not clear which meeting it is for';
  if (!reading.author) return 'it is not clear who wrote it';
  if (route.proof === 'none') return 'its writer is not known to be who they say';
  if (route.aboutMinutes) return 'it answers the minutes, so it may be a correction';
  const beyond = reading.commands.find((command) => !mayComeByMail(command.name));
  return beyond
    ? `it holds the command "${beyond.name}", for which a mail is not proof enough`
    : undefined;
}

/** New items first, so that the commands beside them can't change their numbers. */
function commandsOf({ items, commands }: MailReading): Command[] {
  return [...(items.length > 0 ? [{ name: 'add', items } as const] : []), ...commands];
}

async function hold(
  app: App,
  inboxId: string,
  reason: string,
  understood?: { mail: Mail; reading: MailReading },
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const record = await tx.inbox.take(inboxId);
    if (record?.status !== 'received') return;
    if (!understood) {
      await tx.inbox.settle(inboxId, { status: 'held', at: app.clock.now(), reason });
      app.log.warn({ inboxId, reason }, 'a message is held');
      return;
    }
    const full = { record, ...understood };
    await holdIn(app, tx, inboxId, { reason, understood: full, route: await routeMail(tx, full) });
  });
}

/** Keeps the message for the chair, and tells them. */
async function holdIn(
  app: App,
  tx: Tx,
  inboxId: string,
  {
    reason,
    understood: { mail, reading },
    route,
  }: { reason: string; understood: Understood; route: Route },
): Promise<void> {
  const { meeting } = route;
  await tx.inbox.settle(inboxId, {
    status: 'held',
    at: app.clock.now(),
    reason,
    reading: summary(reading),
    ...(meeting ? { meetingId: meeting.id } : {}),
  });
  app.log.warn({ inboxId, reason }, 'a message is held');
  if (!meeting) return;
  const from = reading.author?.name ?? reading.author?.address ?? 'someone';
  await tellChair(await loadMeeting(app, tx, meeting.id), {
    what: `held-${inboxId}`,
    text: `A message from ${from} ("${mail.subject}") is held: ${reason}. They wrote: ${reading.reply.slice(0, 1500)}`,
  });
}

async function findPerson(
  app: App,
  tx: Tx,
  communityId: string,
  author: { name?: string; address: string },
): Promise<Person> {
  const known = await tx.people.byAddress(communityId, author.address);
  if (known) return known;
  const name = author.name?.slice(0, 100) ?? author.address.slice(0, author.address.indexOf('@'));
  return tx.people.insert({ communityId, name, address: author.address }, app.clock.now());
}

/** The same words under the same Message-ID are the same message, whatever a list added to it. */
function keyOf({ messageId }: Mail, { reply, author }: MailReading): string {
  const words = reply.split(/\s+/u).filter(Boolean).join(' ');
  const id = messageId ?? `none:${author?.address ?? ''}`;
  return createHash('sha256').update(`${id}\n${words}`).digest('hex');
}

function summary({ segments: _, ...rest }: MailReading): object {
  return JSON.parse(JSON.stringify(rest)) as object;
}
