import { isOnAgenda } from './item.ts';
import { isBefore } from './schedule-times.ts';
import type { Sheet } from './sheet.ts';
import { momentBefore, timeline } from './timeline.ts';

export type Confirmation =
  | { kind: 'confirmed' }
  | { kind: 'cancelled'; reason: string }
  /** Nobody knows yet: the chair is asked, and when `until` comes, silence means `otherwise`. */
  | { kind: 'asked'; lacking: string; until: Temporal.Instant; otherwise: 'confirm' | 'cancel' };

type Confirmable = Pick<Sheet, 'series' | 'meeting' | 'items' | 'attendance'>;

/**
 * Whether the call takes place. One that has its minimum does, unless the series wants the chair's word for each. For
 * the rest the policy says what the chair's silence means; asked again when its time is over, this never answers
 * `asked` any more. The reasons are worded for everybody.
 */
export function confirmMeeting(sheet: Confirmable, now: Temporal.Instant): Confirmation {
  const { policy } = sheet.series;
  const lacking = whatLacks(sheet) ?? (policy.needsChair ? unconfirmed : undefined);
  if (lacking === undefined) return { kind: 'confirmed' };
  const rule = policy.whenSilent ?? { do: 'cancel' };
  switch (rule.do) {
    case 'confirm':
      return { kind: 'confirmed' };
    case 'cancel':
      return { kind: 'cancelled', reason: lacking };
    case 'hold':
      return askUntil(lastMoment(sheet), { lacking, otherwise: 'cancel', now });
    case 'ask': {
      const until = momentBefore(sheet.series, sheet.meeting.startsAt, rule.until);
      return askUntil(earlier(until, lastMoment(sheet)), {
        lacking,
        otherwise: rule.otherwise,
        now,
      });
    }
  }
}

const unconfirmed = 'the chair has not said that it takes place';

/** People leave for a meeting when its final agenda comes; that is the last moment to say that it is off. */
function lastMoment({ series, meeting }: Confirmable): Temporal.Instant {
  const agenda = timeline(series, meeting).find(({ step }) => step === 'agenda');
  return agenda?.at ?? meeting.startsAt;
}

function askUntil(
  until: Temporal.Instant,
  {
    lacking,
    otherwise,
    now,
  }: { lacking: string; otherwise: 'confirm' | 'cancel'; now: Temporal.Instant },
): Confirmation {
  if (isBefore(now, until)) return { kind: 'asked', lacking, until, otherwise };
  return otherwise === 'confirm' ? { kind: 'confirmed' } : { kind: 'cancelled', reason: lacking };
}

/**
 * What the meeting has too little of, if anything. Standing items don't count, nor do late ones, unless the meeting
 * was held open for them. Where no call went out, nobody could answer one: nothing is held against such a meeting.
 */
function whatLacks({ series, meeting, items, attendance }: Confirmable): string | undefined {
  if (meeting.status === 'scheduled') return undefined;
  const { minimumItems, minimumPeople = 0 } = series.policy;
  const inTime = items.filter(
    (item) => isOnAgenda(item) && !item.standing && (!item.late || meeting.askedAt !== undefined),
  ).length;
  const coming = attendance.filter(
    ({ intention, present }) => present || intention === 'coming',
  ).length;
  const lacks = [
    ...(inTime < minimumItems ? [tooFewItems(inTime, minimumItems)] : []),
    ...(coming < minimumPeople ? [tooFewPeople(coming, minimumPeople)] : []),
  ];
  return lacks.length === 0 ? undefined : lacks.join(', and ');
}

function tooFewItems(count: number, minimum: number): string {
  if (count === 0) return 'no agenda items came in';
  return `only ${count} of the ${minimum} agenda items that make a call came in`;
}

function tooFewPeople(count: number, minimum: number): string {
  if (count === 0) return 'nobody said that they come';
  return `only ${count} of the ${minimum} people that make a call said that they come`;
}

function earlier(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return isBefore(left, right) ? left : right;
}
