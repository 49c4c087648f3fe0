/** `scheduled → called → confirmed → open → closed → published`, or `cancelled` from any state before `closed`. */
export type MeetingStatus =
  'scheduled' | 'called' | 'confirmed' | 'open' | 'closed' | 'published' | 'cancelled';

/** One occurrence of a series. */
export interface Meeting {
  id: string;
  seriesId: string;
  /** Where the rule put it; the recurrence id, whatever the meeting is moved to. */
  occurrence: Temporal.Instant;
  startsAt: Temporal.Instant;
  durationMinutes: number;
  status: MeetingStatus;
  cancelReason?: string;
  /** RFC 5545 SEQUENCE: raised whenever the time or the state that guests see changes. */
  sequence: number;
  /** When the chair was asked whether it takes place. */
  askedAt?: Temporal.Instant;
  /** How often it was called off and taken up again; absent: never. */
  revivals?: number;
  /** The item people are talking about. */
  currentItemId?: string;
  openedAt?: Temporal.Instant;
  closedAt?: Temporal.Instant;
  /** When the draft minutes went out: silence is counted from here, however late that was. */
  draftedAt?: Temporal.Instant;
}
