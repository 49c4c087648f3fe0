import { defaultPolicy, type Policy } from '../domain/policy.ts';
import { checkRule } from '../domain/schedule-check.ts';
import { occurrences, type Occurrence, type Schedule } from '../domain/schedule.ts';
import { timeline, type Step } from '../domain/timeline.ts';
import { UserError } from '../domain/user-error.ts';

/** One meeting to come, as `convoke schedule preview --json` prints it. */
export interface PreviewedMeeting {
  /** RFC 9557: `2026-10-27T16:00:00+00:00[Europe/London]`. */
  start: string;
  utc: string;
  steps: { step: Step; at: string }[];
  /** The offset from UTC is another than at the meeting before. */
  note?: 'clocks change';
}

export interface PreviewInput {
  rrule?: string | readonly string[];
  /** `YYYY-MM-DDTHH:MM` on the clocks of `zone`. */
  start: string;
  zone: string;
  count?: number;
  durationMinutes?: number;
  policy?: Policy;
}

export const mostPreviewed = 1000;

/** The first meetings and their steps that a rule would give. Throws a UserError for a rule that is none. */
export function previewSchedule(input: PreviewInput): PreviewedMeeting[] {
  const count = input.count ?? 10;
  if (!Number.isInteger(count) || count < 1 || count > mostPreviewed)
    throw new UserError(`A preview shows from 1 to ${mostPreviewed} meetings.`);
  const schedule = checkRule(input);
  const shown = [...occurrences(schedule, { count })];
  return previewMeetings(
    { ...schedule, policy: input.policy ?? defaultPolicy },
    shown,
    input.durationMinutes,
  );
}

/** The same for the occurrences of a series that exists. */
export function previewMeetings(
  series: Schedule & { policy: Policy },
  shown: readonly Occurrence[],
  durationMinutes = 60,
): PreviewedMeeting[] {
  return shown.map((found, index) => {
    const previous = shown[index - 1];
    const changed = previous !== undefined && offsetOf(previous) !== offsetOf(found);
    return {
      start: zoned(found.startsAt, found.zone),
      utc: found.startsAt.toString(),
      steps: timeline(series, { startsAt: found.startsAt, durationMinutes }).map(
        ({ step, at }) => ({
          step,
          at: zoned(at, found.zone),
        }),
      ),
      ...(changed ? { note: 'clocks change' as const } : {}),
    };
  });
}

function offsetOf({ startsAt, zone }: Occurrence): number {
  return startsAt.toZonedDateTimeISO(zone).offsetNanoseconds;
}

function zoned(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toString();
}
