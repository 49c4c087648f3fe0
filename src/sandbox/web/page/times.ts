type Style = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 'R' | 's' | 'S';

const styles: Record<Exclude<Style, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { hour: '2-digit', minute: '2-digit' },
  T: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  F: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
  s: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  S: {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
};

/** A time in one of Discord's styles; `R` is "in 3 hours", seen from `now`. */
export function inStyle(
  epochMs: number,
  style: string,
  view: { zone: string; now: number },
): string {
  if (style === 'R') return relative(epochMs - view.now);
  const chosen = style in styles ? (style as Exclude<Style, 'R'>) : 'f';
  return format(epochMs, styles[chosen], view.zone);
}

/** "24 Jun, 09:00" */
export function shortTime(iso: string, zone: string): string {
  return format(
    Date.parse(iso),
    { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    zone,
  );
}

/** "Tuesday 24 June 2014" */
export function longDate(iso: string, zone: string): string {
  return format(
    Date.parse(iso),
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    zone,
  );
}

/** "09:00" */
export function hourOf(iso: string, zone: string): string {
  return format(Date.parse(iso), { hour: '2-digit', minute: '2-digit' }, zone);
}

/** "in 3 hours", "2 days ago" */
export function relative(differenceMs: number): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600_000],
    ['month', 2_629_800_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
  for (const [unit, size] of units)
    if (Math.abs(differenceMs) >= size) return words.format(Math.round(differenceMs / size), unit);
  return words.format(Math.round(differenceMs / 1_000), 'second');
}

function format(epochMs: number, shape: Intl.DateTimeFormatOptions, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...shape, timeZone, hourCycle: 'h23' })
    .format(epochMs)
    .replace(/,? at /u, ', ');
}
