import type { Answering } from './answering.ts';
import { carryOut, type Outcome } from './carry-out.ts';
import { loadMeeting } from './context.ts';
import { findActor } from './find-writer.ts';
import { giveReceipt } from './give-receipt.ts';
import { keepReading, readKept } from './kept-reading.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { App, Tx } from './ports.ts';
import type { Route } from './route-mail.ts';

/**
 * The same message came before, directly or through the list. What of the first copy waits for want of proof is done
 * now, should this one prove it.
 */
export async function proveEarlier(
  app: App,
  tx: Tx,
  { earlierId, understood, route }: { earlierId: string; understood: MailUnderstood; route: Route },
): Promise<Answering | undefined> {
  const { record } = understood;
  const outcomes = await retry(app, tx, { earlierId, understood, route });
  const at = app.clock.now();
  const isSettled = outcomes.some(({ state }) => state === 'done');
  await tx.inbox.settle(record.id, {
    status: 'ignored',
    at,
    reason: isSettled
      ? `the same message came before as ${earlierId}, and this one proves its writer`
      : 'the same message came before',
    reading: keepReading(understood),
  });
  if (!isSettled) return undefined;
  return async () => {
    await giveReceipt(app, tx, { understood, route, outcomes });
  };
}

async function retry(
  app: App,
  tx: Tx,
  { earlierId, understood, route }: { earlierId: string; understood: MailUnderstood; route: Route },
): Promise<Outcome[]> {
  const earlier = await tx.inbox.take(earlierId);
  const { pending, author, ...kept } = readKept(earlier?.reading);
  const actor = await findActor(app, tx, understood, route);
  const meetingId = earlier?.meetingId ?? route.meeting?.id;
  const isSame = author?.address.toLowerCase() === understood.reading.author?.address.toLowerCase();
  if (earlier?.status !== 'held' || !actor || meetingId === undefined || !isSame) return [];
  // What understanding itself was unsure of stays the chair's to decide, whoever wrote it.
  if (understood.reading.disposition === 'held' || route.aboutMinutes) return [];
  const meeting = await loadMeeting(app, tx, meetingId);
  const { outcomes } = await carryOut(meeting, { commands: pending, actor, inboxId: earlierId });
  const left = outcomes.flatMap(({ state, command }) => (state === 'waiting' ? [command] : []));
  const isPartlyDone = kept.isPartlyDone || outcomes.some(({ state }) => state === 'done');
  const reading = keepReading(understood, { proof: actor.proof, pending: left, isPartlyDone });
  await tx.inbox.settle(earlierId, {
    status: left.length === 0 ? 'done' : 'held',
    at: app.clock.now(),
    reason: left.length === 0 ? 'a second copy of it proved its writer' : (earlier.reason ?? ''),
    reading,
    ...(actor.proof === 'none' ? {} : { personId: actor.personId }),
  });
  return outcomes;
}
