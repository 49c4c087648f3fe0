import ICAL from 'ical.js';

/** One VEVENT as ical.js reads it, times in UTC by the VTIMEZONE in the same file and nothing else. */
export interface ReadEntry {
  uid: string;
  start: string;
  end: string;
  recurrenceId?: string;
  sequence: number;
  status: string | null;
  component: ICAL.Component;
}

export interface ReadCalendar {
  method: string | null;
  root: ICAL.Component;
  entries: ReadEntry[];
}

export function readCalendar(text: string): ReadCalendar {
  const root = new ICAL.Component(ICAL.parse(text));
  const zones = new Map(
    root.getAllSubcomponents('vtimezone').map((component) => {
      const zone = new ICAL.Timezone(component);
      return [zone.tzid, zone];
    }),
  );
  const entries = root
    .getAllSubcomponents('vevent')
    .map((component) => readEntry(component, zones));
  return { method: root.getFirstPropertyValue('method') as string | null, root, entries };
}

function readEntry(component: ICAL.Component, zones: Map<string, ICAL.Timezone>): ReadEntry {
  const recurrenceId = utcOf(component, 'recurrence-id', zones);
  return {
    uid: String(component.getFirstPropertyValue('uid')),
    start: utcOf(component, 'dtstart', zones) ?? 'none',
    end: utcOf(component, 'dtend', zones) ?? 'none',
    ...(recurrenceId === undefined ? {} : { recurrenceId }),
    sequence: Number(component.getFirstPropertyValue('sequence')),
    status: component.getFirstPropertyValue('status') as string | null,
    component,
  };
}

function utcOf(
  component: ICAL.Component,
  name: string,
  zones: Map<string, ICAL.Timezone>,
): string | undefined {
  const property = component.getFirstProperty(name);
  if (!property) return undefined;
  return toUtc(
    property.getFirstValue() as ICAL.Time,
    zones.get(String(property.getParameter('tzid'))),
  );
}

/** `2014-06-24T15:00:00Z` */
export function toUtc(time: ICAL.Time, zone: ICAL.Timezone = ICAL.Timezone.utcTimezone): string {
  const local = time.clone();
  local.zone = zone;
  return local.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

/** The dates a calendar program would show from `from` on: rules expanded, EXDATE and RECURRENCE-ID minded. */
export function shownDates(
  text: string,
  { from, count }: { from: string; count: number },
): string[] {
  const { root, entries } = readCalendar(text);
  const zones = new Map(
    root
      .getAllSubcomponents('vtimezone')
      .map((component) => [
        String(component.getFirstPropertyValue('tzid')),
        new ICAL.Timezone(component),
      ]),
  );
  const replaced = new Set(entries.map(({ uid, recurrenceId }) => `${uid} ${recurrenceId}`));
  const dates = entries.flatMap((entry) => {
    if (entry.status === 'CANCELLED') return [];
    if (!entry.component.getFirstProperty('rrule')) return [entry.start];
    return expanded(entry, zones, { from, count }).filter(
      (date) => !replaced.has(`${entry.uid} ${date}`),
    );
  });
  return dates
    .filter((date) => date >= from)
    .sort()
    .slice(0, count);
}

function expanded(
  { component }: ReadEntry,
  zones: Map<string, ICAL.Timezone>,
  { from, count }: { from: string; count: number },
): string[] {
  const start = component.getFirstProperty('dtstart');
  const zone = zones.get(String(start?.getParameter('tzid')));
  const rule = component.getFirstPropertyValue('rrule') as ICAL.Recur;
  const exdates = component.getAllProperties('exdate').flatMap((property) => property.getValues());
  const gone = new Set(exdates.map((value) => toUtc(value as ICAL.Time, zone)));
  // ical.js compares UNTIL with the wall clock; the test compares it as the moment that it is.
  const until = rule.until ? rule.until.toString() : '9999';
  rule.until = null;
  const dates: string[] = [];
  const times = rule.iterator(start?.getFirstValue() as ICAL.Time);
  for (let time = times.next(); time && dates.length < count * 2; time = times.next()) {
    const date = toUtc(time, zone);
    if (date > until) break;
    if (date >= from && !gone.has(date)) dates.push(date);
  }
  return dates;
}
