import { swapDuties, type Duty } from '../../domain/rota.ts';
import type { Role } from '../../domain/sheet.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain, when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import type { CommandContext } from '../context.ts';
import { layOutAfter } from '../lay-out-meetings.ts';
import type { TurnRecord } from '../ports.ts';
import { holderOf, takeTurns } from '../take-turns.ts';
import { duties, tellTurns } from '../tell-turns.ts';

/** Two people of the rota exchange their next turns; both are then settled. */
export const swapTurn: CommandHandler<'swap'> = async (context, { role, with: name }) => {
  const { app, tx, now, series, sheet, actor } = context;
  const other = partner(context, role, name);
  const [own, theirs] = [
    await turnOf(context, role, actor.personId),
    await turnOf(context, role, other.personId),
  ];
  const planned: Duty[] = [
    { at: own.startsAt, personId: actor.personId },
    { at: theirs.startsAt, personId: other.personId },
  ];
  const swapped = swapDuties(planned, { one: own.startsAt, other: theirs.startsAt });
  const changes = [own, theirs].map((turn, index) => ({
    meetingId: turn.meetingId,
    startsAt: turn.startsAt,
    role,
    from: index === 0 ? actor.personId : other.personId,
    to: swapped[index]?.settledFor ?? '',
    announced: turn.status !== 'scheduled',
  }));
  for (const { meetingId, to } of changes)
    await tx.meetings.setRole(meetingId, role, to, { settled: true });
  const others = await takeTurns(tx, series, now);
  await tellTurns(app, tx, [...changes, ...others]);
  const { does } = duties[role];
  return {
    audience: 'channel',
    text: `${plain(other.name)} ${does} on ${when(sheet, own.startsAt)}, ${plain(actor.name)} on ${when(sheet, theirs.startsAt)}.`,
  };
};

function partner({ series, actor }: CommandContext, role: Role, name: string) {
  const rota = role === 'chair' ? series.chairs : series.scribes;
  const found = rota.filter(
    (place) => place.name.toLowerCase() === name.trim().replace(/^@/u, '').toLowerCase(),
  );
  const [one] = found;
  if (found.length === 1 && one && one.personId !== actor.personId) return one;
  const others = rota.filter(({ personId }) => personId !== actor.personId);
  if (others.length === 0)
    throw new UserError(`Nobody else takes turns as ${role} in this series.`);
  throw new UserError(
    `Name one person who takes turns as ${role}: ${others.map((place) => plain(place.name)).join(', ')}.`,
  );
}

/** The person's next turn. Meetings further ahead are laid out until it is reached: each comes round in the rota's length. */
async function turnOf(context: CommandContext, role: Role, personId: string): Promise<TurnRecord> {
  const { app, tx, now, series } = context;
  const rota = role === 'chair' ? series.chairs : series.scribes;
  for (let further = 0; further <= rota.length + 2; further += 1) {
    const coming = (await tx.meetings.turns(series.id)).filter(
      ({ startsAt, status }) => status !== 'open' && Temporal.Instant.compare(startsAt, now) > 0,
    );
    const turn = coming.find((record) => holderOf(record, role) === personId);
    if (turn) return turn;
    const last = coming.at(-1)?.startsAt ?? now;
    if (!(await layOutAfter(app, tx, series, last))) break;
  }
  throw new UserError(
    `None of the coming meetings is the turn of ${rota.find((place) => place.personId === personId)?.name ?? 'somebody who is not in the rota'}, so there is nothing to swap.`,
  );
}
