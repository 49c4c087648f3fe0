import type { Command } from '../domain/command.ts';
import { holdsMarkedItems, readHeldAnswer } from '../understand/held-answer.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Answering } from './answering.ts';
import { carryOut, type Outcome } from './carry-out.ts';
import { loadMeeting } from './context.ts';
import { findActor } from './find-writer.ts';
import { giveReceipt } from './give-receipt.ts';
import { keepReading } from './kept-reading.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { App, Tx } from './ports.ts';
import type { Route } from './route-mail.ts';

/** Takes a chair's reply to the question about a held message. Returns nothing when it is none, or says something else. */
export async function answerHeld(
  app: App,
  tx: Tx,
  { understood, route, saidKey }: { understood: MailUnderstood; route: Route; saidKey: string },
): Promise<Answering | undefined> {
  const { record, reading } = understood;
  const { heldId, meeting, proof } = route;
  const command = heldId === undefined ? undefined : settling(reading, heldId);
  const isUnclear = !command && heldId !== undefined && proof === 'token' && saysElse(reading);
  if ((!command && !isUnclear) || !meeting) return undefined;
  const actor = await findActor(app, tx, understood, route);
  if (!actor) return undefined;
  const context = await loadMeeting(app, tx, meeting.id);
  const commands = command ? [command] : [];
  const done = await carryOut(context, { commands, actor, inboxId: record.id });
  const outcomes = done.outcomes.map(notWaiting);
  const refused = outcomes.find((outcome) => outcome.state === 'refused');
  await tx.inbox.settle(record.id, {
    status: 'done',
    at: app.clock.now(),
    reading: keepReading(understood, { proof }),
    saidKey,
    meetingId: meeting.id,
    ...(refused ? { reason: refused.why } : {}),
    ...(isUnclear ? { reason: 'it says neither "accept" nor "dismiss"' } : {}),
  });
  const said = { ...understood, reading: { ...reading, unknownLines: [], remarks: [] } };
  const answer = { understood: said, route, outcomes, ...(isUnclear ? { unanswered: true } : {}) };
  return async () => {
    await giveReceipt(app, tx, answer);
  };
}

/** One word settles it; corrected lines stand for what was held. */
function settling(reading: MailReading, held: string): Command | undefined {
  const how = readHeldAnswer(reading.reply, reading.author?.name);
  if (how !== undefined) return { name: 'settle', held, how };
  if (!holdsMarkedItems(reading.reply)) return undefined;
  const items = [...reading.items, ...(reading.suggestion ?? [])];
  if (items.length === 0) return undefined;
  return { name: 'settle', held, how: 'accept', commands: [{ name: 'add', items }] };
}

/** Words that are no answer, and no command either: taken for an item they would be a wrong one. */
function saysElse({ commands, disposition }: MailReading): boolean {
  return commands.length === 0 && disposition !== 'nothing';
}

/** An answer that isn't proven doesn't wait for the chair, who would have to answer it. */
function notWaiting(outcome: Outcome): Outcome {
  const { command } = outcome;
  return outcome.state === 'waiting' ? { command, state: 'refused', why: outcome.why } : outcome;
}
