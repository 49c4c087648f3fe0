import { formatDate } from './dates.ts';
import { listOf } from './phrases.ts';
import { offsetMinutes, placeOf } from './zones.ts';

/** A zone whose offset from UTC differs between two meetings. */
export interface ClockChange {
  zone: string;
  /** How far its clocks were moved: 60 forward, -60 back. */
  byMinutes: number;
  /** When; the last time, where they moved more than once. */
  at: Temporal.Instant;
}

interface Between {
  zones: readonly string[];
  /** The meeting before, and the one that is announced. */
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** Which zones change their clocks between two meetings. One that changes there and back again does not count. */
export function clockChanges({ zones, from, to }: Between): ClockChange[] {
  return [...new Set(zones)].flatMap((zone) => {
    const byMinutes = offsetMinutes(to, zone) - offsetMinutes(from, zone);
    const change = to
      .add({ nanoseconds: 1 })
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('previous');
    return byMinutes === 0 || !change ? [] : [{ zone, byMinutes, at: change.toInstant() }];
  });
}

/**
 * What the people of a meeting must know of clock changes since the one before: "Clocks in London go back an hour on
 * Sunday 26 October 2014; people in New York meet an hour later than usual." Nothing, where nobody's hour changes.
 * The meeting keeps its hour in `referenceZone`.
 */
export function clockChangeWords(between: Between & { referenceZone: string }): string | undefined {
  const { referenceZone, zones, from, to } = between;
  const changes = clockChanges({ zones: [referenceZone, ...zones], from, to });
  const ownMinutes = changes.find(({ zone }) => zone === referenceZone)?.byMinutes ?? 0;
  const shifts = [...new Set(zones)].map((zone) => {
    const byMinutes = changes.find((change) => change.zone === zone)?.byMinutes ?? 0;
    return { zone, laterMinutes: byMinutes - ownMinutes };
  });
  const shifted = shifts.filter(
    ({ zone, laterMinutes }) => laterMinutes !== 0 && placeOf(zone) !== undefined,
  );
  if (shifted.length === 0) return undefined;
  const moved = groupWords(
    changes,
    (change) => `${change.byMinutes} ${dateOf(change)}`,
    changeWords,
  );
  const met = groupWords(shifted, ({ laterMinutes }) => String(laterMinutes), shiftWords);
  return `${moved.join('; ')}; ${met.join('; ')}.`;
}

/** One clause for all the places that have the same to say. */
function groupWords<T extends { zone: string }>(
  members: T[],
  key: (member: T) => string,
  words: (places: string, member: T) => string,
): string[] {
  return [...Map.groupBy(members, key).values()].flatMap((group) => {
    const places = [
      ...new Set(group.map(({ zone }) => placeOf(zone)).filter((place) => place !== undefined)),
    ];
    const [first] = group;
    return first && places.length > 0 ? [words(listOf(places), first)] : [];
  });
}

function changeWords(places: string, change: ClockChange): string {
  const direction = change.byMinutes > 0 ? 'forward' : 'back';
  return `Clocks in ${places} go ${direction} ${lengthWords(change.byMinutes)} on ${dateOf(change)}`;
}

function dateOf({ at, zone }: ClockChange): string {
  return formatDate(at.toZonedDateTimeISO(zone).toPlainDate());
}

function shiftWords(places: string, { laterMinutes }: { laterMinutes: number }): string {
  return `people in ${places} meet ${lengthWords(laterMinutes)} ${laterMinutes > 0 ? 'later' : 'earlier'} than usual`;
}

function lengthWords(minutes: number): string {
  const length = Math.abs(minutes);
  if (length === 30) return 'half an hour';
  if (length === 60) return 'an hour';
  if (length === 1440) return 'a day';
  return length % 60 === 0 ? `${length / 60} hours` : `${length} minutes`;
}
