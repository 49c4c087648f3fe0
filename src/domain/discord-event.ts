/** Where an event of Discord takes place: in a voice channel of its, or anywhere else. */
export type EventPlace = { channelId: string } | { location: string };

/** What everyone sees of an event. */
export interface EventFields {
  name: string;
  description: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  place: EventPlace;
}

export type EventStatus = 'scheduled' | 'active' | 'completed' | 'canceled';

/** How Discord's event of a meeting should be. */
export interface WantedEvent extends EventFields {
  status: EventStatus;
}

/** How it is. */
export interface FoundEvent extends EventFields {
  id: string;
  status: EventStatus;
}

/** One request to change it. */
export type EventChange = Partial<EventFields> & { status?: EventStatus };

export type EventDecision =
  | { do: 'create' }
  /** In this order; Discord takes one change of status at a time. */
  | { do: 'change'; changes: EventChange[] }
  | { do: 'nothing'; why: string };

/**
 * What makes Discord's event of a meeting what it should be. It is the same whether it is asked once or again, so a
 * request whose answer was lost does no harm.
 *
 * @param found what the server has of ours
 * @param wasMade we know that it was made before: then, if it isn't there, somebody deleted it, and it stays away
 */
export function decideEvent(
  wanted: WantedEvent,
  found: FoundEvent | undefined,
  { now, wasMade }: { now: Temporal.Instant; wasMade: boolean },
): EventDecision {
  if (found === undefined) return decideMissing(wanted, { now, wasMade });
  if (found.status === 'completed' || found.status === 'canceled')
    return { do: 'nothing', why: `it is ${found.status}` };
  const changes = changesFrom(found, wanted);
  return changes.length > 0 ? { do: 'change', changes } : { do: 'nothing', why: 'it is so' };
}

function decideMissing(
  { status, startsAt }: WantedEvent,
  { now, wasMade }: { now: Temporal.Instant; wasMade: boolean },
): EventDecision {
  if (status !== 'scheduled') return { do: 'nothing', why: 'there is none' };
  if (wasMade) return { do: 'nothing', why: 'somebody deleted it' };
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    return { do: 'nothing', why: 'Discord takes no event that begins in the past' };
  return { do: 'create' };
}

/** `scheduled → active → completed`, or `scheduled → canceled`: what is under way can only be completed. */
function changesFrom(found: FoundEvent, wanted: WantedEvent): EventChange[] {
  switch (wanted.status) {
    case 'scheduled':
      return found.status === 'scheduled' ? fieldChanges(found, wanted) : [];
    case 'active':
      return found.status === 'scheduled' ? [{ status: 'active' }] : [];
    case 'completed':
      return found.status === 'scheduled'
        ? [{ status: 'active' }, { status: 'completed' }]
        : [{ status: 'completed' }];
    case 'canceled':
      return [{ status: found.status === 'scheduled' ? 'canceled' : 'completed' }];
  }
}

/** Only what differs: a time that is not touched may have passed. */
function fieldChanges(found: FoundEvent, wanted: WantedEvent): EventChange[] {
  const { name, description, startsAt, endsAt, place } = wanted;
  const isRetimed = !startsAt.equals(found.startsAt) || !endsAt.equals(found.endsAt);
  const change: EventChange = {
    ...(name === found.name ? {} : { name }),
    ...(description === found.description ? {} : { description }),
    ...(isRetimed ? { startsAt, endsAt } : {}),
    ...(isSamePlace(place, found.place) ? {} : { place }),
  };
  return Object.keys(change).length > 0 ? [change] : [];
}

function isSamePlace(one: EventPlace, other: EventPlace): boolean {
  return 'channelId' in one
    ? 'channelId' in other && one.channelId === other.channelId
    : 'location' in other && one.location === other.location;
}
