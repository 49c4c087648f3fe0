import {
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventPrivacyLevel as PrivacyLevel,
  GuildScheduledEventStatus as Status,
  Routes,
  type APIGuildScheduledEvent,
  type APIUser,
} from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import type { ChatEvent } from '../../app/outgoing.ts';
import type { DeliveryOutcome } from '../../app/ports.ts';
import {
  decideEvent,
  type EventChange,
  type EventPlace,
  type EventStatus,
  type FoundEvent,
} from '../../domain/discord-event.ts';
import { outcomeOf } from './delivery-outcome.ts';
import { restFailure } from './rest-failure.ts';

/**
 * Makes an event what it should be. It is looked for among the server's events before anything is done, so what is
 * asked twice, or was carried out without an answer, is there once. One that is there twice all the same is deleted.
 *
 * @param known its id, when it was made before
 */
export async function putEvent(
  rest: REST,
  event: ChatEvent,
  { now, known }: { now: Temporal.Instant; known?: string },
): Promise<DeliveryOutcome> {
  const { guildId } = event;
  try {
    const [found, ...doubles] = await findEvents(rest, event);
    for (const { id } of doubles) await rest.delete(Routes.guildScheduledEvent(guildId, id));
    const wanted = {
      ...event,
      startsAt: Temporal.Instant.from(event.startsAt),
      endsAt: Temporal.Instant.from(event.endsAt),
    };
    const decision = decideEvent(wanted, found, { now, wasMade: known !== undefined });
    switch (decision.do) {
      case 'nothing':
        return sent(found?.id, `the event needs nothing: ${decision.why}`);
      case 'create': {
        const body = { ...fieldsOf(wanted), privacy_level: PrivacyLevel.GuildOnly };
        const made = (await rest.post(Routes.guildScheduledEvents(guildId), {
          body,
        })) as APIGuildScheduledEvent;
        return sent(made.id, `event ${made.id} made`);
      }
      case 'change': {
        const id = found?.id ?? '';
        for (const change of decision.changes)
          await rest.patch(Routes.guildScheduledEvent(guildId, id), { body: fieldsOf(change) });
        return sent(id, `event ${id} changed`);
      }
    }
  } catch (error) {
    return outcomeOf(restFailure(error), (code) => mendFor(code, guildId));
  }
}

function sent(id: string | undefined, response: string): DeliveryOutcome {
  return { kind: 'sent', response, ...(id === undefined ? {} : { remoteId: id }) };
}

/** Ours by the mark that nobody else knows before, and by its author; those that are not over come first, the oldest of all. */
async function findEvents(rest: REST, { guildId, marker }: ChatEvent): Promise<FoundEvent[]> {
  const me = (await rest.get(Routes.user())) as APIUser;
  const events = (await rest.get(Routes.guildScheduledEvents(guildId))) as APIGuildScheduledEvent[];
  const ours = events
    .filter(
      ({ creator_id: author, description }) =>
        author === me.id && description?.endsWith(marker) === true,
    )
    .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  const isOver = ({ status }: APIGuildScheduledEvent) =>
    status === Status.Completed || status === Status.Canceled;
  const going = ours.filter((event) => !isOver(event));
  return (going.length > 0 ? going : ours.slice(0, 1)).map(toFound);
}

const statuses = {
  scheduled: Status.Scheduled,
  active: Status.Active,
  completed: Status.Completed,
  canceled: Status.Canceled,
} as const satisfies Record<EventStatus, Status>;

function toFound(event: APIGuildScheduledEvent): FoundEvent {
  const { id, name, description, scheduled_start_time: start, scheduled_end_time: end } = event;
  const { status, channel_id: channelId, entity_metadata: entity } = event;
  const startsAt = Temporal.Instant.from(start);
  return {
    id,
    name,
    description: description ?? '',
    startsAt,
    endsAt: end === null ? startsAt : Temporal.Instant.from(end),
    place: channelId === null ? { location: entity?.location ?? '' } : { channelId },
    status: statusOf(status),
  };
}

function statusOf(status: Status): EventStatus {
  switch (status) {
    case Status.Scheduled:
      return 'scheduled';
    case Status.Active:
      return 'active';
    case Status.Completed:
      return 'completed';
    case Status.Canceled:
      return 'canceled';
  }
}

/** An event elsewhere has a location and no channel; one in a voice channel the reverse. */
function fieldsOf({ name, description, startsAt, endsAt, place, status }: EventChange): object {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(startsAt === undefined ? {} : { scheduled_start_time: startsAt.toString() }),
    ...(endsAt === undefined ? {} : { scheduled_end_time: endsAt.toString() }),
    ...(place === undefined ? {} : placeFields(place)),
    // A new event is scheduled anyway, and its form has no such field.
    ...(status === undefined || status === 'scheduled' ? {} : { status: statuses[status] }),
  };
}

function placeFields(place: EventPlace): object {
  return 'channelId' in place
    ? { entity_type: EntityType.Voice, channel_id: place.channelId, entity_metadata: null }
    : {
        entity_type: EntityType.External,
        channel_id: null,
        entity_metadata: { location: place.location },
      };
}

const codes = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  tooManyEvents: 30038,
  missingAccess: 50001,
  missingPermissions: 50013,
} as const;

const orNone = 'or do without events: convoke series edit --discord-event no';

function mendFor(code: number | undefined, guildId: string): string {
  switch (code) {
    case codes.missingAccess:
    case codes.missingPermissions:
      return `Convoke’s bot may not make events in server ${guildId}. Give its role the permission Create Events, and for a voice channel View Channel and Connect there (convoke doctor looks, and prints the link to invite it again), ${orNone}`;
    case codes.tooManyEvents:
      return `server ${guildId} has as many events as Discord allows (100). Delete some, ${orNone}`;
    case codes.unknownChannel:
      return `Discord knows no such voice channel. Give the series another (convoke series edit --voice-channel), ${orNone}`;
    case codes.unknownGuild:
      return `Convoke’s bot is not in server ${guildId}. Invite it (convoke doctor prints the link), ${orNone}`;
    default:
      return `Discord won’t take the event in server ${guildId}`;
  }
}
