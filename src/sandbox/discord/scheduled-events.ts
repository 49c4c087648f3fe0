import {
  type APIGuildScheduledEventRecurrenceRule,
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventStatus as Status,
} from 'discord-api-types/v10';
import { refusal, throwIssues } from './api-error.ts';
import { scheduledEventPayload } from './payloads.ts';
import { timestamp } from './snowflakes.ts';
import {
  type ChangedScheduledEventForm,
  type NewScheduledEventForm,
  type RecurrenceForm,
  recurrenceIssues,
  requiredTime,
  scheduledEventIssues,
} from './validate-scheduled-events.ts';
import type { Guild, ScheduledEvent, World } from './world.ts';

const maxUncompleted = 100;

export function createScheduledEvent(
  world: World,
  guild: Guild,
  form: NewScheduledEventForm,
  creatorId: string,
): ScheduledEvent {
  const uncompleted = [...guild.scheduledEvents.values()].filter((each) => !isFinished(each));
  if (uncompleted.length >= maxUncompleted) throw refusal('tooManyScheduledEvents');
  const event: ScheduledEvent = {
    id: world.ids.next(),
    guildId: guild.id,
    channelId: form.channel_id ?? null,
    creatorId,
    name: form.name,
    description: form.description ?? null,
    startsAt: requiredTime(form.scheduled_start_time),
    endsAt: form.scheduled_end_time == null ? undefined : requiredTime(form.scheduled_end_time),
    status: Status.Scheduled,
    entityType: form.entity_type,
    location: form.entity_metadata?.location ?? undefined,
    recurrence: form.recurrence_rule ? recurrenceOf(form.recurrence_rule) : null,
    interested: new Set(),
  };
  check(world, event, { isTimeSet: true, rule: form.recurrence_rule });
  guild.scheduledEvents.set(event.id, event);
  announce(world, event, 'GUILD_SCHEDULED_EVENT_CREATE');
  return event;
}

export function updateScheduledEvent(
  world: World,
  event: ScheduledEvent,
  form: ChangedScheduledEventForm,
): ScheduledEvent {
  if (isFinished(event)) throw refusal('finishedEvent');
  const changed: ScheduledEvent = {
    ...event,
    name: form.name ?? event.name,
    description: form.description === undefined ? event.description : form.description,
    entityType: form.entity_type ?? event.entityType,
    channelId: form.channel_id === undefined ? event.channelId : form.channel_id,
    location: locationAfter(event, form),
    startsAt: form.scheduled_start_time ? requiredTime(form.scheduled_start_time) : event.startsAt,
    endsAt: endAfter(event, form),
    status: form.status ?? event.status,
    recurrence: recurrenceAfter(event, form),
  };
  checkStatusChange(event.status, changed.status);
  const isTimeSet = form.scheduled_start_time !== undefined || form.scheduled_end_time != null;
  check(world, changed, {
    isTimeSet: isTimeSet && changed.status === Status.Scheduled,
    rule: form.recurrence_rule,
  });
  world.guild(event.guildId).scheduledEvents.set(event.id, changed);
  announce(world, changed, 'GUILD_SCHEDULED_EVENT_UPDATE');
  return changed;
}

function locationAfter(event: ScheduledEvent, form: ChangedScheduledEventForm): string | undefined {
  if (form.entity_metadata === undefined) return event.location;
  return form.entity_metadata?.location ?? undefined;
}

function endAfter(
  event: ScheduledEvent,
  form: ChangedScheduledEventForm,
): Temporal.Instant | undefined {
  if (form.scheduled_end_time === undefined) return event.endsAt;
  return form.scheduled_end_time === null ? undefined : requiredTime(form.scheduled_end_time);
}

function recurrenceAfter(
  event: ScheduledEvent,
  form: ChangedScheduledEventForm,
): APIGuildScheduledEventRecurrenceRule | null {
  if (form.recurrence_rule === undefined) return event.recurrence;
  return form.recurrence_rule === null ? null : recurrenceOf(form.recurrence_rule);
}

/** `scheduled → active → completed`, or `scheduled → canceled`. */
function checkStatusChange(before: Status, after: Status): void {
  if (before === after) return;
  const allowed =
    before === Status.Scheduled
      ? after === Status.Active || after === Status.Canceled
      : after === Status.Completed;
  if (allowed) return;
  throwIssues([
    {
      path: ['status'],
      code: 'GUILD_SCHEDULED_EVENT_STATUS_TRANSITION_INVALID',
      message: `The status can't go from ${before} to ${after}.`,
    },
  ]);
}

function check(
  world: World,
  event: ScheduledEvent,
  changes: { isTimeSet: boolean; rule: RecurrenceForm | null | undefined },
): void {
  throwIssues([
    ...scheduledEventIssues({ ...event, isTimeSet: changes.isTimeSet }, world.now()),
    ...(changes.rule ? recurrenceIssues(changes.rule) : []),
  ]);
  if (event.channelId === null) return;
  const place = world.channels.get(event.channelId);
  const isVoice = event.entityType === EntityType.Voice && place?.type === 2;
  const isStage = event.entityType === EntityType.StageInstance && place?.type === 13;
  if (place?.guildId !== event.guildId) throw refusal('unknownChannel');
  if (!isVoice && !isStage) throw refusal('wrongChannelType');
}

export function deleteScheduledEvent(world: World, event: ScheduledEvent): void {
  world.guild(event.guildId).scheduledEvents.delete(event.id);
  announce(world, event, 'GUILD_SCHEDULED_EVENT_DELETE');
}

/** A person presses "Interested", or takes it back. */
export function setInterested(
  world: World,
  event: ScheduledEvent,
  person: { userId: string; interested: boolean },
): void {
  if (event.interested.has(person.userId) === person.interested) return;
  if (person.interested) event.interested.add(person.userId);
  else event.interested.delete(person.userId);
  world.changed({ what: 'scheduled-event', id: event.id });
  world.dispatch({
    event: `GUILD_SCHEDULED_EVENT_USER_${person.interested ? 'ADD' : 'REMOVE'}`,
    data: {
      guild_scheduled_event_id: event.id,
      user_id: person.userId,
      guild_id: event.guildId,
    },
    guildId: event.guildId,
    channelId: undefined,
  });
}

function isFinished(event: ScheduledEvent): boolean {
  return event.status === Status.Completed || event.status === Status.Canceled;
}

function recurrenceOf(form: RecurrenceForm): APIGuildScheduledEventRecurrenceRule {
  return {
    start: timestamp(requiredTime(form.start)),
    end: null,
    frequency: form.frequency,
    interval: form.interval ?? 1,
    by_weekday: form.by_weekday ?? null,
    by_n_weekday: form.by_n_weekday ?? null,
    by_month: form.by_month ?? null,
    by_month_day: form.by_month_day ?? null,
    by_year_day: null,
    count: null,
  };
}

function announce(world: World, event: ScheduledEvent, name: string): void {
  world.changed({ what: 'scheduled-event', id: event.id });
  world.dispatch({
    event: name,
    data: scheduledEventPayload(world, event),
    guildId: event.guildId,
    channelId: undefined,
  });
}
