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
  /** People who said that they come, under which the call is off; absent: nobody is counted. */
  minimumPeople?: number;
  /** Items that come after this are late, and the minimum is met without them; absent: until the confirmation. */
  itemsUntil?: DayBefore;
  /** The meeting needs the chair's word, whether its minimum is met or not. */
  needsChair?: boolean;
  /** What becomes of a meeting that lacks its minimum, or the chair's word, while the chair is silent; absent: it is off. */
  whenSilent?: SilenceRule;
  /** People who must be there for decisions to bind; the minutes say whether they were. Absent or 0: no such rule. */
  quorum?: number;
  /** What happens to a meeting that falls on a holiday; absent: nothing. */
  onHoliday?: HolidayRule;
}

export type SilenceRule =
  | { do: 'cancel' }
  | { do: 'confirm' }
  /** It stays open until the final agenda is due; if it lacks something then, it is off. */
  | { do: 'hold' }
  /** The chair is asked, and has until then to answer; silence after that means `otherwise`. */
  | { do: 'ask'; until: DayBefore; otherwise: 'confirm' | 'cancel' };

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
