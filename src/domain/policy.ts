import type { HolidayRule } from './holiday.ts';

/**
 * A local hour some days before the meeting's local date. Counted in working days, 1 is the last working day before
 * that date, 0 that date itself or, should it be none, the last working day before it.
 */
export interface DayBefore {
  daysBefore: number;
  /** `HH:MM` in the series' zone. */
  at: string;
  /** Count Monday to Friday only, holidays left out. */
  workingDays?: true;
}

/** What a series promises its people; every number that a meeting's timeline and decisions depend on. */
export interface Policy {
  call: DayBefore;
  remind: DayBefore;
  confirm: DayBefore;
  agendaMinutesBefore: number;
  /** An open meeting closes by itself this long after its planned end. */
  closeMinutesAfterEnd: number;
  draftMinutesAfterClose: number;
  chaseDaysAfterDraft: number;
  publishDaysAfterDraft: number;
  /** Items, standing ones not counted, under which the call is off. */
  minimumItems: number;
  /** What happens to a meeting that falls on a holiday; absent: nothing. */
  onHoliday?: HolidayRule;
}

export const defaultPolicy: Policy = {
  call: { daysBefore: 1, at: '09:00' },
  remind: { daysBefore: 1, at: '17:00' },
  confirm: { daysBefore: 0, at: '09:00' },
  agendaMinutesBefore: 30,
  closeMinutesAfterEnd: 60,
  draftMinutesAfterClose: 10,
  chaseDaysAfterDraft: 2,
  publishDaysAfterDraft: 3,
  minimumItems: 1,
};
