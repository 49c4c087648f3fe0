import type { Followed } from '../app/follow-schedule.ts';
import type { SeriesRecord } from '../app/ports.ts';
import { zoneAt } from '../domain/schedule.ts';
import { formatInstant } from '../render/dates.ts';
import { printLine } from './print.ts';

/** What a change of the schedule did to each meeting that was laid out already. */
export function printFollowed(series: SeriesRecord, followed: readonly Followed[]): void {
  for (const { meeting, did, told: wasTold } of followed) {
    const more =
      did === 'stays' ? 'It was called already; move or skip it by itself.' : told(wasTold);
    printLine(`${shown(series, meeting.startsAt)}: ${did}. ${more}`);
  }
}

export const told = (wasTold: boolean) =>
  wasTold ? 'Everyone who heard of it is told.' : 'Nobody had heard of it, so nobody is told.';

export function shown(series: SeriesRecord, at: Temporal.Instant): string {
  return formatInstant(at, zoneAt(series, at), 'full');
}
