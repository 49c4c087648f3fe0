/** Where people of a zone say they are: `London`, `New York`, `São Paulo`; none for zones that are no place. */
export function placeOf(zone: string): string | undefined {
  if (isUtc(zone) || zone.startsWith('Etc/')) return undefined;
  const city = zone.slice(zone.lastIndexOf('/') + 1);
  return proper[city] ?? city.replaceAll('_', ' ');
}

export function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Universal)$/u.test(zone);
}

/** Names that the zone data writes without their letters, or that their people have changed since. */
const proper: Record<string, string> = {
  Asuncion: 'Asunción',
  Bogota: 'Bogotá',
  Calcutta: 'Kolkata',
  Cancun: 'Cancún',
  Coral_Harbour: 'Atikokan',
  Godthab: 'Nuuk',
  Katmandu: 'Kathmandu',
  Kiev: 'Kyiv',
  Mazatlan: 'Mazatlán',
  Merida: 'Mérida',
  Rangoon: 'Yangon',
  Reykjavik: 'Reykjavík',
  Saigon: 'Ho Chi Minh City',
  Sao_Paulo: 'São Paulo',
  St_Johns: "St. John's",
  Ulan_Bator: 'Ulaanbaatar',
};

/** The offset from UTC at a moment: `UTC+1`, `UTC-3:30`. Abbreviations such as IST are several zones' at once. */
export function offsetWords(at: Temporal.Instant, zone: string): string {
  const minutes = offsetMinutes(at, zone);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

export function offsetMinutes(at: Temporal.Instant, zone: string): number {
  return at.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
}
