/**
 * The VTIMEZONE of an IANA zone (RFC 5545 §3.6.5) for what happens between two moments: each change of its offset is
 * listed as the zone data has it, so that a zone without a yearly rule (Casablanca) is as right as any.
 */
export function vtimezone(
  zone: string,
  span: { from: Temporal.Instant; to: Temporal.Instant },
): string {
  const observances = Map.groupBy(
    changesOf(zone, span),
    ({ before, after }) => `${before} ${after}`,
  );
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observances.values().flatMap((changes) => observance(changes)),
    'END:VTIMEZONE',
  ].join('\r\n');
}

/** A moment at which the clocks change, told by the clock before it. */
interface Change {
  /** Offsets from UTC, in seconds. */
  before: number;
  after: number;
  wall: Temporal.PlainDateTime;
}

function changesOf(
  zone: string,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Change[] {
  const changes = [lastChange(from.toZonedDateTimeISO(zone))];
  let next = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (next && Temporal.Instant.compare(next.toInstant(), to) <= 0) {
    const change = changeAt(next);
    if (change.before !== change.after) changes.push(change);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

/** What holds at the beginning: since the last change, or since ever. */
function lastChange(at: Temporal.ZonedDateTime): Change {
  const last = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  if (last && last.year >= 1900) return changeAt(last);
  const offset = at.offsetNanoseconds / 1e9;
  return { before: offset, after: offset, wall: Temporal.PlainDateTime.from('1970-01-01T00:00') };
}

function changeAt(transition: Temporal.ZonedDateTime): Change {
  const before = transition.subtract({ nanoseconds: 1 }).offsetNanoseconds / 1e9;
  const wall = transition
    .toInstant()
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .add({ seconds: before });
  return { before, after: transition.offsetNanoseconds / 1e9, wall };
}

function observance(changes: Change[]): string[] {
  const [first] = changes;
  if (!first) return [];
  // DTSTART is an onset by itself (RFC 5545 §3.6.5), but ical.js, as libical before it, minds it only without RDATE.
  const onsets = changes.length > 1 ? changes : [];
  const kind = first.after > first.before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${compact(first.wall)}`,
    ...onsets.map(({ wall }) => `RDATE:${compact(wall)}`),
    `TZOFFSETFROM:${offsetText(first.before)}`,
    `TZOFFSETTO:${offsetText(first.after)}`,
    `TZNAME:${offsetText(first.after)}`,
    `END:${kind}`,
  ];
}

/** `20140624T160000` */
export function compact(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second' }).replace(/[-:]/gu, '');
}

/** `+0100`, with seconds where an old zone has them. */
function offsetText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const digits = [Math.floor(minutes / 60), minutes % 60, Math.abs(seconds) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return (seconds < 0 ? '-' : '+') + (digits[2] === '00' ? digits.slice(0, 2) : digits).join('');
}
