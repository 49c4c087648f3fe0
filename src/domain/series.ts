import type { Exceptions, OtherSlot } from './exceptions.ts';
import type { Holiday, HolidaySource } from './holiday.ts';
import type { Policy } from './policy.ts';

/** A recurring meeting. */
export interface Series {
  id: string;
  communityId: string;
  /** Its short name in commands and addresses. */
  slug: string;
  name: string;
  /** RFC 5545 recurrence rule without DTSTART, several one a line; absent for a series that meets ad hoc. */
  rrule?: string;
  /** First occurrence, wall-clock time in `zone`. */
  start: Temporal.PlainDateTime;
  /** IANA time zone name. */
  zone: string;
  /** Further rules with an hour of their own, beside the usual one or in its place. */
  slots?: readonly OtherSlot[];
  /** Skipped, extra and moved dates, and changes from a date on. */
  exceptions?: Exceptions;
  /** Days on which its people don't work; what becomes of a meeting on one is the policy's `onHoliday`. */
  holidays?: readonly Holiday[];
  /** Where those come from that Convoke keeps up to date by itself. */
  holidaySource?: HolidaySource;
  durationMinutes: number;
  policy: Policy;
  paused: boolean;
}
