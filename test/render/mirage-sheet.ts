import type { Item } from '../../src/domain/item.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

/** The call of 24 June 2014, at 16:00 in London: its people, its items, its next date. */
export function mirageSheet(changes: Partial<Sheet> = {}): Sheet {
  return {
    community: { name: 'MirageOS', slug: 'mirage' },
    series: {
      id: 'series-1',
      communityId: 'community-1',
      slug: 'mirage-call',
      name: 'MirageOS call',
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      start: Temporal.PlainDateTime.from('2014-06-10T16:00'),
      zone: 'Europe/London',
      durationMinutes: 60,
      policy: defaultPolicy,
      paused: false,
    },
    meeting: {
      id: 'meeting-1',
      seriesId: 'series-1',
      occurrence: startsAt,
      startsAt,
      durationMinutes: 60,
      status: 'called',
      sequence: 0,
    },
    zones: [
      'Europe/London',
      'Europe/Paris',
      'America/New_York',
      'America/Los_Angeles',
      'Asia/Tokyo',
    ],
    chair: 'Amir Chaudhry',
    items: mirageItems(),
    attendance: [],
    notes: [],
    actions: [],
    openActions: [
      {
        id: 'action-1',
        text: 'Open an issue about sites that need two FAT images',
        owner: 'Richard Mortier',
        due: Temporal.PlainDate.from('2014-06-20'),
        status: 'open',
      },
    ],
    lastMinutes: {
      startsAt: Temporal.Instant.from('2014-06-10T15:00:00Z'),
      url: 'https://calls.example.org/mirage-call/2014-06-10',
    },
    next: { startsAt: Temporal.Instant.from('2014-07-08T15:00:00Z') },
    url: 'https://calls.example.org/mirage-call/2014-06-24',
    replyTo: 'agenda+m1@example.org',
    listAddress: 'mirageos-devel@lists.example.org',
    hasChannel: true,
    ...changes,
  };
}

export const startsAt = Temporal.Instant.from('2014-06-24T15:00:00Z');

/** When the call for agenda is due: the Monday before, at nine. */
export const callAt = Temporal.Instant.from('2014-06-23T08:00:00Z');

function mirageItems(): Item[] {
  return [
    item(1, {
      title: 'Mirage 1.2 release',
      details: '- repo liveness\n- what still blocks 1.2.0',
      minutes: 15,
      lead: 'Anil Madhavapeddy',
      outcome: 'decision',
      proposer: 'Amir Chaudhry',
      links: ['https://github.com/mirage/mirage/milestones'],
    }),
    item(2, {
      title: 'ARM update',
      minutes: 10,
      lead: 'Thomas Leonard',
      proposer: 'Thomas Leonard',
    }),
    item(3, { title: 'Blog posts pre-OSCON', minutes: 20, proposer: 'Amir Chaudhry', late: true }),
    item(4, { title: 'Bytemark machines', minutes: 20, deferrals: 2, proposer: 'David Scott' }),
  ];
}

export function item(number: number, changes: Partial<Item> & { title: string }): Item {
  return {
    id: `item-${number}`,
    meetingId: 'meeting-1',
    number,
    position: number,
    status: 'accepted',
    links: [],
    standing: false,
    late: false,
    deferrals: 0,
    ...changes,
  };
}

/** The same call, an hour and a half later. */
export function mirageSheetAfterwards(changes: Partial<Sheet> = {}): Sheet {
  const sheet = mirageSheet();
  const note = (
    id: string,
    itemId: string | undefined,
    text: string,
    kind: 'note' | 'decision' = 'note',
  ) => ({
    id,
    kind,
    text,
    ...(itemId === undefined ? {} : { itemId }),
    author: 'Amir Chaudhry',
    at: startsAt.add({ minutes: Number(id) }),
  });
  return {
    ...sheet,
    meeting: { ...sheet.meeting, status: 'closed', closedAt: startsAt.add({ minutes: 62 }) },
    scribe: 'Amir Chaudhry',
    items: sheet.items.map((found) => ({
      ...found,
      status: found.number === 4 ? ('deferred' as const) : ('discussed' as const),
    })),
    attendance: [
      { name: 'Thomas Gazagnaire', present: true },
      { name: 'Amir Chaudhry', present: true },
      { name: 'Hannes Mehnert', present: true },
      { name: 'Mindy Preston', present: false, intention: 'regrets' },
    ],
    notes: [
      note('2', undefined, 'Short round of hellos.'),
      note('5', 'item-1', 'The release is close: what is left is the makefiles and SSL.'),
      note(
        '9',
        'item-1',
        '1.2.0 goes out without waiting for a better entropy source.',
        'decision',
      ),
      note(
        '20',
        'item-2',
        'Early boot code is being rewritten.\n- external minios should at least compile\n- others are asked to try',
      ),
      note(
        '50',
        undefined,
        'A list of all libraries since 1.0 would help; see https://example.org/TROVE.',
      ),
    ],
    actions: [
      {
        id: 'a1',
        text: 'send a patch that adds the entropy type',
        owner: 'Hannes Mehnert',
        due: Temporal.PlainDate.from('2014-06-27'),
        status: 'open',
        itemId: 'item-1',
      },
      { id: 'a2', text: 'coordinate the reviews of the blog posts', status: 'open' },
    ],
    ...changes,
  };
}
