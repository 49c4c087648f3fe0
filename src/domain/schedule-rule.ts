import { UserError } from './user-error.ts';

/** An RFC 5545 recurrence rule taken apart and found sound. */
export interface Rule {
  /** Without `RRULE:` and UNTIL, in upper case. */
  text: string;
  frequency: Frequency;
  until?: Until;
}

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** UNTIL as written: a moment when it ends in Z, else the last wall-clock time, both inclusive. */
type Until = { instant: Temporal.Instant } | { local: Temporal.PlainDateTime };

const longestRuleChars = 500;
const mostTimesADay = 12;

/** Reads one rule, with or without `RRULE:`. Throws a UserError that says what to write instead. */
export function readRule(text: string): Rule {
  const bare = text
    .trim()
    .replace(/^RRULE:/iu, '')
    .replace(/;+$/u, '')
    .toUpperCase();
  if (
    bare === '' ||
    bare.length > longestRuleChars ||
    !/^[\w=;,:+-]+$/u.test(bare) ||
    !bare.includes('=')
  )
    throw new UserError(`“${text.slice(0, 80)}” is no recurrence rule. ${example}`);
  const parts = splitParts(bare);
  const frequency = readFrequency(parts.get('FREQ'));
  for (const [name, value] of parts) checkPart(name, value);
  checkTogether(parts, frequency);
  const until = parts.get('UNTIL');
  parts.delete('UNTIL');
  return {
    text: [...parts].map(([name, value]) => `${name}=${value}`).join(';'),
    frequency,
    ...(until === undefined ? {} : { until: readUntil(until) }),
  };
}

const example = 'Rules look like FREQ=WEEKLY;INTERVAL=2;BYDAY=TU or FREQ=MONTHLY;BYDAY=-1FR.';

function splitParts(bare: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of bare.split(';')) {
    const [name = '', value, rest] = part.split('=');
    if (!value || rest !== undefined)
      throw new UserError(`“${part}” in the rule needs the form NAME=VALUE. ${example}`);
    if (parts.has(name))
      throw new UserError(
        `The rule says ${name} twice; write it once, its values separated by commas.`,
      );
    parts.set(name, value);
  }
  return parts;
}

function readFrequency(value: string | undefined): Frequency {
  switch (value) {
    case 'DAILY':
    case 'WEEKLY':
    case 'MONTHLY':
    case 'YEARLY':
      return value;
    case 'HOURLY':
    case 'MINUTELY':
    case 'SECONDLY':
      throw new UserError(
        `FREQ=${value} is more than any community meets. Use DAILY, WEEKLY, MONTHLY or YEARLY.`,
      );
    case undefined:
      throw new UserError(`The rule lacks FREQ. ${example}`);
    default:
      throw new UserError(`FREQ=${value} is none of DAILY, WEEKLY, MONTHLY, YEARLY. ${example}`);
  }
}

/** What each part may hold: whole numbers in a range, several or one, negative ones counting from the end. */
const numberParts: Record<string, { most: number; least: number; negative?: true; single?: true }> =
  {
    INTERVAL: { least: 1, most: 1000, single: true },
    COUNT: { least: 1, most: 10_000, single: true },
    BYMONTH: { least: 1, most: 12 },
    BYMONTHDAY: { least: 1, most: 31, negative: true },
    BYYEARDAY: { least: 1, most: 366, negative: true },
    BYWEEKNO: { least: 1, most: 53, negative: true },
    BYSETPOS: { least: 1, most: 366, negative: true },
    BYHOUR: { least: 0, most: 23 },
    BYMINUTE: { least: 0, most: 59 },
    BYSECOND: { least: 0, most: 0, single: true },
  };

function checkPart(name: string, value: string): void {
  const numbers = numberParts[name];
  if (numbers) return checkNumbers(name, value, numbers);
  if (name === 'BYDAY') return checkWeekdays(value);
  if (name === 'WKST' && !weekdays.includes(value))
    throw new UserError(`WKST=${value} must be one of ${weekdays.join(', ')}.`);
  if (!['FREQ', 'UNTIL', 'WKST'].includes(name))
    throw new UserError(
      `The rule's part ${name} is not known. Parts are FREQ, UNTIL, WKST, BYDAY, ${Object.keys(numberParts).join(', ')}.`,
    );
}

function checkNumbers(
  name: string,
  value: string,
  range: { most: number; least: number; negative?: true; single?: true },
): void {
  const values = value.split(',');
  const good = values.every((text) => {
    const number = Number(range.negative ? text.replace(/^[+-]/u, '') : text);
    return /^[+-]?\d{1,5}$/u.test(text) && number >= range.least && number <= range.most;
  });
  if (good && (!range.single || values.length === 1)) return;
  const extent =
    range.least === range.most ? `${range.least}` : `from ${range.least} to ${range.most}`;
  const signed = range.negative ? ', or the same with a minus, counted from the end' : '';
  throw new UserError(
    `${name}=${value} must be ${range.single ? 'one whole number' : 'whole numbers'} ${extent}${signed}.`,
  );
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function checkWeekdays(value: string): void {
  for (const day of value.split(',')) {
    const [, nth, name = ''] = /^([+-]?\d{1,2})?([A-Z]*)$/u.exec(day) ?? [];
    const count = Math.abs(Number(nth ?? 1));
    if (weekdays.includes(name) && count >= 1 && count <= 53) continue;
    const meant = weekdays.find((weekday) => name.startsWith(weekday));
    throw new UserError(
      `BYDAY=${day} is no weekday. Write ${meant ? `${nth ?? ''}${meant}` : weekdays.join(', ')}; 2TU is the second Tuesday, -1FR the last Friday.`,
    );
  }
}

/** What RFC 5545 §3.3.10 forbids to say together, and more meetings a day than anybody means. */
function checkTogether(parts: ReadonlyMap<string, string>, frequency: Frequency): void {
  const has = (name: string) => parts.has(name);
  const length = (name: string) => parts.get(name)?.split(',').length ?? 1;
  if (has('COUNT') && has('UNTIL'))
    throw new UserError('The rule says both COUNT and UNTIL. Keep the one that you mean.');
  if (
    /\d/u.test(parts.get('BYDAY') ?? '') &&
    (frequency === 'DAILY' || frequency === 'WEEKLY' || has('BYWEEKNO'))
  )
    throw new UserError(
      'A numbered weekday such as 2TU needs FREQ=MONTHLY or FREQ=YEARLY, without BYWEEKNO.',
    );
  if (has('BYMONTHDAY') && frequency === 'WEEKLY')
    throw new UserError('BYMONTHDAY does not go with FREQ=WEEKLY. Use FREQ=MONTHLY.');
  if (has('BYYEARDAY') && frequency !== 'YEARLY')
    throw new UserError('BYYEARDAY needs FREQ=YEARLY.');
  if (has('BYWEEKNO') && frequency !== 'YEARLY') throw new UserError('BYWEEKNO needs FREQ=YEARLY.');
  const others = [...parts.keys()].filter((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  if (has('BYSETPOS') && others.length === 0)
    throw new UserError(
      'BYSETPOS picks from what another part lists: add one, such as BYDAY=MO,TU,WE,TH,FR.',
    );
  if (length('BYHOUR') * length('BYMINUTE') > mostTimesADay)
    throw new UserError(
      `The rule meets more than ${mostTimesADay} times a day. Name fewer hours or minutes.`,
    );
}

function readUntil(value: string): Until {
  const [, date, time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/u.exec(value) ?? [];
  try {
    if (date === undefined) throw new RangeError('no date');
    // A bare date lasts to its end: "until 24 June" holds the meeting of 24 June.
    const local = Temporal.PlainDateTime.from(`${date}T${time ?? '235959'}`, {
      overflow: 'reject',
    });
    return utc ? { instant: local.toZonedDateTime('UTC').toInstant() } : { local };
  } catch {
    throw new UserError(
      `UNTIL=${value} is no date that exists. Write UNTIL=20261231 or UNTIL=20261231T160000Z.`,
    );
  }
}
