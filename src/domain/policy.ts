/** A local hour some days before the meeting's local date. */
export interface DayBefore {
  daysBefore: number;
  /** `HH:MM` in the series' zone. */
  at: string;
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
