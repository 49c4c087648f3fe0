import { createHash } from 'node:crypto';
import type { Command } from '../domain/command.ts';
import { answerHeld } from './answer-held.ts';
import { answerInvitation } from './answer-invitation.ts';
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

/** Does what a message asks for, all of it in one transaction, and answers its writer. */
export async function actOnMail(app: App, tx: Tx, understood: MailUnderstood): Promise<void> {
  const { record, reading } = understood;
  const fresh = await tx.inbox.take(record.id);
  if (fresh?.status !== 'received') return;
  await settleReturned(app, tx, understood);
  if (reading.disposition === 'ignored') {
    await ignore(app, tx, understood);
    return;
  }
  const saidKey = keyOf(understood);
  const route = await routeMail(tx, app.identity.address, understood);
  const earlier = await tx.inbox.bySaidKey(saidKey);
  if (earlier && earlier.id !== record.id) {
    await proveEarlier(app, tx, { earlierId: earlier.id, understood, route });
    return;
  }
  if (await answerHeld(app, tx, { understood, route, saidKey })) return;
  if (await answerInvitation(app, tx, { understood, route, saidKey })) return;
  const reason = whyNothing(understood, route);
  if (reason !== undefined) {
    // Not as said: another copy of it may be addressed to us.
    const kept = keepReading(understood);
    const at = app.clock.now();
    await tx.inbox.settle(record.id, { status: 'done', at, reason, reading: kept });
    return;
  }
  await converse(app, tx, { understood, route, saidKey });
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

async function converse(app: App, tx: Tx, conversation: Conversation): Promise<void> {
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
  const itemsBefore = (await loadMeeting(app, tx, meeting.id)).sheet.items.map(({ id }) => id);
  const who = { actor, meetingId: meeting.id, inboxId: record.id };
  const outcomes = [...(await carryOut(app, tx, { commands: run, ...who })), ...unrun];
  const waiting = outcomes.find((outcome) => outcome.state === 'waiting');
  const doubt = understood.origin.isUnsure ? ' (the DNS did not answer)' : '';
  const reason = why ?? (waiting && `${waiting.because}${doubt}`);
  if (reason !== undefined) {
    const held = { outcomes, why: reason, isForWriter, itemsBefore };
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
  await giveReceipt(app, tx, { understood, route, outcomes, itemsBefore });
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
