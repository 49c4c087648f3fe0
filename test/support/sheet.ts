import type { Item } from '../../src/domain/item.ts';
import type { Meeting } from '../../src/domain/meeting.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Series } from '../../src/domain/series.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

/** A fortnightly call in London, begun on 24 June 2014. */
export function aSeries(changes: Partial<Series> = {}): Series {
  return {
    id: '0196f2a0-6c1e-7f3b-9a58-1f0f5f4f6a01',
    communityId: 'community',
    slug: 'weekly',
    name: 'Weekly call',
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    start: Temporal.PlainDateTime.from('2014-06-24T16:00'),
    zone: 'Europe/London',
    durationMinutes: 60,
    policy: defaultPolicy,
    paused: false,
    ...changes,
  };
}

/** Its first meeting. */
export function aMeeting(changes: Partial<Meeting> = {}): Meeting {
  const occurrence = changes.occurrence ?? Temporal.Instant.from('2014-06-24T15:00:00Z');
  return {
    id: 'meeting',
    seriesId: aSeries().id,
    occurrence,
    startsAt: occurrence,
    durationMinutes: 60,
    status: 'confirmed',
    sequence: 0,
    ...changes,
  };
}

export function anItem(changes: Partial<Item> = {}): Item {
  const number = changes.number ?? 1;
  return {
    id: `item-${number}`,
    meetingId: 'meeting',
    number,
    position: number,
    status: 'accepted',
    title: 'Mirage 1.2 release',
    links: [],
    standing: false,
    late: false,
    deferrals: 0,
    ...changes,
  };
}

export function aSheet(changes: Partial<Sheet> = {}): Sheet {
  return {
    community: { name: 'Mirage', slug: 'mirage' },
    series: aSeries(),
    meeting: aMeeting(),
    zones: ['Europe/London'],
    items: [],
    attendance: [],
    notes: [],
    actions: [],
    openActions: [],
    hasChannel: true,
    ...changes,
  };
}
