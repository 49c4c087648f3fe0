import type Holidays from 'date-holidays';
import type { HolidayPlace } from '../../app/ports.ts';
import { editDistance } from '../../domain/spelling.ts';
import { UserError } from '../../domain/user-error.ts';

type Names = Record<string, string>;

/** What people call them who don't think of ISO 3166. */
const aliases: Names = { UK: 'GB', USA: 'US' };

/** `GB`, `gb-sct`, `Germany`, `DE-Bavaria`, `DE-BY-A`. Throws a UserError that lists what there is. */
export function findPlace(library: Holidays, text: string): HolidayPlace {
  const countries = library.getCountries('en');
  const said = text.trim();
  const whole = codeOf(countries, said); // Before it is split: Guinea-Bissau.
  const [first = '', state, region, ...more] = whole ? [whole] : said.split('-');
  const country = codeOf(countries, first);
  if (country === undefined || more.length > 0) throw noCountry(countries, said);
  return narrow({ code: country, name: countries[country] ?? country }, [
    [state, () => library.getStates(country, 'en')],
    [region, (code) => library.getRegions(country, code, 'en')],
  ]);
}

type Level = [said: string | undefined, parts: (code: string) => Names | undefined];

/** From a country to its region, and to that one's. */
function narrow(place: Omit<HolidayPlace, 'regions'>, levels: Level[]): HolidayPlace {
  const [[said, partsOf] = [undefined, () => undefined], ...deeper] = levels;
  const parts = partsOf(place.code.split('-').at(-1) ?? '') ?? {};
  if (said === undefined) return { ...place, regions: listed(parts) };
  const code = codeOf(parts, said);
  if (code === undefined) throw noRegion(place, parts, said);
  return narrow({ code: `${place.code}-${code}`, name: `${parts[code]}, ${place.name}` }, deeper);
}

function codeOf(names: Names, said: string): string | undefined {
  const wanted = simplify(said);
  const wantedCode = (aliases[said.toUpperCase()] ?? said).toUpperCase();
  const codes = Object.keys(names);
  return (
    codes.find((code) => code.toUpperCase() === wantedCode) ??
    codes.find((code) => wanted !== '' && simplify(names[code] ?? '') === wanted)
  );
}

function noCountry(countries: Names, said: string): UserError {
  return new UserError(
    `There are no holidays for “${said.slice(0, 60)}”.${hint(countries, said)} The countries are: ${listed(countries).join(', ')}. ` +
      'A region follows its country: GB-SCT.',
  );
}

function noRegion({ name }: { name: string }, parts: Names, said: string): UserError {
  const there = listed(parts);
  return new UserError(
    there.length === 0
      ? `${name} has no regions here: its holidays are the same all over, as far as the library knows.`
      : `${name} has no region “${said.slice(0, 60)}”.${hint(parts, said)} Its regions are: ${there.join(', ')}.`,
  );
}

function listed(names: Names): string[] {
  return Object.entries(names)
    .map(([code, name]) => `${code} ${name}`)
    .toSorted();
}

const mostSuggested = 3;

function hint(names: Names, said: string): string {
  const wanted = simplify(said);
  const near = Object.entries(names)
    .map(([code, name]) => ({ code, name, distance: editDistance(wanted, simplify(name)) }))
    .toSorted((left, right) => left.distance - right.distance);
  const best = near[0]?.distance ?? Infinity;
  if (best > Math.max(1, Math.floor(wanted.length / 4))) return '';
  const meant = near.filter(({ distance }) => distance === best).slice(0, mostSuggested);
  return ` Do you mean ${meant.map(({ code, name }) => `${code} (${name})`).join(' or ')}?`;
}

function simplify(name: string): string {
  return name
    .slice(0, 60)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/gu, '');
}
