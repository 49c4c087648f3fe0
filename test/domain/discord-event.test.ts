import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideEvent,
  type EventDecision,
  type EventStatus,
  type FoundEvent,
  type WantedEvent,
} from '../../src/domain/discord-event.ts';

const now = Temporal.Instant.from('2014-06-23T08:00:00Z');
const fields = {
  name: 'MirageOS call',
  description: 'Convoke 1',
  startsAt: Temporal.Instant.from('2014-06-24T15:00:00Z'),
  endsAt: Temporal.Instant.from('2014-06-24T16:00:00Z'),
  place: { location: 'https://meet.example.org' },
};
const wanted = (status: EventStatus, changes: Partial<WantedEvent> = {}): WantedEvent => ({
  ...fields,
  status,
  ...changes,
});
const found = (status: EventStatus): FoundEvent => ({ ...fields, id: '1', status });
const decide = (to: WantedEvent, from?: FoundEvent, wasMade = false): EventDecision =>
  decideEvent(to, from, { now, wasMade });

describe('Discord’s event of a meeting', () => {
  test('is made when it isn’t there', () => {
    expect(decide(wanted('scheduled'))).toEqual({ do: 'create' });
  });

  test('is not made again once somebody deleted it', () => {
    expect(decide(wanted('scheduled'), undefined, true)).toMatchObject({ do: 'nothing' });
  });

  test('is not made for a time that is past, nor for a meeting that is over', () => {
    expect(decide(wanted('scheduled', { startsAt: now }))).toMatchObject({ do: 'nothing' });
    for (const status of ['active', 'completed', 'canceled'] as const)
      expect(decide(wanted(status))).toMatchObject({ do: 'nothing' });
  });

  test('is changed in what differs, and in nothing else', () => {
    const startsAt = fields.startsAt.add({ hours: 2 });
    const endsAt = fields.endsAt.add({ hours: 2 });
    expect(decide(wanted('scheduled', { startsAt, endsAt }), found('scheduled'))).toEqual({
      do: 'change',
      changes: [{ startsAt, endsAt }],
    });
    expect(decide(wanted('scheduled'), found('scheduled'))).toMatchObject({ do: 'nothing' });
    expect(
      decide(wanted('scheduled', { place: { channelId: '2' } }), found('scheduled')),
    ).toMatchObject({ changes: [{ place: { channelId: '2' } }] });
  });

  test.each<[EventStatus, EventStatus, EventStatus[]]>([
    ['active', 'scheduled', ['active']],
    ['completed', 'active', ['completed']],
    ['completed', 'scheduled', ['active', 'completed']],
    ['canceled', 'scheduled', ['canceled']],
    ['canceled', 'active', ['completed']],
  ])('becomes %s from %s by what Discord allows', (to, from, statuses) => {
    expect(decide(wanted(to), found(from))).toEqual({
      do: 'change',
      changes: statuses.map((status) => ({ status })),
    });
  });

  test('is left as it is when it is over', () => {
    for (const status of ['completed', 'canceled'] as const)
      expect(decide(wanted('scheduled'), found(status))).toMatchObject({ do: 'nothing' });
  });

  test('asked for twice is the same as asked for once', () => {
    const status = fc.constantFrom<EventStatus>('scheduled', 'active', 'completed', 'canceled');
    const hours = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(status, status, hours, (to, from, later) => {
        const want = wanted(to, { startsAt: fields.startsAt.add({ hours: later }) });
        const decision = decide(want, found(from));
        const changes = decision.do === 'change' ? decision.changes : [];
        const after = changes.reduce<FoundEvent>(
          (event, change) => ({ ...event, ...change }),
          found(from),
        );
        expect(decide(want, after)).toMatchObject({ do: 'nothing' });
      }),
    );
  });
});
