import { isProven, type Proof } from '../domain/proof.ts';
import { formatInstant } from '../render/dates.ts';
import { zoneOf } from '../render/phrases.ts';
import type { MeetingContext } from './context.ts';
import { holderOf, takeTurns } from './take-turns.ts';
import { duties, tellTurns } from './tell-turns.ts';
import { tellChair } from './tell-chair.ts';

const roles = ['chair', 'scribe'] as const;

/** Who can't come passes their turn; where it isn't sure enough that they said so, the chair is told instead. */
export async function passWithRegrets(
  context: MeetingContext,
  { personIds, proof }: { personIds: readonly string[]; proof: Proof },
): Promise<void> {
  const { app, tx, now, series, sheet } = context;
  const turn = (await tx.meetings.turns(series.id)).find(
    ({ meetingId }) => meetingId === sheet.meeting.id,
  );
  if (!turn || Temporal.Instant.compare(turn.startsAt, now) <= 0) return;
  for (const role of roles) {
    const holder = holderOf(turn, role);
    if (holder === undefined || !personIds.includes(holder)) continue;
    if (isProven(proof, 'take-turns'))
      await tx.meetings.addDecline(turn.meetingId, role, holder, now);
    else {
      const name = (await tx.people.byId(holder))?.name ?? 'Somebody';
      const when = formatInstant(turn.startsAt, zoneOf(sheet), 'full');
      await tellChair(context, {
        what: `regrets-${role}-${holder}`,
        text: `${name}, who ${duties[role].does} on ${when}, sent regrets in a message that doesn't prove its sender, so the turn is still theirs. If they can't come, they can pass it with /meeting pass, or you can say it for them with /meeting regrets.`,
      });
    }
  }
  await tellTurns(app, tx, await takeTurns(tx, series, now));
}
