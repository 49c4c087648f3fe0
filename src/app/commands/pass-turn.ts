import { UserError } from '../../domain/user-error.ts';
import { plain, when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { holderOf, takeTurns } from '../take-turns.ts';
import { duties, tellTurns } from '../tell-turns.ts';

/** The person's next turn goes to whoever is next in line; they stay first in line for the meeting after. */
export const passTurn: CommandHandler<'pass'> = async (context, { role }) => {
  const { app, tx, now, series, sheet, actor } = context;
  const coming = (await tx.meetings.turns(series.id)).filter(
    ({ startsAt, status }) => status !== 'open' && Temporal.Instant.compare(startsAt, now) > 0,
  );
  const turn = coming.find((record) => holderOf(record, role) === actor.personId);
  if (!turn)
    throw new UserError(
      `None of the coming meetings is your turn: you need not pass it. /meeting next says whose it is.`,
    );
  await tx.meetings.addDecline(turn.meetingId, role, actor.personId, now);
  const changes = await takeTurns(tx, series, now);
  await tellTurns(app, tx, changes);
  const successor = changes.find(
    (change) => change.meetingId === turn.meetingId && change.role === role,
  )?.to;
  const person = successor === undefined ? undefined : await tx.people.byId(successor);
  const date = when(sheet, turn.startsAt);
  return {
    audience: 'channel',
    text: person
      ? `${plain(actor.name)} passes; ${plain(person.name)} ${duties[role].does} on ${date}.`
      : `${plain(actor.name)} passes, and nobody else is in the rota: ${date} has no ${role} now.`,
  };
};
