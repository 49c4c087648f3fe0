import { isProven } from '../domain/proof.ts';
import { findActor } from './find-writer.ts';
import { keepReading } from './kept-reading.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { App, Tx } from './ports.ts';
import type { Route } from './route-mail.ts';
import { takeRsvp, type RsvpOutcome } from './rsvp.ts';

/**
 * Takes what a calendar program answered to an invitation, if that is all that a mail says, and settles the mail.
 * Returns whether it was such an answer, by somebody who is known to be who they say.
 */
export async function answerInvitation(
  app: App,
  tx: Tx,
  { understood, route, saidKey }: { understood: MailUnderstood; route: Route; saidKey: string },
): Promise<boolean> {
  const { mail, reading, record } = understood;
  const { series, meeting, proof } = route;
  if (reading.disposition !== 'nothing' || mail.calendars.length === 0) return false;
  if (!series || !isProven(proof, 'answer-for-oneself')) return false;
  const actor = await findActor(app, tx, understood, route);
  if (!actor) return false;
  const outcome = await takeRsvp(app, tx, {
    calendars: mail.calendars,
    person: { id: actor.personId, name: actor.name },
    proof,
    series,
    ...(meeting ? { meeting } : {}),
    inboxId: record.id,
  });
  if (!outcome) return false;
  await tx.inbox.settle(record.id, {
    status: 'done',
    at: app.clock.now(),
    reason: reasonOf(outcome),
    reading: keepReading(understood, { proof }),
    saidKey,
    personId: actor.personId,
    ...(outcome.kind === 'recorded' ? { meetingId: outcome.meetingId } : {}),
  });
  return true;
}

function reasonOf(outcome: RsvpOutcome): string {
  switch (outcome.kind) {
    case 'recorded':
      return `it answers an invitation: ${outcome.intention}`;
    case 'ignored':
      return outcome.reason;
  }
}
