import type { Policy } from './policy.ts';

/** A recurring meeting. */
export interface Series {
  id: string;
  communityId: string;
  /** Its short name in commands and addresses. */
  slug: string;
  name: string;
  /** RFC 5545 recurrence rule without DTSTART; absent for a series that meets ad hoc. */
  rrule?: string;
  /** First occurrence, wall-clock time in `zone`. */
  start: Temporal.PlainDateTime;
  /** IANA time zone name. */
  zone: string;
  durationMinutes: number;
  policy: Policy;
  paused: boolean;
}
