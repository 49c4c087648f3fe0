import type { Exceptions } from '../domain/exceptions.ts';
import { neverOpened } from '../domain/close.ts';
import { mindHolidays } from '../domain/holiday-schedule.ts';
import type { Meeting } from '../domain/meeting.ts';
import { isNamed, placed } from '../domain/schedule.ts';
import { cancelWith } from './cancel.ts';
import { loadMeeting } from './context.ts';
import { layOutMeetings } from './lay-out-meetings.ts';
import { moveMeeting } from './move-meeting.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';
import { renewHolidays } from './renew-holidays.ts';
import { replan } from './replan.ts';
import { reviveMeeting } from './revive-meeting.ts';

/** What a change of the schedule did to a meeting that was laid out already. */
export interface Followed {
  meeting: Meeting;
  did: 'called off' | 'moved' | 'stays';
  /** Whether anybody had to be told. */
  told: boolean;
}

/**
 * Brings the coming meetings of a series to what its schedule says now: what it skips is called off, what it moves is
 * moved, and what it no longer gives is called off too, unless it was called already: that one stays, for people have
 * answered it. What is new is laid out.
 */
export async function followSchedule(app: App, tx: Tx, given: SeriesRecord): Promise<Followed[]> {
  const now = app.clock.now();
  const series = await renewHolidays(app, tx, given);
  const schedule = mindHolidays(series, now);
  await takeUpAgain(app, tx, series);
  const followed: Followed[] = [];
  for (const meeting of (await tx.meetings.ofSeries(series.id, now)).filter(isComing)) {
    const decision = decide(schedule, meeting, now);
    if (decision === undefined) continue;
    const context = await loadMeeting(app, tx, meeting.id);
    if ('to' in decision)
      followed.push({ meeting, did: 'moved', told: await moveMeeting(context, decision.to) });
    else if (decision.reason === undefined) followed.push({ meeting, did: 'stays', told: false });
    else {
      const told = await cancelWith(context, { reason: decision.reason, what: 'skip' });
      followed.push({ meeting, did: 'called off', told });
    }
  }
  await layOutMeetings(app, tx, series);
  if (series !== given) await replan(app, tx, series);
  return followed;
}

/** What is to come can't have gone by unopened: a clock that was ahead called it off. */
async function takeUpAgain(app: App, tx: Tx, { id }: SeriesRecord): Promise<void> {
  for (const { id: meetingId, startsAt, cancelReason } of await tx.meetings.ofSeries(
    id,
    app.clock.now(),
  ))
    if (cancelReason === neverOpened)
      await reviveMeeting(await loadMeeting(app, tx, meetingId), startsAt);
}

function isComing({ status }: Meeting): boolean {
  return status === 'scheduled' || status === 'called' || status === 'confirmed';
}

type Decision = { to: Temporal.Instant } | { reason: string | undefined };

function decide(
  schedule: SeriesRecord & { exceptions?: Exceptions },
  { occurrence, startsAt, status }: Meeting,
  now: Temporal.Instant,
): Decision | undefined {
  const { skips = [], moves = [] } = schedule.exceptions ?? {};
  const names = (local: Temporal.PlainDateTime) => placed(schedule, local).equals(occurrence);
  const skip = skips.findLast((one) => names(one.occurrence));
  if (skip) return { reason: skip.reason ?? 'this date is skipped' };
  if (!isNamed(schedule, occurrence))
    return { reason: status === 'scheduled' ? 'the schedule has changed' : undefined };
  const move = moves.findLast((one) => names(one.occurrence));
  if (!move) return undefined;
  const to = placed(schedule, move.to);
  const isPast = Temporal.Instant.compare(to, now) <= 0;
  return isPast || to.equals(startsAt) ? undefined : { to };
}
