import { isWorkingDay, type Holiday } from './holiday.ts';
import { instantOf, localTimeOf } from './local-time.ts';
import type { Meeting } from './meeting.ts';
import type { DayBefore, Policy } from './policy.ts';
import { zoneAt, type Schedule } from './schedule.ts';
import { isBefore } from './schedule-times.ts';

/** One thing the timeline of a meeting does at a time. */
export const steps = [
  'call',
  'remind',
  'confirm',
  'agenda',
  'open',
  'close',
  'draft',
  'chase',
  'publish',
] as const;

export type Step = (typeof steps)[number];

/** A step and its time. */
export interface Due {
  step: Step;
  at: Temporal.Instant;
  /** From here on the step helps nobody any more; absent: it always does. */
  usefulUntil?: Temporal.Instant;
}

export type TimelineSeries = Schedule & { policy: Policy; holidays?: readonly Holiday[] };
export type TimelineMeeting = Pick<
  Meeting,
  'startsAt' | 'durationMinutes' | 'closedAt' | 'draftedAt'
>;

/**
 * When each step of a meeting is due, in order. Hours are those of the zone that the series follows on that date.
 *
 * A step before the meeting never falls after the one that follows it: it is pulled forward to that one's time (a
 * call at 07:00 with a policy that confirms at 09:00 is confirmed with its agenda). A call that would not come before
 * the confirmation is left out, since nobody could answer it, and so is a reminder that would not come between the two. What follows the meeting is counted from its real end once that
 * is known. Steps on holidays stay where they are, unless the policy counts working days.
 */
export function timeline(
  series: TimelineSeries,
  meeting: TimelineMeeting,
  holidays: readonly Temporal.PlainDate[] = datesOf(series.holidays),
): Due[] {
  const times = { ...timesBefore(series, meeting, holidays), ...timesAfter(series, meeting) };
  const due = steps.map((step) => ({ step, at: times[step], ...usefulUntil(step, times) }));
  const callInTime = isBefore(times.call, times.confirm);
  const remindInTime = isBefore(times.call, times.remind) && isBefore(times.remind, times.confirm);
  return due.filter(
    ({ step }) => (step !== 'call' || callInTime) && (step !== 'remind' || remindInTime),
  );
}

/** The moment that a local hour some days before a meeting is. */
export function momentBefore(
  series: TimelineSeries,
  startsAt: Temporal.Instant,
  before: DayBefore,
): Temporal.Instant {
  const zone = zoneAt(series, startsAt);
  const date = localTimeOf(startsAt, zone).toPlainDate();
  const day = dayBefore(date, before, datesOf(series.holidays));
  return instantOf(day.toPlainDateTime(before.at), zone);
}

function datesOf(holidays: readonly Holiday[] = []): Temporal.PlainDate[] {
  return holidays.map(({ date }) => date);
}

type Before = 'call' | 'remind' | 'confirm' | 'agenda' | 'open';
type Times = Record<Step | 'end', Temporal.Instant>;

/** Until when a step still helps if it is late. The call goes out late as long as there is time to answer it. */
const helpsUntil: Record<Step, keyof Times | 'always'> = {
  call: 'confirm',
  remind: 'confirm',
  confirm: 'open',
  agenda: 'open',
  open: 'end',
  close: 'always',
  draft: 'always',
  chase: 'publish',
  publish: 'always',
};

function usefulUntil(step: Step, times: Times): Pick<Due, 'usefulUntil'> {
  const until = helpsUntil[step];
  return until === 'always' ? {} : { usefulUntil: times[until] };
}

function timesBefore(
  series: TimelineSeries,
  { startsAt }: TimelineMeeting,
  holidays: readonly Temporal.PlainDate[],
): Record<Before, Temporal.Instant> {
  const { policy } = series;
  const zone = zoneAt(series, startsAt);
  const date = localTimeOf(startsAt, zone).toPlainDate();
  const at = (before: DayBefore) =>
    instantOf(dayBefore(date, before, holidays).toPlainDateTime(before.at), zone);
  const agenda = startsAt.subtract({ minutes: policy.agendaMinutesBefore });
  const confirm = earlier(at(policy.confirm), agenda);
  const call = earlier(at(policy.call), confirm);
  return { call, remind: at(policy.remind), confirm, agenda, open: startsAt };
}

function timesAfter(series: TimelineSeries, meeting: TimelineMeeting): Omit<Times, Before> {
  const { policy } = series;
  const zone = zoneAt(series, meeting.startsAt);
  const end = meeting.startsAt.add({ minutes: meeting.durationMinutes });
  const close = meeting.closedAt ?? end.add({ minutes: policy.closeMinutesAfterEnd });
  const draft = close.add({ minutes: policy.draftMinutesAfterClose });
  // Days are the wall clock's, so that a clock change moves no publication by an hour.
  const daysAfter = (days: number) =>
    (meeting.draftedAt ?? draft).toZonedDateTimeISO(zone).add({ days }).toInstant();
  const publish = daysAfter(policy.publishDaysAfterDraft);
  return {
    end,
    close,
    draft,
    chase: earlier(daysAfter(policy.chaseDaysAfterDraft), publish),
    publish,
  };
}

function dayBefore(
  date: Temporal.PlainDate,
  { daysBefore, workingDays }: DayBefore,
  holidays: readonly Temporal.PlainDate[],
): Temporal.PlainDate {
  if (!workingDays) return date.subtract({ days: daysBefore });
  let day = date;
  for (let left = daysBefore; left > 0;) {
    day = day.subtract({ days: 1 });
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  while (!isWorkingDay(day, holidays)) day = day.subtract({ days: 1 });
  return day;
}

function earlier(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return isBefore(left, right) ? left : right;
}
