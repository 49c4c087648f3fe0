import { z } from 'zod';
import type { HolidayRule } from '../domain/holiday.ts';
import { defaultPolicy, type Policy, type SilenceRule } from '../domain/policy.ts';

/** The policy with what was said of it; what was said to be none is left out. */
export function withPolicy(policy: Policy, said: object): Policy {
  const merged = Object.entries({ ...policy, ...said });
  return Object.fromEntries(
    merged.filter(([, value]) => value !== undefined && value !== null),
  ) as unknown as Policy;
}

export const whole = (min: number, max: number) => {
  const wrong = `write a whole number from ${min} to ${max}`;
  return z.coerce.number(wrong).int(wrong).min(min, wrong).max(max, wrong);
};

const hour = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;

/** `1 09:00`: days before the meeting and a local hour; `2w 09:00` counts working days. */
const dayBefore = z
  .string()
  .trim()
  .transform((text, context) => {
    const match = /^(\d{1,3})(w?)\s+(\S+)$/u.exec(text);
    const [, days, working, at] = match ?? [];
    if (days === undefined || at === undefined || !hour.test(at)) {
      context.addIssue({
        code: 'custom',
        message:
          'write days before the meeting and an hour: "1 09:00", or "2w 09:00" for working days',
      });
      return z.NEVER;
    }
    return {
      daysBefore: Number(days),
      at,
      ...(working === 'w' ? { workingDays: true as const } : {}),
    };
  });

export const yesOrNo = z.union([
  z.boolean(),
  z.enum(['yes', 'no'], 'say yes or no').transform((text) => text === 'yes'),
]);

/** `cancel`, `confirm`, `hold`, or `ask until 0 12:00 then confirm`. */
const silence = z
  .string()
  .trim()
  .transform((text, context): SilenceRule => {
    switch (text) {
      case 'cancel':
      case 'confirm':
      case 'hold':
        return { do: text };
    }
    const [, until = '', then] = /^ask until (.+?) then (confirm|cancel)$/u.exec(text) ?? [];
    const moment = dayBefore.safeParse(until);
    if (moment.success && then !== undefined)
      return { do: 'ask', until: moment.data, otherwise: then === 'confirm' ? then : 'cancel' };
    context.addIssue({
      code: 'custom',
      message:
        'say "cancel", "confirm", "hold", or "ask until 0 12:00 then confirm": days before the meeting and an hour',
    });
    return z.NEVER;
  });

const longestMoveDays = 6;

/** `skip`, `warn`, `move later`, or `move earlier 3`: to the nearest free day within so many days. */
const holidayRule = z
  .string()
  .trim()
  .transform((text, context): HolidayRule => {
    const [, on, towards, days] =
      /^(skip|warn|move)(?:\s+(later|earlier)(?:\s+([1-9]\d?))?)?$/u.exec(text) ?? [];
    if ((on === 'skip' || on === 'warn') && towards === undefined) return { on };
    if (on === 'move')
      return {
        on,
        towards: towards === 'earlier' ? 'earlier' : 'later',
        withinDays: Number(days ?? longestMoveDays),
      };
    context.addIssue({
      code: 'custom',
      message: 'say "skip", "warn", "move later" or "move earlier 3", or "none"',
    });
    return z.NEVER;
  });

/** `none` empties a field. A union would not say what is wrong with anything else. */
export function orNone<T extends z.ZodType>(field: T) {
  return z.unknown().transform((value, context): z.output<T> | null => {
    if (value === 'none') return null;
    const read = field.safeParse(value);
    if (read.success) return read.data;
    for (const { message } of read.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** Each field of a policy, with what holds when nothing is said. `none` takes a setting back. */
export const policyFields = {
  call: dayBefore.default(defaultPolicy.call),
  remind: dayBefore.default(defaultPolicy.remind),
  confirm: dayBefore.default(defaultPolicy.confirm),
  agendaMinutesBefore: whole(0, 24 * 60).default(defaultPolicy.agendaMinutesBefore),
  closeMinutesAfterEnd: whole(0, 24 * 60).default(defaultPolicy.closeMinutesAfterEnd),
  draftMinutesAfterClose: whole(0, 7 * 24 * 60).default(defaultPolicy.draftMinutesAfterClose),
  chaseDaysAfterDraft: whole(0, 365).default(defaultPolicy.chaseDaysAfterDraft),
  publishDaysAfterDraft: whole(0, 365).default(defaultPolicy.publishDaysAfterDraft),
  minimumItems: whole(0, 100).default(defaultPolicy.minimumItems),
  minimumPeople: orNone(whole(0, 1000)).optional(),
  itemsUntil: orNone(dayBefore).optional(),
  needsChair: orNone(yesOrNo).optional(),
  whenSilent: orNone(silence).optional(),
  quorum: orNone(whole(0, 1000)).optional(),
  onHoliday: orNone(holidayRule).optional(),
};
