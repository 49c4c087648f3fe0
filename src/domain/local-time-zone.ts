import { editDistance } from './spelling.ts';
import { UserError } from './user-error.ts';

/**
 * The IANA name in its usual spelling ("europe/london" is Europe/London). Throws a UserError for anything else,
 * naming what was probably meant. Offsets and abbreviations are refused: they don't know when clocks change.
 */
export function checkZone(zone: string): string {
  const name = zone.trim();
  if (/^(?:utc|gmt)?[+-]\d/iu.test(name))
    throw new UserError(
      `“${name}” is an offset, which doesn't know when clocks change. Name a city, such as Europe/London, or UTC.`,
    );
  const meant = abbreviations[name.toUpperCase()];
  if (meant)
    throw new UserError(
      `“${name}” is an abbreviation, which doesn't know when clocks change. Do you mean ${meant}?`,
    );
  const known = zoneNamed(name);
  if (known) return known;
  const near = nearZones(name);
  const hint =
    near.length > 0
      ? `Do you mean ${near.join(' or ')}?`
      : 'Names look like Europe/London or America/New_York.';
  throw new UserError(`There is no time zone “${name}”. ${hint}`);
}

/** Abbreviations that stand for one place's winter or summer time, most of them valid names of fixed offsets. */
const abbreviations: Record<string, string> = {
  BST: 'Europe/London',
  WET: 'Europe/Lisbon',
  WEST: 'Europe/Lisbon',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  MET: 'Europe/Paris',
  EET: 'Europe/Helsinki',
  EEST: 'Europe/Helsinki',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  EST5EDT: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  CST6CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  MST7MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PST8PDT: 'America/Los_Angeles',
  HST: 'Pacific/Honolulu',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
};

function zoneNamed(name: string): string | undefined {
  if (!/^[a-z][\w+-]*(?:\/[\w+-]+)*$/iu.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined; // The only failure here is a name that the zone data doesn't hold: the caller answers the person.
  }
}

const mostSuggestions = 3;

/** The known zones that are nearest in spelling, by their full name or by the city alone ("New York", "Lodnon"). */
function nearZones(name: string): string[] {
  const wanted = simplify(name);
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => {
    const city = simplify(zone.slice(zone.lastIndexOf('/') + 1));
    const wantedCity = simplify(name.slice(name.lastIndexOf('/') + 1));
    return {
      zone,
      distance: Math.min(editDistance(wanted, simplify(zone)), editDistance(wantedCity, city)),
    };
  });
  const best = Math.min(...zones.map(({ distance }) => distance));
  if (best > Math.max(1, Math.floor(wanted.length / 4))) return [];
  return zones
    .filter(({ distance }) => distance === best)
    .map(({ zone }) => zone)
    .slice(0, mostSuggestions);
}

function simplify(name: string): string {
  return name
    .slice(0, 60)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z/]/gu, '');
}
