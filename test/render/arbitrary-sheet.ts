import fc from 'fast-check';
import type { Item } from '../../src/domain/item.ts';
import type { Meeting } from '../../src/domain/meeting.ts';
import type { Action, Attendance, Note, Sheet } from '../../src/domain/sheet.ts';
import { anyLine, anyText } from './arbitrary-text.ts';
import { item, mirageSheet } from './mirage-sheet.ts';

export interface Words {
  line: fc.Arbitrary<string>;
  text: fc.Arbitrary<string>;
}

/** Words that no template would hold by itself, so that a gap in one can be told from what a person wrote. */
export const plainWords: Words = {
  line: fc.constantFrom(
    'Release plan',
    'Budget',
    'ARM',
    'Anil Madhavapeddy',
    'Zoë',
    '会议',
    'Q3: next steps?',
  ),
  text: fc.constantFrom(
    'One line.',
    'Two\nshort lines',
    '- first\n- second',
    'See https://example.org/x.',
    '```\ncode\n```',
  ),
};

export const anyWords: Words = { line: anyLine, text: anyText };

const zones = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/St_Johns',
  'Asia/Tokyo',
  'UTC',
);

const instants = fc
  .integer({ min: Date.UTC(2014, 0, 1) / 60_000, max: Date.UTC(2038, 0, 1) / 60_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));

const dates = fc
  .integer({ min: 0, max: 9000 })
  .map((days) => Temporal.PlainDate.from('2014-01-01').add({ days }));

const links = fc.constantFrom(
  'https://example.org/a',
  'https://example.org/b?c=d',
  'http://example.net/',
);

/** Leaves fields out now and then, as records do. */
function record<T extends object, R extends keyof T & string>(
  fields: { [K in keyof T]: fc.Arbitrary<T[K]> },
  requiredKeys: R[],
): fc.Arbitrary<Pick<T, R> & Partial<T>> {
  return fc.record(fields, { requiredKeys }) as unknown as fc.Arbitrary<Pick<T, R> & Partial<T>>;
}

function items({ line, text }: Words): fc.Arbitrary<Item[]> {
  const changes = record<Omit<Item, 'id' | 'meetingId' | 'number' | 'position'>, 'title'>(
    {
      title: line,
      details: text,
      lead: line,
      proposer: line,
      proposerId: fc.constant('person-1'),
      minutes: fc.integer({ min: 1, max: 480 }),
      outcome: fc.constantFrom('decision', 'discussion', 'information'),
      status: fc.constantFrom(
        'proposed',
        'accepted',
        'discussed',
        'deferred',
        'declined',
        'withdrawn',
      ),
      links: fc.uniqueArray(links, { maxLength: 3 }),
      standing: fc.boolean(),
      late: fc.boolean(),
      deferrals: fc.integer({ min: 0, max: 4 }),
    },
    ['title'],
  );
  return fc
    .array(changes, { maxLength: 6 })
    .chain((all) =>
      fc
        .shuffledSubarray([...all.keys()], { minLength: all.length })
        .map((order) => order.map((index) => item(index + 1, all[index] ?? { title: 'x' }))),
    );
}

function actions({ line, text }: Words): fc.Arbitrary<Action[]> {
  return fc.array(
    record<Action, 'id' | 'text' | 'status'>(
      {
        id: fc.uuid(),
        text,
        owner: line,
        due: dates,
        status: fc.constantFrom('open', 'done', 'dropped'),
        itemId: fc.constantFrom('item-1', 'item-2'),
      },
      ['id', 'text', 'status'],
    ),
    { maxLength: 3 },
  );
}

function notes({ line, text }: Words): fc.Arbitrary<Note[]> {
  return fc.array(
    record<Note, 'id' | 'kind' | 'text' | 'author' | 'at'>(
      {
        id: fc.uuid(),
        kind: fc.constantFrom('note', 'decision'),
        text,
        itemId: fc.constantFrom('item-1', 'item-2', 'item-9'),
        author: line,
        at: instants,
      },
      ['id', 'kind', 'text', 'author', 'at'],
    ),
    { maxLength: 5 },
  );
}

function attendance({ line }: Words): fc.Arbitrary<Attendance[]> {
  return fc.array(
    record<Attendance, 'name' | 'present'>(
      {
        name: line,
        present: fc.boolean(),
        intention: fc.constantFrom('coming', 'maybe', 'regrets'),
      },
      ['name', 'present'],
    ),
    { maxLength: 4 },
  );
}

function meetings({ line }: Words): fc.Arbitrary<Meeting> {
  return record<
    Meeting,
    'id' | 'seriesId' | 'occurrence' | 'startsAt' | 'durationMinutes' | 'status' | 'sequence'
  >(
    {
      id: fc.constant('meeting-1'),
      seriesId: fc.constant('series-1'),
      occurrence: instants,
      startsAt: instants,
      durationMinutes: fc.integer({ min: 15, max: 240 }),
      status: fc.constantFrom(
        'scheduled',
        'called',
        'confirmed',
        'open',
        'closed',
        'published',
        'cancelled',
      ),
      cancelReason: line,
      sequence: fc.nat(3),
      currentItemId: fc.constantFrom('item-1', 'item-2'),
    },
    ['id', 'seriesId', 'occurrence', 'startsAt', 'durationMinutes', 'status', 'sequence'],
  );
}

/** Any sheet that the service could load, its people writing such words. */
export function sheets(words: Words): fc.Arbitrary<Sheet> {
  const { series } = mirageSheet();
  return fc
    .record({
      name: words.line,
      zone: zones,
      minimumItems: fc.integer({ min: 0, max: 3 }),
      rest: record<
        Omit<Sheet, 'series'>,
        | 'community'
        | 'meeting'
        | 'zones'
        | 'items'
        | 'attendance'
        | 'notes'
        | 'actions'
        | 'openActions'
        | 'hasChannel'
      >(
        {
          community: fc.record({ name: words.line, slug: fc.constant('community') }),
          meeting: meetings(words),
          zones: fc.uniqueArray(zones, { maxLength: 5 }),
          chair: words.line,
          scribe: words.line,
          items: items(words),
          attendance: attendance(words),
          notes: notes(words),
          actions: actions(words),
          openActions: actions(words),
          lastMinutes: fc.record(
            { startsAt: instants, url: links },
            { requiredKeys: ['startsAt'] },
          ),
          next: fc.record({ startsAt: instants, url: links }, { requiredKeys: ['startsAt'] }),
          url: links,
          replyTo: fc.constant('agenda+t@example.org'),
          listAddress: fc.constant('list@example.org'),
          hasChannel: fc.boolean(),
        },
        [
          'community',
          'meeting',
          'zones',
          'items',
          'attendance',
          'notes',
          'actions',
          'openActions',
          'hasChannel',
        ],
      ),
    })
    .map(({ name, zone, minimumItems, rest }) => ({
      ...rest,
      zones: [...new Set([zone, ...rest.zones])],
      series: { ...series, name, zone, policy: { ...series.policy, minimumItems } },
    }));
}
