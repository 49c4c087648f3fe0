import { createHash } from 'node:crypto';
import type { Command } from '../domain/command.ts';
import { answerHeld } from './answer-held.ts';
import { answerInvitation } from './answer-invitation.ts';
import type { Answering } from './answering.ts';
import { carryOut, type Outcome } from './carry-out.ts';
import { loadMeeting } from './context.ts';
import { findActor } from './find-writer.ts';
import { giveReceipt } from './give-receipt.ts';
import { holdMail } from './hold-mail.ts';
import { keepReading } from './kept-reading.ts';
import type { MailUnderstood } from './mail-understood.ts';
import { planCommands } from './plan-commands.ts';
import type { App, Tx } from './ports.ts';
import { proveEarlier } from './prove-earlier.ts';
import { readBounces } from './read-bounces.ts';
import { routeMail, type Route } from './route-mail.ts';
import { settleReturned } from './settle-by-evidence.ts';

/**
 * Does what messages ask for, all of it in one transaction, one message after the other, and answers their writers.
 * Locks are taken in one order, whatever the messages: theirs, their meetings', the one for answers.
 */
export async function actOnMails(
  app: App,
  tx: Tx,
  messages: readonly MailUnderstood[],
): Promise<void> {
  const waiting = await tx.inbox.lockWaiting(messages.map(({ record }) => record.id));
  const conversations: Conversation[] = [];
  for (const understood of messages.filter(({ record }) => waiting.has(record.id))) {
    await settleReturned(app, tx, understood);
    if (understood.reading.disposition === 'ignored') await ignore(app, tx, understood);
    else {
      const route = await routeMail(tx, app.identity.address, understood);
      conversations.push({ understood, route, saidKey: keyOf(understood) });
    }
  }
  await tx.meetings.lockAll(conversations.flatMap(({ route }) => route.meeting?.id ?? []));
  const answers: (Answering | undefined)[] = [];
  for (const conversation of conversations) answers.push(await actOnMail(app, tx, conversation));
  for (const answer of answers) await answer?.();
}

async function actOnMail(
  app: App,
  tx: Tx,
  { understood, route, saidKey }: Conversation,
): Promise<Answering | undefined> {
  const { record } = understood;
  const earlier = await tx.inbox.bySaidKey(saidKey);
  if (earlier && earlier.id !== record.id)
    return proveEarlier(app, tx, { earlierId: earlier.id, understood, route });
  const answered = await answerHeld(app, tx, { understood, route, saidKey });
  if (answered) return answered;
  if (await answerInvitation(app, tx, { understood, route, saidKey })) return undefined;
  const reason = whyNothing(understood, route);
  if (reason !== undefined) {
    // Not as said: another copy of it may be addressed to us.
    const kept = keepReading(understood);
    const at = app.clock.now();
    await tx.inbox.settle(record.id, { status: 'done', at, reason, reading: kept });
    return undefined;
  }
  return converse(app, tx, { understood, route, saidKey });
}

/** A machine's message; of a bounce it is noted whose mail came back. */
async function ignore(app: App, tx: Tx, understood: MailUnderstood): Promise<void> {
  const { record, reading } = understood;
  const bounces = await readBounces(app, tx, understood);
  for (const bounce of bounces) app.log.warn(bounce, 'a mail of ours came back');
  await tx.inbox.settle(record.id, {
    status: 'ignored',
    at: app.clock.now(),
    reason: reading.reason ?? 'not written by a person',
    reading: keepReading(understood, { bounces }),
  });
}

interface Conversation {
  understood: MailUnderstood;
  route: Route;
  saidKey: string;
}

async function converse(
  app: App,
  tx: Tx,
  conversation: Conversation,
): Promise<Answering | undefined> {
  const { understood, route, saidKey } = conversation;
  const { record, reading } = understood;
  const { meeting, proof } = route;
  const { run, unrun, why, isForWriter } = planCommands(reading, route);
  const actor = await findActor(app, tx, understood, route);
  if (!meeting || !actor) {
    const unclear = actor ? 'which meeting it is for' : 'who wrote it or which meeting it is for';
    const reason = reading.disposition === 'held' ? why : undefined;
    const outcomes = [...run.map(unclearOutcome), ...unrun];
    const held = { outcomes, why: reason ?? `it is not clear ${unclear}`, isForWriter };
    return holdMail(app, tx, { ...conversation, ...held });
  }
  const before = await loadMeeting(app, tx, meeting.id);
  const itemsBefore = before.sheet.items.map(({ id }) => id);
  const done = await carryOut(before, { commands: run, actor, inboxId: record.id });
  const outcomes = [...done.outcomes, ...unrun];
  const { sheet } = done.after;
  const waiting = outcomes.find((outcome) => outcome.state === 'waiting');
  const doubt = understood.origin.isUnsure ? ' (the DNS did not answer)' : '';
  const reason = why ?? (waiting && `${waiting.because}${doubt}`);
  if (reason !== undefined) {
    const held = { outcomes, why: reason, isForWriter, itemsBefore, sheet };
    return holdMail(app, tx, { ...conversation, ...held });
  }
  const refused = outcomes.filter(({ state }) => state === 'refused').length;
  await tx.inbox.settle(record.id, {
    status: 'done',
    at: app.clock.now(),
    reading: keepReading(understood, { proof, isPartlyDone: true }),
    saidKey,
    meetingId: meeting.id,
    ...(proof === 'none' ? {} : { personId: actor.personId }),
    ...(refused === 0 ? {} : { reason: `${refused} of ${outcomes.length} lines were refused` }),
  });
  return async () => {
    await giveReceipt(app, tx, { understood, route, outcomes, itemsBefore, sheet });
  };
}

function unclearOutcome(command: Command): Outcome {
  const why = 'Convoke could not tell which call this is for.';
  return { command, state: 'waiting', why, because: 'it is not clear which meeting it is for' };
}

/** A list's ordinary traffic is nobody's agenda item. */
function whyNothing({ reading }: MailUnderstood, { addressed }: Route): string | undefined {
  if (reading.disposition === 'nothing') return reading.reason ?? 'it asks for nothing';
  if (!addressed && !reading.explicit) return "it is list mail outside a meeting's thread";
  return undefined;
}

/** The same words under the same Message-ID are the same message, whatever a list added to it. */
function keyOf({ mail, reading }: MailUnderstood): string {
  const { messageId, date } = mail;
  const words = reading.reply.split(/\s+/u).filter(Boolean).join(' ');
  const id = messageId ?? `none:${reading.author?.address ?? ''}:${date?.toString() ?? ''}`;
  return createHash('sha256').update(`${id}\n${words}`).digest('hex');
}
