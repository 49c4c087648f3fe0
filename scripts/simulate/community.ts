import type { ListSettings } from '../../src/sandbox/list/redistribute.ts';
import type { Person } from './people.ts';

/** A series as its operator describes it, and what this simulation knows of it besides. */
export interface SeriesPlan {
  slug: string;
  name: string;
  zone: string;
  list?: string;
  channel?: string;
  /** Who comes to its meetings. */
  people: Person[];
  chairs: Person[];
  scribes: Person[];
  /** The fields of `series create` that differ from one series to the next. */
  fields: Record<string, unknown>;
  /** Percent of its calls that people answer as usual; the others are quiet. */
  liveliness: number;
}

export const convokeAddress = 'agenda@convoke.example';
export const begins = Temporal.Instant.from('2026-01-03T12:00:00Z');

export const lists: ListSettings[] = [
  { name: 'Devel', address: 'devel@lists.example', prefix: 'devel' },
  { name: 'Board', address: 'board@lists.example', mungesFrom: true, replyToList: true },
  { name: 'Docs', address: 'docs@lists.example', prefix: 'docs', mungesFrom: true },
];

export const channels = ['core', 'board', 'timing', 'incidents'];

interface Groups {
  onList: Person[];
  onDiscord: Person[];
  /** Those who are on a list and on Discord: who chairs and writes is one of them. */
  both: Person[];
}

type Sketch = Omit<SeriesPlan, 'people' | 'chairs' | 'scribes'> & {
  people: (groups: Groups) => Person[];
  /** From which to which of those in both. */
  chairs: [number, number];
  scribes: [number, number];
};

/** Weekly; fortnightly; on the second Wednesday; two hours in turn; ad hoc. */
const sketches: Sketch[] = [
  {
    slug: 'core',
    name: 'Core call',
    zone: 'Europe/London',
    list: 'devel@lists.example',
    channel: 'core',
    people: ({ onList, onDiscord }) => [...every(onList, 2, 0), ...every(onDiscord, 3, 0)],
    chairs: [0, 3],
    scribes: [3, 5],
    liveliness: 85,
    fields: {
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
      start: '2026-01-06T16:00',
      standingItems: ['Open pull requests'],
      policy: { minimumItems: 1, onHoliday: 'skip' },
    },
  },
  {
    slug: 'board',
    name: 'Board meeting',
    zone: 'America/New_York',
    list: 'board@lists.example',
    channel: 'board',
    people: ({ onList, both }) => [...every(onList, 3, 1), ...every(both, 2, 1)],
    chairs: [5, 7],
    scribes: [7, 10],
    liveliness: 80,
    fields: {
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
      start: '2026-01-08T10:00',
      durationMinutes: '90',
      standingItems: ['Treasurer’s report', 'Risks'],
      policy: {
        call: '2 09:00',
        remind: '1 12:00',
        confirm: '1 18:00',
        minimumItems: 0,
        minimumPeople: 3,
        itemsUntil: '1 17:00',
        quorum: 4,
        whenSilent: 'ask until 0 07:00 then cancel',
        onHoliday: 'move later',
      },
    },
  },
  {
    slug: 'docs',
    name: 'Documentation round',
    zone: 'Australia/Lord_Howe',
    list: 'docs@lists.example',
    people: ({ onList }) => every(onList, 3, 2),
    chairs: [10, 12],
    scribes: [0, 0],
    liveliness: 70,
    fields: {
      rrule: 'FREQ=MONTHLY;BYDAY=2WE',
      start: '2026-01-14T10:30',
      policy: { call: '2w 09:00', minimumItems: 2, whenSilent: 'hold', publishDaysAfterDraft: 7 },
    },
  },
  {
    slug: 'timing',
    name: 'Timing group',
    zone: 'Europe/Berlin',
    list: 'devel@lists.example',
    channel: 'timing',
    people: ({ onList, onDiscord }) => [...every(onList, 4, 3), ...every(onDiscord, 2, 1)],
    chairs: [12, 14],
    scribes: [14, 16],
    liveliness: 75,
    fields: {
      rrule: 'FREQ=WEEKLY;INTERVAL=2',
      start: '2026-01-12T17:00',
      slots: ['FREQ=WEEKLY;INTERVAL=2 from 2026-01-19T08:00'],
      durationMinutes: '45',
      policy: { needsChair: true, whenSilent: 'confirm', minimumItems: 0 },
    },
  },
  {
    slug: 'adhoc',
    name: 'Incident review',
    zone: 'Africa/Casablanca',
    channel: 'incidents',
    people: ({ onDiscord }) => every(onDiscord, 2, 0),
    chairs: [16, 18],
    scribes: [0, 0],
    liveliness: 80,
    fields: { start: '2026-01-05T14:00', policy: { call: '3 10:00', minimumItems: 0 } },
  },
];

export function makeSeries(people: readonly Person[]): SeriesPlan[] {
  const onList = people.filter(({ mail }) => mail !== undefined);
  const both = onList.filter(({ discord }) => discord !== undefined);
  const groups = { onList, both, onDiscord: people.filter(({ discord }) => discord !== undefined) };
  return sketches.map((sketch) => ({
    ...sketch,
    people: [...new Set(sketch.people(groups))],
    chairs: both.slice(...sketch.chairs),
    scribes: both.slice(...sketch.scribes),
  }));
}

function every(from: readonly Person[], step: number, start: number): Person[] {
  return from.filter((_, n) => n % step === start);
}

/** As `--chair` takes it. */
export function described(person: Person, accounts: ReadonlyMap<string, string>): string {
  const mail = person.mail === undefined ? '' : ` <${person.mail}>`;
  const account = accounts.get(person.id);
  return `${person.name}${mail}${account === undefined ? '' : ` discord:${account}`}`;
}
