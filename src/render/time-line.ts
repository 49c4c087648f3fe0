import { formatDate, formatTime } from './dates.ts';
import { isUtc, offsetMinutes, offsetWords, placeOf } from './zones.ts';

/** A moment as the clocks of several places show it. */
export interface TimeLine {
  /** The date where the meeting is held: `Tuesday 24 June 2014`. */
  date: string;
  /** The reference zone first, then from west to east, UTC last. Places with the same clock share an entry. */
  entries: TimeLineEntry[];
  /** `Tuesday 24 June 2014: 16:00 London (UTC+1), 08:00 Los Angeles (UTC-7), 15:00 UTC` */
  text: string;
}

export interface TimeLineEntry {
  zones: string[];
  /** `London`, `New York`; none where a zone is only an offset. */
  places: string[];
  /** `16:00` */
  time: string;
  /** `UTC+1` */
  offset: string;
  /** The date, where it is another than the line's. */
  date?: string;
}

/** The time line of a moment: generated for every zone that matters, never typed. */
export function timeLine(
  at: Temporal.Instant,
  zones: readonly string[],
  referenceZone: string,
): TimeLine {
  const date = dateAt(at, referenceZone);
  const others = zones.filter((zone) => !isUtc(zone) && zone !== referenceZone);
  const eastward = others.toSorted(
    (left, right) => offsetMinutes(at, left) - offsetMinutes(at, right),
  );
  const ordered = new Set([referenceZone, ...eastward, ...(isUtc(referenceZone) ? [] : ['UTC'])]);
  const clocks = Map.groupBy(ordered, (zone) => (isUtc(zone) ? 'UTC' : offsetWords(at, zone)));
  const entries = [...clocks.values()].map((sharing) => entryOf(at, sharing, date));
  return { date, entries, text: `${date}: ${entries.map(entryText).join(', ')}` };
}

function dateAt(at: Temporal.Instant, zone: string): string {
  return formatDate(at.toZonedDateTimeISO(zone).toPlainDate());
}

function entryOf(at: Temporal.Instant, sharing: string[], referenceDate: string): TimeLineEntry {
  const [zone = 'UTC'] = sharing;
  const date = dateAt(at, zone);
  return {
    zones: sharing,
    places: [...new Set(sharing.map(placeOf).filter((place) => place !== undefined))],
    time: formatTime(at, zone),
    offset: offsetWords(at, zone),
    ...(date === referenceDate ? {} : { date }),
  };
}

/** `16:00 London (UTC+1)`, `00:00 Tokyo (UTC+9) on Wednesday 25 June 2014`, `15:00 UTC` */
function entryText({ places, time, offset, date }: TimeLineEntry): string {
  const where = places.length === 0 ? offset : `${places.join(' and ')} (${offset})`;
  return `${time} ${where}${date === undefined ? '' : ` on ${date}`}`;
}

/** Discord shows it on each reader's own clock: `F` date and time, `D` date, `t` time, `R` how long from now. */
export function discordTime(
  at: Temporal.Instant,
  style: 'F' | 'f' | 'D' | 'd' | 'T' | 't' | 'R' = 'F',
): string {
  return `<t:${Math.floor(at.epochMilliseconds / 1000)}:${style}>`;
}
