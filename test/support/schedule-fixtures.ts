import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** One rule as python-dateutil follows it; see scripts/make-schedule-fixtures.py. */
export interface ScheduleFixture {
  rule: string;
  start: string;
  zone: string;
  walls: number;
  wallsSha256: string;
  count: number;
  first: string[];
  last: string[];
  sha256: string;
  /** The first times that the zone skips: as RFC 5545 places them, and as dateutil reads them uncorrected. */
  gaps?: { wall: string; utc: string; uncorrected: string }[];
}

const file = new URL('../fixtures/schedule/dateutil.json', import.meta.url);

export const scheduleFixtures = JSON.parse(readFileSync(file, 'utf8')) as {
  dateutil: string;
  until: string;
  cases: ScheduleFixture[];
};

export function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
