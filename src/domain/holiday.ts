/** A day on which people of a place don't work; where the list comes from is the caller's business. */
export interface Holiday {
  date: Temporal.PlainDate;
  name: string;
  /** Of a country that the series names, so that it is renewed by itself; else of a calendar that was given. */
  fromLibrary?: true;
}

export const holidayTypes = ['public', 'bank', 'optional', 'school', 'observance'] as const;

export type HolidayType = (typeof holidayTypes)[number];

/** Countries and regions whose holidays a series minds. */
export interface HolidaySource {
  /** ISO 3166 codes with the library's regions: `GB`, `GB-SCT`, `DE-BY-A`. */
  places: readonly string[];
  types: readonly HolidayType[];
}

/** What a series does with a meeting that falls on a holiday. */
export type HolidayRule =
  | { on: 'skip' }
  /** To the same hour of the nearest free day, later or earlier; skipped when there is none before `withinDays`. */
  | { on: 'move'; towards: 'later' | 'earlier'; withinDays: number }
  /** It takes place, and the call says what day it is. */
  | { on: 'warn' };

export type HolidayDecision =
  | { decision: 'keep' }
  | { decision: 'warn'; holiday: Holiday }
  | { decision: 'skip'; holiday: Holiday; reason: string }
  | { decision: 'move'; holiday: Holiday; to: Temporal.PlainDateTime; reason: string };

export interface HolidayQuestion {
  /** The meeting's start on the clock of its zone. */
  local: Temporal.PlainDateTime;
  holidays: readonly Holiday[];
  rule: HolidayRule;
  /** Dates on which the series meets anyway: no meeting is moved onto or past one of them. */
  taken?: readonly Temporal.PlainDate[];
}

/** Whether a meeting takes place as planned, given the holidays. The reasons are worded for everybody. */
export function decideHoliday({
  local,
  holidays,
  rule,
  taken = [],
}: HolidayQuestion): HolidayDecision {
  const holiday = holidayOn(local.toPlainDate(), holidays);
  if (!holiday) return { decision: 'keep' };
  switch (rule.on) {
    case 'warn':
      return { decision: 'warn', holiday };
    case 'skip':
      return { decision: 'skip', holiday, reason: holiday.name };
    case 'move': {
      const date = freeDay({ local, holidays, rule, taken });
      if (!date)
        return { decision: 'skip', holiday, reason: `${holiday.name}, and no free day near it` };
      return {
        decision: 'move',
        holiday,
        to: date.toPlainDateTime(local.toPlainTime()),
        reason: holiday.name,
      };
    }
  }
}

function holidayOn(date: Temporal.PlainDate, holidays: readonly Holiday[]): Holiday | undefined {
  return holidays.find((holiday) => holiday.date.equals(date));
}

/** The nearest day that is free: a working day, or any that is no holiday for a series that meets at weekends. */
function freeDay({
  local,
  holidays,
  rule,
  taken,
}: Required<HolidayQuestion> & { rule: { on: 'move' } }): Temporal.PlainDate | undefined {
  const start = local.toPlainDate();
  const dates = holidays.map(({ date }) => date);
  const step = rule.towards === 'later' ? 1 : -1;
  for (let days = 1; days <= rule.withinDays; days += 1) {
    const date = start.add({ days: days * step });
    if (taken.some((other) => other.equals(date))) return undefined;
    if (start.dayOfWeek > 5 ? !holidayOn(date, holidays) : isWorkingDay(date, dates)) return date;
  }
  return undefined;
}

/**
 * The holidays of several places as one list, a day once; where there are several places, the name says whose day it is.
 */
export function joinHolidays(
  places: readonly { place: string; days: readonly Holiday[] }[],
): Holiday[] {
  const byDate = new Map<string, Map<string, string[]>>();
  for (const { place, days } of places)
    for (const { date, name } of days) {
      const names = byDate.get(String(date)) ?? new Map<string, string[]>();
      byDate.set(String(date), names.set(name, [...new Set([...(names.get(name) ?? []), place])]));
    }
  return [...byDate]
    .map(([date, names]) => ({
      date: Temporal.PlainDate.from(date),
      name: [...names]
        .map(([name, whose]) => (places.length > 1 ? `${name} (${whose.join(', ')})` : name))
        .join('; '),
    }))
    .toSorted((left, right) => Temporal.PlainDate.compare(left.date, right.date));
}

/** Monday to Friday, and no holiday. */
export function isWorkingDay(
  date: Temporal.PlainDate,
  holidays: readonly Temporal.PlainDate[],
): boolean {
  return date.dayOfWeek <= 5 && !holidays.some((holiday) => holiday.equals(date));
}
